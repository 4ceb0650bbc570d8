import { Op } from "../language/ir.ts";
import { declName, list, text } from "../language/read.ts";
import { rowsAt } from "./api.ts";
import { apiCall } from "./api-calls.ts";
import { construct, instantiate } from "./classes.ts";
import { compilerHelper } from "./compiler-helpers.ts";
import type { Frame } from "./engine.ts";
import { evaluate, knownElements } from "./expressions.ts";
import { settled } from "./facts.ts";
import { appendElement, newObject } from "./heap.ts";
import { invokeClosure } from "./invoke.ts";
import { iterElement } from "./iteration.ts";
import { concat } from "./operators.ts";
import { getProperty, indexProperty, memberOfInstance } from "./properties.ts";
import { prototypeOf } from "./prototypes.ts";
import { runtimeFunction, runtimeMethod, staticFunction } from "./runtime/dispatch.ts";
import {
  type ApiAtom,
  type Atom,
  atomValue,
  constant,
  join,
  joinLabels,
  NOTHING,
  tainted,
  UNKNOWN,
  type Value,
  withLabels,
} from "./value.ts";

export interface Arguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value> | null;
}

/** Positional and keyword arguments of a Call or New node whose list starts at `at`. */
export function evaluateArguments(f: Frame, at: number): Arguments {
  const d = f.unit.data;
  const positional: Value[] = [];
  let keywords: Map<string, Value> | null = null;
  for (const node of list(f.unit, at)) {
    if (d[node] === Op.KwArg) {
      keywords ??= new Map();
      keywords.set(text(f.unit, d[node + 3] as number), evaluate(f, d[node + 4] as number));
    } else if (d[node] === Op.KwSpread) {
      keywords ??= new Map();
      spreadKeywords(f, keywords, evaluate(f, d[node + 3] as number));
    } else if (d[node] === Op.Spread) {
      const value = evaluate(f, d[node + 3] as number);
      const elements = knownElements(value);
      if (elements !== null) positional.push(...elements);
      else positional.push(...spreadElements(f, value, node));
    } else positional.push(evaluate(f, node));
  }
  return { positional, keywords };
}

/** Elements of a list of unknown length that arguments are known to be taken from one by one; the last stands for all others. */
const SPREAD_POSITIONS = [0, 1, 2];

function spreadElements(f: Frame, value: Value, node: number): readonly Value[] {
  const others = iterElement(f, value, node);
  if (others.labels.length === 0) return [others];
  return [...SPREAD_POSITIONS.map((position) => indexProperty(f, value, constant(position), node)), others];
}

function spreadKeywords(f: Frame, keywords: Map<string, Value>, value: Value): void {
  for (const atom of value.atoms) {
    if (atom.tag !== "object") continue;
    for (const [name, item] of atom.fields) keywords.set(name, item);
    if (atom.rest !== NOTHING) keywords.set("**", atom.rest);
  }
  if (value.labels.length > 0) keywords.set("**", settled(value, f.state.facts));
  else if (value.open) keywords.set("**", UNKNOWN);
}

export function evaluateCall(f: Frame, n: number): Value {
  const d = f.unit.data;
  const callee = d[n + 3] as number;
  const op = d[callee];
  if (op === Op.Super) return superCall(f, n);
  if (op === Op.Member || op === Op.Index) return methodCall(f, n, callee);
  if (op === Op.Global) {
    const args = evaluateArguments(f, n + 4);
    const known = runtimeFunction(f, text(f.unit, d[callee + 3] as number), args, n);
    if (known !== null) return known;
    return callValue(f, evaluate(f, callee), null, args.positional, args.keywords, n);
  }
  const target = evaluate(f, callee);
  if (f.state.dead) return NOTHING;
  const args = evaluateArguments(f, n + 4);
  const helper = op === Op.Ref ? compilerHelper(f, declName(f.unit, d[callee + 3] as number), args, n) : null;
  return helper ?? callValue(f, target, null, args.positional, args.keywords, n);
}

function superCall(f: Frame, n: number): Value {
  const args = evaluateArguments(f, n + 4);
  for (const parent of f.home?.supers ?? []) {
    for (const atom of parent.atoms) {
      if (atom.tag === "class") construct(f, atom, f.self, args.positional, args.keywords, n, 0);
      else if (atom.tag === "api")
        apiCall(f, { ...atom, api: f.engine.api.instance(atom.api) }, null, args.positional, args.keywords, n, true);
    }
  }
  return f.self;
}

function methodCall(f: Frame, n: number, callee: number): Value {
  const d = f.unit.data;
  const receiver = evaluate(f, d[callee + 3] as number);
  if (f.state.dead) return NOTHING;
  let name: string | null = null;
  let target: Value;
  if (d[callee] === Op.Member) {
    name = text(f.unit, d[callee + 4] as number);
    target = d[d[callee + 3] as number] === Op.Super ? superMember(f, name, callee) : getProperty(f, receiver, name, callee);
  } else {
    const index = evaluate(f, d[callee + 4] as number);
    const constant = index.atoms.length === 1 && index.atoms[0]?.tag === "const" && !index.open ? index.atoms[0].value : null;
    name = typeof constant === "string" ? constant : null;
    target = indexProperty(f, receiver, index, callee);
  }
  const args = evaluateArguments(f, n + 4);
  if (f.state.dead) return NOTHING;
  const callable = target.atoms.filter((atom) => isCallable(atom));
  // The helpers may come from a library of their own.
  const helper = name?.startsWith("_") === true && f.unit.language !== "python" ? compilerHelper(f, name, args, n) : null;
  if (helper !== null) return helper;
  if (name !== null && callable.length === 0) looseRegistration(f, receiver, name, args, n);
  const known = name === null ? null : runtimeMethod(f, receiver, target, name, args, n);
  if (known === null) return callValue(f, target, receiver, args.positional, args.keywords, n);
  // What the program or a model says of the method counts beside what the runtime's own types do.
  const described = callable.filter((atom) => atom.tag !== "api" || isDescribed(f, atom));
  if (described.length === 0) return known;
  const other = callValue(f, { ...target, atoms: described, open: false, labels: [] }, receiver, args.positional, args.keywords, n);
  return { ...join(known, settled(other, f.state.facts)), truth: known.truth ?? other.truth };
}

/** A library value that is called; under another name it may be a function of the runtime, and described by a model all the same. */
function libraryCall(
  f: Frame,
  atom: ApiAtom,
  receiver: Value | null,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node: number,
): Value {
  const own = receiver === null ? staticFunction(f, atom, args, node) : null;
  if (own !== null && !isDescribed(f, atom)) return own;
  const described = apiCall(f, atom, receiver, args, keywords, node, false);
  return own ?? described;
}

/** Whether a model has a row about calling this library value. */
function isDescribed(f: Frame, atom: ApiAtom): boolean {
  const result = f.engine.api.peek(atom.api, "()");
  return rowsAt(atom.api) !== null || f.engine.isWatched(atom.api) || (result !== undefined && rowsAt(result) !== null);
}

/** A call that declares a tool by its look, where the receiver could not be followed. */
function looseRegistration(f: Frame, receiver: Value, name: string, args: Arguments, node: number): void {
  const api = f.engine.loose.get(`${f.unit.language === "python" ? "python" : "javascript"}.${name}`);
  if (api === undefined || !receiver.open || args.positional.length < 2) return;
  const handler = args.positional.some((value) => value.atoms.some((atom) => atom.tag === "closure"));
  const named = args.positional[0]?.atoms.some((atom) => atom.tag === "const" && typeof atom.value === "string") === true;
  if (handler && named)
    f.engine.registrations.push({
      api,
      call: { receiver, args: args.positional, keywords: args.keywords, unit: f.unitIndex, node },
      context: f.context,
      receiver,
      decorated: null,
      home: null,
    });
}

function superMember(f: Frame, name: string, node: number): Value {
  let result = NOTHING;
  for (const parent of f.home?.supers ?? []) {
    for (const atom of parent.atoms) {
      if (atom.tag === "class")
        result = join(result, getProperty(f, atomValue({ ...newObject("instance", f.unitIndex, node, 0, atom) }), name, node));
      else if (atom.tag === "api") result = join(result, memberOfInstance(f, atom, name, node));
    }
  }
  return result === NOTHING ? UNKNOWN : result;
}

export function isCallable(atom: Atom): boolean {
  return atom.tag === "closure" || atom.tag === "class" || atom.tag === "api" || atom.tag === "native";
}

export function evaluateNew(f: Frame, n: number): Value {
  const target = evaluate(f, f.unit.data[n + 3] as number);
  const args = evaluateArguments(f, n + 4);
  if (f.unit.data[f.unit.data[n + 3] as number] === Op.Global) {
    const known = runtimeFunction(f, `new ${text(f.unit, f.unit.data[(f.unit.data[n + 3] as number) + 3] as number)}`, args, n);
    if (known !== null) return known;
  }
  let result = NOTHING;
  for (const atom of target.atoms) {
    if (atom.tag === "class") result = join(result, instantiate(f, atom, args.positional, args.keywords, n));
    else if (atom.tag === "api")
      result = join(result, apiCall(f, { ...atom, api: f.engine.api.instance(atom.api) }, null, args.positional, args.keywords, n, true));
    else if (atom.tag === "closure") result = join(result, constructorFunction(f, atom, args, n));
  }
  if (result !== NOTHING) return result;
  const made = unknownCall(f, target, null, args.positional, args.keywords);
  // Whatever was made with a credential, it is an object and not that text.
  return made.labels.some((label) => label.origin.kind === "secret")
    ? withLabels(
        made,
        made.labels.filter((label) => label.origin.kind !== "secret"),
      )
    : made;
}

/** Classes of old: a function called with `new`; methods are found on its `prototype`. */
function constructorFunction(f: Frame, atom: Atom & { tag: "closure" }, args: Arguments, n: number): Value {
  const object = f.engine.allocate(f.context, `i${f.unitIndex}.${n}@${atom.key}`, () => newObject("object", f.unitIndex, n, f.region));
  object.proto = prototypeOf(f.engine, atom);
  const self = atomValue(object);
  const returned = invokeClosure(f, atom, self, args.positional, args.keywords, n);
  return returned.atoms.some((item) => item.tag === "object" && item !== object) ? join(self, returned) : self;
}

export function evaluateTagged(f: Frame, n: number): Value {
  const d = f.unit.data;
  const tag = evaluate(f, d[n + 3] as number);
  const values: Value[] = [];
  const strings = newObject("array", f.unitIndex, n, f.region);
  const all: Value[] = [];
  for (const node of list(f.unit, n + 4)) {
    const value = evaluate(f, node);
    all.push(value);
    if (d[node] === Op.Str) appendElement(strings, value, true);
    else values.push(value);
  }
  const callable = tag.atoms.some((atom) => atom.tag === "closure");
  if (callable) return callValue(f, tag, null, [atomValue(strings), ...values], null, n);
  let result = NOTHING;
  for (const atom of tag.atoms)
    if (atom.tag === "api") result = join(result, apiCall(f, atom, null, [atomValue(strings), ...values], null, n, false));
  return result === NOTHING ? concat(f, all, n) : result;
}

/** Calls whatever the callee may be; joins the results. */
export function callValue(
  f: Frame,
  callee: Value,
  receiver: Value | null,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node: number,
): Value {
  let result = NOTHING;
  let called = 0;
  const before = f.state;
  const alone = callee.atoms.length === 1;
  for (const atom of callee.atoms) {
    if (f.state.dead && !alone) f.state = before;
    switch (atom.tag) {
      case "closure":
        result = join(result, invokeClosure(f, atom, receiver, args, keywords, node, alone && callee.labels.length === 0));
        break;
      case "class":
        result = join(result, f.engine.unit(atom.unit).language === "python" ? instantiate(f, atom, args, keywords, node) : UNKNOWN);
        break;
      case "api":
        result = join(result, libraryCall(f, atom, receiver, args, keywords, node));
        break;
      case "native":
        result = join(result, atom.invoke(args));
        break;
      case "object": {
        if (atom.cls === null || f.engine.unit(atom.cls.unit).language !== "python") continue;
        const call = getProperty(f, atomValue(atom), "__call__", node).atoms.filter((item) => item.tag === "closure");
        if (call.length === 0) continue;
        result = join(result, callValue(f, { ...callee, atoms: call, open: false, labels: [] }, null, args, keywords, node));
        break;
      }
      default:
        continue;
    }
    called++;
  }
  if (called === 0) return unknownCall(f, callee, receiver, args, keywords, node);
  if (called === 1) return result;
  return { ...result, truth: null };
}

/**
 * A call of something that is not known. Its result may hold any of the data that went in; what was
 * proven of that data is not known to survive. Functions handed over are taken to be called.
 */
export function unknownCall(
  f: Frame,
  callee: Value,
  receiver: Value | null,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  node = 0,
): Value {
  let labels = settled(callee, f.state.facts).labels;
  const add = (value: Value): void => {
    labels = joinLabels(
      labels,
      dataIn(settled(value, f.state.facts)).map((label) => ({ ...label, proofs: 0 })),
    );
  };
  if (receiver !== null) add(receiver);
  for (const value of args) add(value);
  for (const value of keywords?.values() ?? []) add(value);
  for (const value of [...args, ...(keywords?.values() ?? [])]) {
    for (const atom of value.atoms)
      if (atom.tag === "closure" && node !== 0) invokeClosure(f, atom, null, labels.length > 0 ? [tainted(labels)] : [UNKNOWN], null, node);
  }
  if (labels.length > 0) return tainted(labels);
  // What a setting was turned into is still known to come from it.
  const settings = [...(receiver === null ? [] : [receiver]), ...args].filter((value) => value.vid !== 0);
  return settings.length === 0 ? UNKNOWN : { ...UNKNOWN, form: { op: "derived", inputs: settings } };
}

/** Data in a value and, to a small depth, in the objects it holds. */
export function dataIn(value: Value, depth = 2): Value["labels"] {
  let labels = value.labels;
  if (depth === 0) return labels;
  for (const atom of value.atoms) {
    if (atom.tag !== "object" || atom.shape === "instance" || atom.shape === "exports") continue;
    let seen = 0;
    for (const item of atom.fields.values()) {
      if (++seen > 64) break;
      labels = joinLabels(labels, dataIn(item, depth - 1));
    }
    labels = joinLabels(labels, dataIn(atom.rest, depth - 1));
  }
  return labels;
}
