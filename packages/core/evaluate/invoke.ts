import { FUNC, FuncFlag, PARAM, ParamKind } from "../language/ir.ts";
import { funcName, funcNode, params } from "../language/read.ts";
import { annotatedValue } from "./annotations.ts";
import { type Context, type ContextResult, parameterOrigin } from "./context.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { both, either, type Fact, fact, mergeSeen, NO_FACTS, settled, truth as makeTruth } from "./facts.ts";
import { proven } from "./guards.ts";
import { endsWithSeparator } from "./paths.ts";
import { appendElement, newActivation, newObject, setField } from "./heap.ts";
import { dataIn } from "./calls.ts";
import { State } from "./state.ts";
import { execute, kill } from "./statements.ts";
import { fieldOrigin, schemaId } from "./origin.ts";
import type { Schema } from "../surface/surface.ts";
import { writeVariable } from "./variables.ts";
import {
  atomValue,
  isUntrusted,
  type ClassAtom,
  type Closure,
  type Form,
  join,
  type Label,
  NOTHING,
  step,
  tainted,
  truthiness,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./value.ts";

/**
 * Calls a function of the program. The analysis of the callee is shared by all calls whose arguments
 * have the same shape; data is named by parameter inside it and translated back on return.
 */
export function invokeClosure(
  f: Frame,
  closure: Closure,
  receiver: Value | null,
  givenArgs: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node: number,
  mayEnd = false,
): Value {
  const engine = f.engine;
  const unit = engine.unit(closure.unit);
  const python = unit.language === "python";
  const self = closure.self ?? receiver ?? UNDEFINED;
  let args = closure.bound.length > 0 ? [...closure.bound, ...givenArgs] : givenArgs;
  if (python && closure.self !== null) args = [closure.self, ...args];
  const settledArgs = args.map((value) => settled(value, f.state.facts));
  const settledSelf = python ? UNDEFINED : settled(self, f.state.facts);
  const settledKeywords = keywords === null ? null : new Map([...keywords].map(([name, value]) => [name, settled(value, f.state.facts)]));
  const key = contextKey(closure, settledSelf, settledArgs, settledKeywords, engine.entry >= 0);
  let context = engine.contexts.get(key);
  if (context === undefined) {
    if (!admits(f, closure, node)) return summaryOfUnknown(settledSelf, settledArgs, settledKeywords);
    context = engine.makeContext(closure.unit, closure.fn);
    engine.contexts.set(key, context);
  }
  const edgeArgs = new Map<number, Value>([[-1, settledSelf]]);
  settledArgs.forEach((value, index) => void edgeArgs.set(index, value));
  let keywordIndex = 100;
  for (const value of settledKeywords?.values() ?? []) edgeArgs.set(keywordIndex++, value);
  if (hasData(edgeArgs)) context.incoming.push({ caller: f.context, unit: f.unitIndex, node, args: edgeArgs });
  if (engine.entry >= 0) engine.reach(context, f.context);
  if (context.running) return summaryOfUnknown(settledSelf, settledArgs, settledKeywords);
  context.result ??= analyse(f, closure, context, settledSelf, settledArgs, settledKeywords);
  return translate(f, context, context.result, { self, args, keywords }, edgeArgs, node, mayEnd, funcName(unit, closure.fn));
}

function hasData(args: ReadonlyMap<number, Value>): boolean {
  for (const value of args.values()) if (value.labels.length > 0) return true;
  return false;
}

function summaryOfUnknown(self: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value> | null): Value {
  let result = UNKNOWN;
  for (const value of [self, ...args, ...(keywords?.values() ?? [])]) {
    const labels = dataIn(value, 1);
    if (labels.length > 0) result = join(result, tainted(labels.map((label) => ({ ...label, proofs: 0 }))));
  }
  return result;
}

/** Rounds of recursion that are followed. */
const MAX_ACTIVE = 2;

function admits(f: Frame, closure: Closure, node: number): boolean {
  const engine = f.engine;
  const limit = engine.entry < 0 ? engine.limits.callDepth * 4 : engine.limits.callDepth;
  if (f.depth >= limit) {
    if (engine.limits.callDepth > 4) engine.limit("call depth", `${f.unit.path}:${node}`);
    return false;
  }
  const name = `${closure.unit}.${closure.fn}`;
  if ((engine.active.get(name) ?? 0) >= MAX_ACTIVE) return false;
  const count = (engine.contextCount.get(name) ?? 0) + 1;
  if (count > (engine.entry < 0 ? engine.limits.contextsPerFunction * 40 : engine.limits.contextsPerFunction)) {
    engine.limit("contexts of one function", `${engine.unit(closure.unit).path}#${funcName(engine.unit(closure.unit), closure.fn)}`);
    return false;
  }
  engine.contextCount.set(name, count);
  return true;
}

function contextKey(closure: Closure, self: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value> | null, brief: boolean): string {
  let key = `${closure.unit}.${closure.fn}@${closure.env?.id ?? 0}|${shapeOf(self, brief)}`;
  for (const value of args) key += `,${shapeOf(value, brief)}`;
  if (keywords !== null) for (const [name, value] of keywords) key += `,${name}=${shapeOf(value, brief)}`;
  return key;
}

function shapeOf(value: Value, brief: boolean): string {
  let out = value.open ? "?" : "";
  if (value.labels.length > 0) {
    const kinds = new Map<string, number>();
    for (const label of value.labels) {
      const schema = partsSchema(label.origin.schema);
      const name = `${label.origin.kind}${schema === null ? "" : `#${schemaId(schema)}`}`;
      kinds.set(name, (kinds.get(name) ?? -1) & label.proofs);
    }
    for (const [kind, proofs] of [...kinds].sort((a, b) => (a[0] < b[0] ? -1 : 1))) out += `T${kind}:${proofs}`;
  }
  if (value.form !== null) out += `~${value.form.op}${value.labels.length === 0 || !isUntrusted(value) ? (endsWithSeparator(value) ? "/" : "") : ""}`;
  for (const atom of value.atoms) out += `;${atom.tag === "const" && typeof atom.value === "number" ? "#" : atom.tag === "api" && brief ? `a${atom.api.id}` : atom.key}`;
  return out;
}

/** A schema that still says something about parts; what it says of the whole is in the proofs. */
function partsSchema(schema: Schema | null): Schema | null {
  return schema !== null && (schema.properties !== undefined || schema.items !== undefined) ? schema : null;
}

/** What a callee may know of how data was derived: the kind of derivation, not from what. */
function outline(value: Value): Form | null {
  return value.form === null || isUntrusted(value) === false ? value.form : { op: value.form.op, inputs: NO_INPUTS };
}

const NO_INPUTS: readonly Value[] = [];

/** The argument as the callee sees it: its data is named by the parameter. */
function asParameter(context: Context, index: number, value: Value, vid: number): Value {
  if (value.labels.length === 0) return { ...value, truth: null };
  const byKind = new Map<string, Label>();
  for (const label of value.labels) {
    const schema = partsSchema(label.origin.schema);
    const key = `${label.origin.kind}${schema === null ? "" : schemaId(schema)}`;
    const origin = parameterOrigin(context, index, label.origin.kind, schema, label.origin.enforced);
    const old = byKind.get(key);
    byKind.set(key, { origin, proofs: old === undefined ? label.proofs : old.proofs & label.proofs, trail: null, seen: [] });
  }
  return { labels: [...byKind.values()], atoms: value.atoms, open: value.open, vid, truth: null, form: outline(value) };
}

function analyse(f: Frame, closure: Closure, context: Context, self: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value> | null): ContextResult {
  const engine = f.engine;
  const unit = engine.unit(closure.unit);
  const record = funcNode(unit, closure.fn);
  const flags = unit.data[record + FUNC.flags] as number;
  context.running = true;
  const name = `${closure.unit}.${closure.fn}`;
  engine.active.set(name, (engine.active.get(name) ?? 0) + 1);
  engine.evaluated.add(`${closure.unit}.${closure.fn}`);
  const vidOf = (index: number): number => {
    let vid = context.vids.get(index);
    if (vid === undefined) {
      vid = engine.newVid();
      context.vids.set(index, vid);
    }
    return vid;
  };
  const innerSelf = asParameter(context, -1, self, vidOf(-1));
  const act = newActivation(closure.unit, closure.fn, closure.env, innerSelf, closure.home);
  const region = engine.region();
  const inner: Frame = {
    engine,
    unit,
    unitIndex: closure.unit,
    fn: closure.fn,
    act,
    context,
    state: new State(new Map(), new Map(), NO_FACTS),
    returns: [],
    self: innerSelf,
    home: closure.home,
    depth: f.depth + 1,
    topRegion: region,
    region,
    args: args.map((value, index) => asParameter(context, index, value, vidOf(index))),
    yields: (flags & FuncFlag.generator) !== 0 ? newObject("generator", closure.unit, record, region) : null,
    jumps: [],
    handlers: [],
  };
  bindParameters(inner, keywords, vidOf);
  execute(inner, unit.data[record + FUNC.body] as number);
  if (!inner.state.dead) inner.returns.push({ value: UNDEFINED, state: inner.state });
  context.running = false;
  engine.active.set(name, (engine.active.get(name) ?? 1) - 1);
  return resultOf(inner);
}

function bindParameters(f: Frame, keywords: ReadonlyMap<string, Value> | null, vidOf: (index: number) => number): void {
  const d = f.unit.data;
  const left = new Map<string, Value>();
  let keywordIndex = 100;
  for (const [name, value] of keywords ?? []) left.set(name, asParameter(f.context, keywordIndex, value, vidOf(keywordIndex++)));
  let position = 0;
  for (const param of params(f.unit, f.fn)) {
    const decl = d[param + PARAM.decl] as number;
    const name = f.unit.strings[f.unit.decls[decl * 4] as number] as string;
    const kind = d[param + PARAM.kind];
    let value: Value | undefined;
    if (kind === ParamKind.rest) {
      const rest = newObject("array", f.unitIndex, param, f.region);
      for (; position < f.args.length; position++) appendElement(rest, f.args[position] as Value, true);
      value = atomValue(rest);
    } else if (kind === ParamKind.kwRest) {
      const rest = newObject("object", f.unitIndex, param, f.region);
      for (const [key, item] of left) if (key === "**") rest.rest = join(rest.rest, item);
      else setField(rest, key, item, true);
      value = atomValue(rest);
    } else if (kind === ParamKind.positional && position < f.args.length) value = f.args[position++];
    else {
      value = left.get(name) ?? spreadField(f, left.get("**"), name);
      left.delete(name);
    }
    writeVariable(f, decl, parameterValue(f, param, value));
  }
}

/** A parameter that `**opaque` may fill. */
function spreadField(f: Frame, spread: Value | undefined, name: string): Value | undefined {
  if (spread === undefined) return undefined;
  if (spread.labels.length === 0) return spread;
  return { ...spread, labels: spread.labels.map((label) => ({ ...label, origin: fieldOrigin(label.origin, name) })), vid: f.engine.newVid() };
}

function parameterValue(f: Frame, param: number, given: Value | undefined): Value {
  const d = f.unit.data;
  const fallback = d[param + PARAM.defaultValue] as number;
  const annotation = d[param + PARAM.annotation] as number;
  const missing = given === undefined || (given.atoms.length === 1 && !given.open && given.atoms[0]?.tag === "const" && given.atoms[0].value === undefined && given.labels.length === 0);
  let value = given ?? UNDEFINED;
  if (fallback !== 0 && missing) value = evaluate(f, fallback);
  else if (missing && given === undefined) value = fallback === 0 && f.engine.entry < 0 ? UNKNOWN : UNDEFINED;
  return annotation === 0 ? value : annotatedValue(f, value, annotation);
}

function resultOf(f: Frame): ContextResult {
  if (f.returns.length === 0) return { value: f.yields === null ? NOTHING : atomValue(f.yields), facts: NO_FACTS, throws: f.yields === null };
  let value = NOTHING;
  let facts: ReadonlyMap<number, Fact> | null = null;
  let whenTrue: ReadonlyMap<number, Fact> | null = null;
  let whenFalse: ReadonlyMap<number, Fact> | null = null;
  for (const item of f.returns) {
    const here = settled(item.value, item.state.facts);
    value = join(value, f.returns.length === 1 ? { ...here, truth: null } : here);
    facts = facts === null ? item.state.facts : either(facts, item.state.facts);
    const sure = truthiness(item.value);
    const learn = (side: "whenTrue" | "whenFalse"): ReadonlyMap<number, Fact> => (item.value.truth === null ? item.state.facts : both(item.state.facts, item.value.truth[side]));
    if (sure !== false) whenTrue = whenTrue === null ? learn("whenTrue") : either(whenTrue, learn("whenTrue"));
    if (sure !== true) whenFalse = whenFalse === null ? learn("whenFalse") : either(whenFalse, learn("whenFalse"));
  }
  if (f.yields !== null) value = atomValue(f.yields);
  return { value: { ...value, truth: makeTruth(whenTrue ?? NO_FACTS, whenFalse ?? NO_FACTS) }, facts: facts ?? NO_FACTS, throws: false };
}

interface Given {
  readonly self: Value;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value> | null;
}

/** The callee's result in the caller's terms; what holds after the call is learnt. */
function translate(f: Frame, context: Context, result: ContextResult, given: Given, edge: ReadonlyMap<number, Value>, node: number, mayEnd: boolean, name: string): Value {
  if (result.throws) {
    if (mayEnd) {
      f.handlers.at(-1)?.push(f.state);
      kill(f);
    }
    return NOTHING;
  }
  const vids = new Map<number, number>();
  const originals = new Map<number, Value>([[-1, given.self]]);
  given.args.forEach((value, index) => void originals.set(index, value));
  let keywordIndex = 100;
  for (const value of given.keywords?.values() ?? []) originals.set(keywordIndex++, value);
  for (const [index, vid] of context.vids) {
    const outer = originals.get(index)?.vid ?? 0;
    vids.set(vid, outer);
    if (outer !== 0) fieldVidsOf(f, vid, outer, vids, 0);
  }
  const byVid = new Map<number, Value>();
  for (const [index, vid] of context.vids) {
    const original = originals.get(index);
    if (original !== undefined) byVid.set(vid, original);
  }
  const move = (facts: ReadonlyMap<number, Fact>): ReadonlyMap<number, Fact> => {
    if (facts.size === 0) return facts;
    let out: ReadonlyMap<number, Fact> = NO_FACTS;
    for (const [vid, item] of facts) {
      // What is proven of a parameter is proven of the argument, and of what the argument was made from.
      const original = byVid.get(vid);
      const target = vids.get(vid) ?? vid;
      if (original !== undefined && original.form !== null) out = both(out, proven(f, original, item.proofs, item.seen));
      else if (target > 0) out = both(out, new Map([[target, item]]));
    }
    return out;
  };
  f.state.learn(move(result.facts));
  const value = result.value;
  const labels = value.labels.length === 0 ? value.labels : value.labels.flatMap((label) => translateLabel(f, context, label, edge, node, name));
  const vid = labels.length === 0 ? 0 : (vids.get(value.vid) ?? (value.vid === 0 ? 0 : f.engine.nodeVid(f.context.id, f.unitIndex, node)));
  const truth = value.truth === null ? null : makeTruth(move(value.truth.whenTrue), move(value.truth.whenFalse));
  return { labels: labels.length > 12 ? labels.slice(0, 12) : labels, atoms: value.atoms, open: value.open, vid: vid === 0 && labels.length > 0 ? f.engine.newVid() : vid, truth, form: translateForm(f, context, value.form, vids, edge, node, name, 0) };
}

/** A derivation in the caller's terms, so that a check on the result says something about the argument. */
function translateForm(f: Frame, context: Context, form: Form | null, vids: ReadonlyMap<number, number>, edge: ReadonlyMap<number, Value>, node: number, name: string, depth: number): Form | null {
  if (form === null || depth > 3) return null;
  const inputs = form.inputs.map((input): Value => {
    if (input.labels.length === 0) return input;
    const labels = input.labels.flatMap((label) => translateLabel(f, context, label, edge, node, name));
    return { ...input, labels, vid: vids.get(input.vid) ?? input.vid, form: translateForm(f, context, input.form, vids, edge, node, name, depth + 1) };
  });
  return { op: form.op, inputs };
}

/** Fields of a parameter that were named inside the callee name the same fields outside. */
function fieldVidsOf(f: Frame, inner: number, outer: number, vids: Map<number, number>, depth: number): void {
  const fields = f.engine.fieldVids.get(inner);
  if (fields === undefined || depth > 4) return;
  for (const [name, vid] of fields) {
    let named = f.engine.fieldVids.get(outer);
    if (named === undefined) {
      named = new Map();
      f.engine.fieldVids.set(outer, named);
    }
    let target = named.get(name);
    if (target === undefined) {
      target = f.engine.newVid();
      named.set(name, target);
    }
    vids.set(vid, target);
    fieldVidsOf(f, vid, target, vids, depth + 1);
  }
}

function translateLabel(f: Frame, context: Context, label: Label, edge: ReadonlyMap<number, Value>, node: number, name: string): Label[] {
  const root = label.origin.root;
  if (root.tag !== "parameter" || root.context !== context) return [{ ...label, trail: step("return", name, f.unitIndex, node, null, label.trail) }];
  const out: Label[] = [];
  for (const outer of edge.get(root.index)?.labels ?? []) {
    if (outer.origin.kind !== label.origin.kind) continue;
    let origin = outer.origin;
    if (label.origin.path !== "") for (const field of pathFields(label.origin.path)) origin = fieldOrigin(origin, field);
    const long = (outer.trail?.length ?? 0) + (label.trail?.length ?? 0) > 80;
    out.push({ origin, proofs: label.proofs, trail: long ? outer.trail : step("return", name, f.unitIndex, node, outer.trail, label.trail), seen: mergeSeen(outer.seen, label.seen) });
  }
  return out;
}

function pathFields(path: string): string[] {
  return path.replaceAll("[]", ".[]").split(".").filter((field) => field !== "");
}

/** A frame for the class body of an object under construction (field initialisers). */
export function frameFor(f: Frame, cls: ClassAtom, self: Value): Frame {
  const region = f.engine.region();
  return {
    ...f,
    unit: f.engine.unit(cls.unit),
    unitIndex: cls.unit,
    fn: cls.env.fn,
    act: newActivation(cls.unit, -1, cls.env, self, cls),
    state: new State(),
    returns: [],
    self,
    home: cls,
    topRegion: region,
    region,
    args: [],
    yields: null,
    jumps: [],
    handlers: [],
  };
}
