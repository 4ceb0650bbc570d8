import { isArrow, text } from "../language/read.ts";
import type { Engine, Frame, ModuleState } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { modulesOfFolders } from "./folder-modules.ts";
import { appendElement, newObject } from "./heap.ts";
import { getProperty } from "./properties.ts";
import { recordDirect } from "./record.ts";
import { runtimeGlobal } from "./runtime/dispatch.ts";
import { State } from "./state.ts";
import { execute } from "./statements.ts";
import { atomValue, isUntrusted, join, NOTHING, stringOf, UNDEFINED, UNKNOWN, type Value } from "./value.ts";

/** Runs the top level of a module once. Cycles see what has been set so far. */
export function runModule(engine: Engine, unit: number): ModuleState {
  const module = engine.modules[unit] as ModuleState;
  if (module.phase !== "new") return module;
  module.phase = "running";
  const entry = engine.entry;
  engine.entry = -1;
  const frame = moduleFrame(engine, module);
  const body = frame.unit.data[(frame.unit.functions[0] as number) + 8] as number;
  execute(frame, body);
  frame.state = new State();
  for (const node of frame.unit.exports) {
    const expression = frame.unit.data[node + 5] as number;
    if (expression !== 0) module.expressions.set(node, evaluate(frame, expression));
  }
  engine.entry = entry;
  module.phase = "done";
  return module;
}

function moduleFrame(engine: Engine, module: ModuleState): Frame {
  const region = engine.region();
  return {
    engine,
    unit: engine.unit(module.unit),
    unitIndex: module.unit,
    fn: 0,
    act: module.activation,
    context: module.context,
    state: new State(),
    returns: [],
    self: UNDEFINED,
    home: null,
    depth: 0,
    topRegion: region,
    region,
    args: [],
    yields: null,
    jumps: [],
    handlers: [],
  };
}

/** What an imported name stands for. */
export function importedValue(engine: Engine, unit: number, decl: number): Value {
  const module = engine.modules[unit] as ModuleState;
  // Modules that import from each other in a circle end where the circle closes.
  const key = `${unit}.${decl}`;
  if (engine.importing.has(key)) return UNKNOWN;
  engine.importing.add(key);
  let result = NOTHING;
  for (const node of module.importsByDecl.get(decl) ?? []) result = join(result, importRecord(engine, unit, node));
  engine.importing.delete(key);
  return result === NOTHING ? UNKNOWN : result;
}

function importRecord(engine: Engine, unit: number, node: number): Value {
  const source = engine.unit(unit);
  const specifier = text(source, source.data[node + 4] as number);
  const name = text(source, source.data[node + 5] as number);
  const python = source.language === "python";
  const target = engine.program.resolve(unit, specifier);
  const submodule =
    python && name !== "*" ? engine.program.resolve(unit, specifier.endsWith(".") ? specifier + name : `${specifier}.${name}`) : null;
  // `from . import name` in a package's own __init__ asks for the module: the name there is this very import.
  if (submodule !== null && (target === null || target === unit)) return moduleValue(engine, submodule);
  if (target === null) {
    const library = engine.api.library(python ? "python" : "javascript", specifier);
    const api = name === "*" ? library : engine.api.member(library, name);
    return atomValue({ tag: "api", key: `a${api.id}`, api, call: null }, true);
  }
  if (name === "*") return moduleValue(engine, target);
  const value = moduleExport(engine, target, name);
  if (value !== NOTHING) return value;
  return submodule === null ? UNKNOWN : moduleValue(engine, submodule);
}

/** A module of the program, run. */
export function moduleValue(engine: Engine, unit: number): Value {
  runModule(engine, unit);
  return atomValue({ tag: "module", key: `m${unit}`, unit });
}

/** A name that a module exports, ES or CommonJS. NOTHING when it exports no such name. */
export function moduleExport(engine: Engine, unit: number, name: string, depth = 0): Value {
  const module = runModule(engine, unit);
  const source = engine.unit(unit);
  const node = module.exportsByName.get(name);
  if (node !== undefined) return exportRecord(engine, module, node, depth);
  const commonjs = commonJsExport(engine, module, name);
  if (commonjs !== NOTHING) return commonjs;
  if (depth > 12) return NOTHING;
  for (const all of module.exportAlls) {
    const specifier = text(source, source.data[all + 6] as number);
    const target = engine.program.resolve(unit, specifier);
    if (target === null) {
      if (name === "default") continue;
      const api = engine.api.member(engine.api.library("javascript", specifier), name);
      return atomValue({ tag: "api", key: `a${api.id}`, api, call: null }, true);
    }
    const value = moduleExport(engine, target, name, depth + 1);
    if (value !== NOTHING) return value;
  }
  if (source.language === "python") return pythonStarImport(engine, module, name, depth);
  return NOTHING;
}

function pythonStarImport(engine: Engine, module: ModuleState, name: string, depth: number): Value {
  const value = starImported(engine, module, name, depth);
  if (value !== NOTHING) return value;
  const submodule = engine.program.resolve(module.unit, `.${name}`);
  return submodule !== null && submodule !== module.unit ? moduleValue(engine, submodule) : NOTHING;
}

/** A name that a module has by `from … import *`: of another module, or of a library whose models know it. */
function starImported(engine: Engine, module: ModuleState, name: string, depth: number): Value {
  const source = engine.unit(module.unit);
  for (const node of module.importsByDecl.get(-1) ?? []) {
    if (text(source, source.data[node + 5] as number) !== "*" || ((source.data[node + 6] as number) & 2) === 0) continue;
    const specifier = text(source, source.data[node + 4] as number);
    const target = engine.program.resolve(module.unit, specifier);
    if (target === null) {
      const api = engine.api.peek(engine.api.library("python", specifier), `.${name}`);
      if (api !== undefined) return atomValue({ tag: "api", key: `a${api.id}`, api, call: null }, true);
      continue;
    }
    const value = depth > 12 ? NOTHING : moduleExport(engine, target, name, depth + 1);
    if (value !== NOTHING) return value;
  }
  return NOTHING;
}

function exportRecord(engine: Engine, module: ModuleState, node: number, depth: number): Value {
  const source = engine.unit(module.unit);
  const specifier = source.data[node + 6] as number;
  if (specifier >= 0) {
    const target = engine.program.resolve(module.unit, text(source, specifier));
    const name = text(source, source.data[node + 7] as number);
    if (target === null) {
      const library = engine.api.library("javascript", text(source, specifier));
      const api = name === "*" ? library : engine.api.member(library, name);
      return atomValue({ tag: "api", key: `a${api.id}`, api, call: null }, true);
    }
    return name === "*" ? moduleValue(engine, target) : depth > 12 ? NOTHING : moduleExport(engine, target, name, depth + 1);
  }
  const expression = module.expressions.get(node);
  if (expression !== undefined) return expression;
  const decl = source.data[node + 4] as number;
  if (decl < 0) return UNKNOWN;
  const cell = module.activation.cells.get(decl);
  if (cell !== undefined) return cell;
  return module.importsByDecl.has(decl) ? importedValue(engine, module.unit, decl) : UNKNOWN;
}

function commonJsExport(engine: Engine, module: ModuleState, name: string): Value {
  const value = module.moduleObject.fields.get("exports") ?? NOTHING;
  const untouched = value.atoms.length === 1 && value.atoms[0] === module.exportsObject;
  if (untouched && module.exportsObject.fields.size === 0 && module.exportsObject.getters === null) return NOTHING;
  const field = getProperty(moduleFrame(engine, module), value, name, 0);
  if (field !== UNDEFINED && field !== NOTHING) return field;
  // `import x from` a CommonJS module gives its whole exports.
  return name === "default" ? value : NOTHING;
}

/** Names that a module exports, those of `export *` included. */
export function moduleNamespaceKeys(engine: Engine, unit: number, depth = 0): readonly string[] {
  const module = runModule(engine, unit);
  const names = [...module.exportsByName.keys(), ...module.exportsObject.fields.keys(), ...(module.exportsObject.getters?.keys() ?? [])];
  if (depth > 12) return names;
  const source = engine.unit(unit);
  for (const all of module.exportAlls) {
    const target = engine.program.resolve(unit, text(source, source.data[all + 6] as number));
    if (target !== null) names.push(...moduleNamespaceKeys(engine, target, depth + 1).filter((name) => name !== "default"));
  }
  return names;
}

/** require(x), import(x). */
export function importExpression(f: Frame, specifier: Value, node: number): Value {
  const name = stringOf(specifier);
  if (name === null) {
    recordDirect(f, "module-load", "import", "(0)", specifier, node);
    return isUntrusted(specifier) ? UNKNOWN : modulesOfFolders(f);
  }
  const target = f.engine.program.resolve(f.unitIndex, name);
  if (target === null) {
    const api = f.engine.api.library("javascript", name);
    return atomValue({ tag: "api", key: `a${api.id}`, api, call: null }, true);
  }
  const module = runModule(f.engine, target);
  const exported = module.moduleObject.fields.get("exports") as Value;
  const isCommonJs = module.exportsByName.size === 0 && module.exportAlls.length === 0;
  return isCommonJs ? exported : atomValue({ tag: "module", key: `m${target}`, unit: target });
}

/** A name that no scope declares: the module's own objects, then the language's globals. */
export function globalValue(f: Frame, name: string, node: number): Value {
  const module = f.engine.modules[f.unitIndex] as ModuleState;
  if (f.unit.language !== "python") {
    if (name === "module") return atomValue(module.moduleObject);
    if (name === "exports") return atomValue(module.exportsObject);
    if (name === "undefined") return UNDEFINED;
    if (name === "arguments" && f.fn !== 0) return argumentsObject(f, node);
  } else if (module.importsByDecl.has(-1)) {
    const imported = starImported(f.engine, module, name, 0);
    if (imported !== NOTHING) return imported;
  }
  const assigned = f.engine.globals.get(name);
  const known = runtimeGlobal(f, name, node);
  return assigned === undefined ? known : join(assigned, known);
}

/** `arguments` of the innermost function that has its own. */
function argumentsObject(f: Frame, node: number): Value {
  let act = f.act;
  while (act.parent !== null && act.fn > 0 && isArrow(f.unit, act.fn)) act = act.parent;
  const list = newObject("array", f.unitIndex, node, f.region);
  for (const value of act.args) appendElement(list, value, true);
  return atomValue(list);
}

export function assignGlobal(f: Frame, name: string, value: Value): void {
  const module = f.engine.modules[f.unitIndex] as ModuleState;
  if (name === "exports") return;
  if (name === "module") module.moduleObject.fields.set("exports", value);
  const old = f.engine.globals.get(name);
  if (old !== undefined || f.engine.globals.size < 2000) f.engine.globals.set(name, old === undefined ? value : join(old, value));
}
