import { type Arguments, callValue } from "../calls.ts";
import type { Frame } from "../engine.ts";
import { knownElements } from "../expressions.ts";
import { settled } from "../facts.ts";
import { appendElement, type HeapObject, newObject, setField } from "../heap.ts";
import { iterElement } from "../iteration.ts";
import { membershipTruth } from "../membership-guards.ts";
import { concat } from "../operators.ts";
import { isHolder, ownProperties } from "../own-properties.ts";
import { getProperty } from "../properties.ts";
import { getPrototype, setPrototype } from "../prototypes.ts";
import { atomValue, BOOLEAN, constantsOf, join, NOTHING, stringOf, UNDEFINED, UNKNOWN, type Value } from "../value.ts";
import { entries, keys, values } from "./own-properties.ts";

/** Calls of JavaScript's own functions and constructors by name; null when models (or nobody) describe them. */
export function javascriptFunction(f: Frame, name: string, args: Arguments, node: number): Value | null {
  const [first] = args.positional;
  switch (name) {
    case "new Promise":
      return promise(f, first, node);
    case "new Set":
    case "new WeakSet":
    case "Set":
      return collection(f, "set", first, node);
    case "new Map":
    case "new WeakMap":
      return map(f, first, node);
    case "new Array":
    case "Array":
      return args.positional.length === 1 ? UNKNOWN : array(f, args.positional, node);
    case "new RegExp":
    case "RegExp":
      return constantPattern(first, args.positional[1]);
    case "String":
      return first === undefined ? UNKNOWN : concat(f, [first], node);
    case "Boolean":
      return first === undefined ? UNKNOWN : { ...UNKNOWN, truth: first.truth };
    case "Symbol":
      return UNKNOWN;
    case "structuredClone":
      return first ?? UNKNOWN;
    case "queueMicrotask":
    case "setImmediate":
      if (first !== undefined) callValue(f, first, null, [], null, node);
      return UNKNOWN;
    default:
      return null;
  }
}

/** A pattern that the program spells out; others are for models to judge. */
function constantPattern(source: Value | undefined, flags: Value | undefined): Value | null {
  const spelled = source === undefined ? null : stringOf(source);
  const marks = flags === undefined ? "" : stringOf(flags);
  if (spelled === null || marks === null) return null;
  return atomValue({ tag: "regex", key: `r${spelled}/${marks}`, source: spelled, flags: marks });
}

/** new Promise((resolve, reject) => …): its value is what resolve receives. */
function promise(f: Frame, executor: Value | undefined, node: number): Value {
  if (executor === undefined) return UNKNOWN;
  let value = NOTHING;
  const cell = f.engine.allocate(f.act, `p${node}`, () => newObject("array", f.unitIndex, node, f.region));
  cell.length = -1;
  const resolve: Value = atomValue({
    tag: "native",
    key: `n${f.unitIndex}.${node}.resolve@${f.context.id}.${f.act.id}`,
    invoke: (args) => {
      if (args[0] !== undefined) cell.rest = join(cell.rest, args[0]);
      return UNDEFINED;
    },
  });
  const reject: Value = atomValue({ tag: "native", key: `n${f.unitIndex}.${node}.reject`, invoke: () => UNDEFINED });
  callValue(f, executor, null, [resolve, reject], null, node);
  value = cell.rest;
  return value === NOTHING ? UNKNOWN : value;
}

function collection(f: Frame, shape: "set", from: Value | undefined, node: number): Value {
  const object = f.engine.allocate(f.act, `n${node}`, () => newObject(shape, f.unitIndex, node, f.region));
  if (from === undefined) return atomValue(object);
  const known = knownElements(from);
  if (known !== null) for (const item of known) appendElement(object, item, true);
  else {
    object.length = -1;
    object.rest = join(object.rest, settled(iterElement(f, from, node), f.state.facts));
  }
  return atomValue(object);
}

function map(f: Frame, from: Value | undefined, node: number): Value {
  const object = f.engine.allocate(f.act, `n${node}`, () => newObject("map", f.unitIndex, node, f.region));
  if (from !== undefined) for (const item of knownElements(from) ?? [iterElement(f, from, node)]) storePair(f, object, item, node);
  return atomValue(object);
}

function storePair(f: Frame, object: HeapObject, item: Value, node: number): void {
  const key = stringOf(getProperty(f, item, "0", node));
  const value = getProperty(f, item, "1", node);
  if (key === null) object.rest = join(object.rest, settled(value, f.state.facts));
  else setField(object, key, settled(value, f.state.facts), true);
}

function array(f: Frame, items: readonly Value[], node: number): Value {
  const object = newObject("array", f.unitIndex, node, f.region);
  for (const item of items) appendElement(object, settled(item, f.state.facts), true);
  return atomValue(object);
}

/** Static methods of Object, Array, Promise, JSON … ; null when a model describes the call instead. */
export function javascriptStatic(f: Frame, owner: string, name: string, args: Arguments, node: number): Value | null {
  const [first, second, third] = args.positional;
  const objects = (first?.atoms ?? []).filter(isHolder);
  const opaque = first === undefined || first.open || first.labels.length > 0;
  switch (`${owner}.${name}`) {
    case "Object.keys":
    case "Object.getOwnPropertyNames":
    case "Reflect.ownKeys":
      return objects.length > 0 && !opaque ? keys(f, objects, node) : listOf(f, UNKNOWN, node);
    case "Object.values":
      return objects.length > 0 && !opaque ? values(f, objects, node) : listOf(f, iterElement(f, first ?? UNKNOWN, node), node);
    case "Object.entries":
      return objects.length > 0 && !opaque
        ? entries(f, objects, node)
        : listOf(f, array(f, [UNKNOWN, iterElement(f, first ?? UNKNOWN, node)], node), node);
    case "Object.fromEntries":
      return map(f, first, node);
    case "Object.hasOwn":
      return first === undefined || second === undefined ? BOOLEAN : { ...BOOLEAN, truth: membershipTruth(f, second, first, node) };
    case "Object.assign":
      return assign(f, args.positional, node);
    case "Object.freeze":
    case "Object.seal":
    case "Promise.resolve":
    case "Object.preventExtensions":
      return first ?? UNDEFINED;
    case "Object.create":
      return created(f, first, node);
    case "Object.setPrototypeOf":
      if (first !== undefined && second !== undefined) setPrototype(f.engine, first, second);
      return first ?? UNDEFINED;
    case "Object.getPrototypeOf":
      return first === undefined ? UNKNOWN : getPrototype(f.engine, first);
    case "Object.defineProperty":
      return defineProperty(f, first, second, third, node);
    case "Array.from":
      return arrayFrom(f, first, second, node);
    case "Array.of":
      return array(f, args.positional, node);
    case "Promise.all":
      return first ?? UNKNOWN;
    case "Promise.allSettled":
      return first === undefined ? UNKNOWN : outcomes(f, first, node);
    case "Promise.race":
    case "Promise.any":
      return first === undefined ? UNKNOWN : iterElement(f, first, node);
    default:
      return null;
  }
}

function listOf(f: Frame, element: Value, node: number): Value {
  const object = newObject("array", f.unitIndex, node, f.region);
  object.length = -1;
  object.rest = settled(element, f.state.facts);
  return atomValue(object);
}

function created(f: Frame, proto: Value | undefined, node: number): Value {
  const object = newObject("object", f.unitIndex, node, f.region);
  if (proto?.atoms.some((atom) => atom.tag !== "const") === true) object.proto = proto;
  return atomValue(object);
}

function assign(f: Frame, values: readonly Value[], node: number): Value {
  const [target, ...sources] = values;
  if (target === undefined) return UNKNOWN;
  let labels = target.labels;
  for (const object of target.atoms) {
    if (object.tag !== "object") continue;
    for (const source of sources) {
      for (const atom of source.atoms) {
        if (!isHolder(atom)) continue;
        for (const [name, item] of ownProperties(f, atom, node)) setField(object, name, item, true);
        if (atom.tag === "object") object.rest = join(object.rest, atom.rest);
      }
      if (source.labels.length > 0) labels = [...labels, ...settled(source, f.state.facts).labels];
    }
  }
  return labels === target.labels ? target : { ...target, labels, vid: target.vid || f.engine.newVid() };
}

function defineProperty(f: Frame, target: Value | undefined, key: Value | undefined, descriptor: Value | undefined, node: number): Value {
  const name = key === undefined ? null : stringOf(key);
  if (target === undefined || descriptor === undefined) return target ?? UNKNOWN;
  const getter = getProperty(f, descriptor, "get", node);
  const value = getProperty(f, descriptor, "value", node);
  for (const atom of target.atoms) {
    if (atom.tag !== "object" || name === null) continue;
    if (getter.atoms.some((item) => item.tag === "closure")) {
      atom.getters ??= new Map();
      atom.getters.set(name, getter);
      // Compilers set every export to undefined before they define it.
      if (isUndefined(atom.fields.get(name))) atom.fields.delete(name);
    } else if (value !== UNDEFINED) setField(atom, name, settled(value, f.state.facts), true);
  }
  return target;
}

function isUndefined(value: Value | undefined): boolean {
  const constants = value === undefined ? null : constantsOf(value);
  return constants?.every((item) => item === undefined) === true;
}

/** allSettled wraps each value: { status, value, reason }. */
function outcomes(f: Frame, list: Value, node: number): Value {
  const outcome = newObject("object", f.unitIndex, node, f.region);
  setField(outcome, "value", settled(iterElement(f, list, node), f.state.facts), true);
  setField(outcome, "status", UNKNOWN, true);
  setField(outcome, "reason", UNKNOWN, true);
  return listOf(f, atomValue(outcome), node);
}

function arrayFrom(f: Frame, source: Value | undefined, callback: Value | undefined, node: number): Value {
  if (source === undefined) return UNKNOWN;
  const known = knownElements(source);
  const object = newObject("array", f.unitIndex, node, f.region);
  const each = (item: Value): Value => (callback === undefined ? item : callValue(f, callback, null, [item, UNKNOWN], null, node));
  if (known !== null) for (const item of known) appendElement(object, settled(each(item), f.state.facts), true);
  else {
    object.length = -1;
    object.rest = settled(each(iterElement(f, source, node)), f.state.facts);
  }
  return atomValue(object);
}
