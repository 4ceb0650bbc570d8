import { callValue } from "../evaluate/calls.ts";
import { classMember, classMemberNames, instanceOf } from "../evaluate/classes.ts";
import type { Engine, Frame, ModuleState } from "../evaluate/engine.ts";
import { getProperty } from "../evaluate/properties.ts";
import { atomValue, type ClassAtom, UNKNOWN, type Value } from "../evaluate/value.ts";
import { FUNC, type Unit } from "../language/ir.ts";
import { funcNode, params } from "../language/read.ts";
import { outerFrame } from "../surface/entries.ts";

/**
 * Calls what nothing in the program has called: exported starters, handlers wired up by configuration, and methods of classes
 * that a host makes objects of (an agent's `init`), where the module speaks of registering.
 */
export function callUnreached(engine: Engine, order: readonly number[]): void {
  for (const unit of order) {
    const module = engine.modules[unit];
    if (module === undefined) continue;
    callFunctions(engine, module);
    if (speaksOfRegistering(engine, engine.unit(unit))) callMethods(engine, module);
  }
}

function callFunctions(engine: Engine, module: ModuleState): void {
  const source = engine.unit(module.unit);
  for (let fn = 1; fn < source.functions.length; fn++) {
    const node = funcNode(source, fn);
    if (source.data[node + FUNC.parent] !== 0 || source.data[node + FUNC.cls] !== -1 || engine.evaluated.has(`${module.unit}.${fn}`))
      continue;
    const closure: Value = atomValue({
      tag: "closure",
      key: `f${module.unit}.${fn}@${module.activation.id}`,
      unit: module.unit,
      fn,
      env: module.activation,
      self: null,
      bound: null,
      home: null,
    });
    callValue(freshFrame(engine, module.unit), closure, null, unknownArguments(source, fn), null, node);
  }
}

function callMethods(engine: Engine, module: ModuleState): void {
  for (const value of [...module.activation.cells.values()]) {
    for (const cls of value.atoms) {
      if (cls.tag !== "class" || cls.unit !== module.unit) continue;
      for (const name of classMemberNames(freshFrame(engine, module.unit), cls)) callMethod(engine, cls, name);
    }
  }
}

function callMethod(engine: Engine, cls: ClassAtom, name: string): void {
  const f = freshFrame(engine, cls.unit);
  const found = classMember(f, cls, name);
  if (found?.tag !== "method" || engine.evaluated.has(`${found.closure.unit}.${found.closure.fn}`)) return;
  const source = engine.unit(found.closure.unit);
  const self = instanceOf(f, cls);
  const node = funcNode(source, found.closure.fn);
  callValue(f, getProperty(f, self, name, node), self, unknownArguments(source, found.closure.fn), null, node);
}

/** Whether a module has one of the words by which tools are registered. */
function speaksOfRegistering(engine: Engine, unit: Unit): boolean {
  const language = unit.language === "python" ? "python" : "javascript";
  return unit.strings.some((word) => engine.loose.has(`${language}.${word}`));
}

function unknownArguments(source: Unit, fn: number): readonly Value[] {
  return [...params(source, fn)].map(() => UNKNOWN);
}

function freshFrame(engine: Engine, unit: number): Frame {
  engine.entry = -1;
  engine.entrySteps = 0;
  return outerFrame(engine, unit);
}
