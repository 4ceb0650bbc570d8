import { FUNC, FuncFlag, PARAM, ParamKind, type Unit } from "../language/ir.ts";
import { funcName, funcNode, params } from "../language/read.ts";
import { annotatedValue } from "./annotations.ts";
import { before } from "./bound.ts";
import { dataIn } from "./calls.ts";
import { type Context, type ContextResult, parameterOrigin } from "./context.ts";
import { contextKey, isQuotedPart, partsSchema } from "./context-key.ts";
import { type Frame, numbered } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { both, eitherOutcome, eitherUnlessAbsent, type Fact, truth as makeTruth, NO_FACTS, settled } from "./facts.ts";
import { appendElement, newActivation, newObject, setField } from "./heap.ts";
import { fieldOrigin, schemaId } from "./origin.ts";
import { State } from "./state.ts";
import { execute } from "./statements.ts";
import { translate } from "./translate.ts";
import {
  atomValue,
  type ClassAtom,
  type Closure,
  type Form,
  isUntrusted,
  join,
  type Label,
  NOTHING,
  tainted,
  truthiness,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./value.ts";
import { writeVariable } from "./variables.ts";

/**
 * Calls a function of the program. The analysis of the callee is shared by all calls whose arguments
 * have the same shape; data is named by parameter inside it and translated back on return.
 */
export function invokeClosure(
  f: Frame,
  closure: Closure,
  receiver: Value | null,
  givenArgs: readonly Value[],
  givenKeywords: ReadonlyMap<string, Value> | null,
  node: number,
  mayEnd = false,
): Value {
  const engine = f.engine;
  const unit = engine.unit(closure.unit);
  const python = unit.language === "python";
  const self = closure.self ?? receiver ?? UNDEFINED;
  const { args: behind, keywords } = before(closure.bound, givenArgs, givenKeywords);
  const args = python && closure.self !== null ? [closure.self, ...behind] : behind;
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
  const edgeArgs = dataOf(settledSelf, settledArgs, settledKeywords);
  if (edgeArgs.size > 0) addEdge(context, f, node, edgeArgs);
  if (engine.entry >= 0) engine.reach(context, f.context);
  if (context.running) return summaryOfUnknown(settledSelf, settledArgs, settledKeywords);
  if (context.result === null) {
    const declared = engine.registrations.length;
    context.result = analyse(f, closure, context, settledSelf, settledArgs, settledKeywords);
    // An asynchronous function that declares nothing may be a worker that nobody waits for.
    if (engine.entry < 0 && keywords === null && isAsync(unit, closure.fn) && engine.registrations.length === declared)
      engine.mayRunBeside({ ...closure, self: closure.self ?? receiver }, behind, f.unitIndex, node);
  }
  return translate(f, context, context.result, { self, args, keywords }, edgeArgs, node, mayEnd, funcName(unit, closure.fn));
}

function isAsync(unit: Unit, fn: number): boolean {
  return ((unit.data[funcNode(unit, fn) + FUNC.flags] as number) & FuncFlag.async) !== 0;
}

const MAX_EDGES = 200;

function addEdge(context: Context, f: Frame, node: number, args: ReadonlyMap<number, Value>): void {
  const key = `${f.context.id}.${node}.${f.engine.entry}`;
  context.edges ??= new Set();
  if (context.edges.has(key) || context.incoming.length >= MAX_EDGES) return;
  context.edges.add(key);
  context.incoming.push({ caller: f.context, unit: f.unitIndex, node, args });
}

const NO_DATA: ReadonlyMap<number, Value> = new Map();

/** The arguments that carry data, by parameter: -1 is the receiver, keywords begin at 100. */
function dataOf(self: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value> | null): ReadonlyMap<number, Value> {
  let out: Map<number, Value> | null = null;
  const take = (index: number, value: Value): void => {
    if (value.labels.length === 0) return;
    out ??= new Map();
    out.set(index, value);
  };
  take(-1, self);
  for (let index = 0; index < args.length; index++) take(index, args[index] as Value);
  let keywordIndex = 100;
  if (keywords !== null) for (const value of keywords.values()) take(keywordIndex++, value);
  return out ?? NO_DATA;
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
  const name = numbered(closure.unit, closure.fn);
  if ((engine.active.get(name) ?? 0) >= MAX_ACTIVE) return false;
  const count = (engine.contextCount.get(name) ?? 0) + 1;
  if (count > (engine.entry < 0 ? engine.limits.contextsPerFunction * 40 : engine.limits.contextsPerFunction)) {
    engine.limit("contexts of one function", `${engine.unit(closure.unit).path}#${funcName(engine.unit(closure.unit), closure.fn)}`);
    return false;
  }
  engine.contextCount.set(name, count);
  return true;
}

/** What a callee may know of how data was derived: the kind of derivation, not from what. */
function outline(value: Value): Form | null {
  return value.form === null || isUntrusted(value) === false ? value.form : { op: value.form.op, inputs: NO_INPUTS };
}

const NO_INPUTS: readonly Value[] = [];

/** The argument as the callee sees it: its data is named by the parameter. */
function asParameter(context: Context, index: number, value: Value, vid: number): Value {
  if (value.labels.length === 0) return { ...value, truth: null, vid };
  const byKind = new Map<string, Label>();
  for (const label of value.labels) {
    const schema = partsSchema(label.origin.schema);
    const quoted = isQuotedPart(label);
    const key = `${label.origin.kind}${schema === null ? "" : schemaId(schema)}${quoted ? "q" : ""}`;
    const origin = parameterOrigin(context, index, label.origin.kind, schema, label.origin.enforced, quoted);
    const old = byKind.get(key);
    byKind.set(key, {
      origin,
      proofs: old === undefined ? label.proofs : old.proofs & label.proofs,
      trail: null,
      seen: [],
      partial: quoted,
    });
  }
  return { labels: [...byKind.values()], atoms: value.atoms, open: value.open, vid, truth: null, form: outline(value) };
}

function analyse(
  f: Frame,
  closure: Closure,
  context: Context,
  self: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
): ContextResult {
  const engine = f.engine;
  const unit = engine.unit(closure.unit);
  const record = funcNode(unit, closure.fn);
  const flags = unit.data[record + FUNC.flags] as number;
  context.running = true;
  const name = numbered(closure.unit, closure.fn);
  engine.active.set(name, (engine.active.get(name) ?? 0) + 1);
  engine.evaluated.add(`${closure.unit}.${closure.fn}`);
  const vidOf = (index: number): number => vidOfParameter(f, context, index);
  const innerSelf = asParameter(context, -1, self, vidOf(-1));
  const innerArgs = args.map((value, index) => asParameter(context, index, value, vidOf(index)));
  const act = newActivation(closure.unit, closure.fn, closure.env, innerSelf, closure.home, innerArgs);
  const region = engine.region();
  const inner: Frame = {
    engine,
    unit,
    unitIndex: closure.unit,
    fn: closure.fn,
    act,
    context,
    state: new State(),
    returns: [],
    self: innerSelf,
    home: closure.home,
    depth: f.depth + 1,
    topRegion: region,
    region,
    args: innerArgs,
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

/** The value number a parameter has in a context, given at its first use. */
function vidOfParameter(f: Frame, context: Context, index: number): number {
  let vid = context.vids.get(index);
  if (vid === undefined) {
    vid = f.engine.newVid();
    context.vids.set(index, vid);
  }
  return vid;
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
      for (const [key, item] of left)
        if (key === "**") rest.rest = join(rest.rest, item);
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

/** A parameter or field that `**opaque` may fill. */
export function spreadField(f: Frame, spread: Value | undefined, name: string): Value | undefined {
  if (spread === undefined) return undefined;
  if (spread.labels.length === 0) return spread;
  return {
    ...spread,
    labels: spread.labels.map((label) => ({ ...label, origin: fieldOrigin(label.origin, name) })),
    vid: f.engine.newVid(),
  };
}

function parameterValue(f: Frame, param: number, given: Value | undefined): Value {
  const d = f.unit.data;
  const fallback = d[param + PARAM.defaultValue] as number;
  const annotation = d[param + PARAM.annotation] as number;
  const missing =
    given === undefined ||
    (given.atoms.length === 1 &&
      !given.open &&
      given.atoms[0]?.tag === "const" &&
      given.atoms[0].value === undefined &&
      given.labels.length === 0);
  let value = given ?? UNDEFINED;
  if (fallback !== 0 && missing) value = evaluate(f, fallback);
  else if (missing && given === undefined) value = fallback === 0 && f.engine.entry < 0 ? UNKNOWN : UNDEFINED;
  return annotation === 0 ? value : annotatedValue(f, value, annotation);
}

function resultOf(f: Frame): ContextResult {
  if (f.returns.length === 0)
    return { value: f.yields === null ? NOTHING : atomValue(f.yields), facts: NO_FACTS, throws: f.yields === null };
  let value = NOTHING;
  let facts: ReadonlyMap<number, Fact> | null = null;
  let whenTrue: ReadonlyMap<number, Fact> | null = null;
  let whenFalse: ReadonlyMap<number, Fact> | null = null;
  for (const item of f.returns) {
    const here = settled(item.value, item.state.facts);
    value = join(value, f.returns.length === 1 ? { ...here, truth: null } : here);
    facts = facts === null ? item.state.facts : eitherUnlessAbsent(facts, item.state.facts);
    const sure = truthiness(item.value);
    const learn = (side: "whenTrue" | "whenFalse"): ReadonlyMap<number, Fact> =>
      item.value.truth === null ? item.state.facts : both(item.state.facts, item.value.truth[side]);
    if (sure !== false) whenTrue = whenTrue === null ? learn("whenTrue") : eitherOutcome(whenTrue, learn("whenTrue"));
    if (sure !== true) whenFalse = whenFalse === null ? learn("whenFalse") : eitherOutcome(whenFalse, learn("whenFalse"));
  }
  if (f.yields !== null) {
    f.engine.generatorReturns.set(f.yields, value);
    value = atomValue(f.yields);
  }
  return { value: { ...value, truth: makeTruth(whenTrue ?? NO_FACTS, whenFalse ?? NO_FACTS) }, facts: facts ?? NO_FACTS, throws: false };
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
