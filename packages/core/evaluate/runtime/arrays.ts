import { rowsAt } from "../api.ts";
import { afterOption } from "../arguments.ts";
import { type Arguments, callValue } from "../calls.ts";
import { type Frame, numbered } from "../engine.ts";
import { knownElements } from "../expressions.ts";
import { everyTruth, NO_FACTS, ofOneElement, settled, someTruth } from "../facts.ts";
import { appendElement, elementsOf, type HeapObject, newObject, setField } from "../heap.ts";
import { iterElement } from "../iteration.ts";
import { membershipTruth } from "../membership-guards.ts";
import { concat } from "../operators.ts";
import { PROOF } from "../proofs.ts";
import { getProperty } from "../properties.ts";
import { inherited } from "../prototypes.ts";
import { noteShared } from "../shared.ts";
import { atomValue, BOOLEAN, constant, join, NOTHING, stringOf, type Truth, truthiness, UNDEFINED, UNKNOWN, type Value } from "../value.ts";
import { entries, keys, values } from "./own-properties.ts";

const MUTATORS = new Set(["push", "unshift", "append", "add", "extend", "insert", "appendleft", "splice", "fill"]);
const SAME = new Set(["reverse", "sort", "toSorted", "toReversed", "copy", "values", "toArray"]);

/** Methods of arrays, sets, maps and dicts that the program itself made. Null when the receiver is none of them. */
export function arrayMethod(f: Frame, receiver: Value, name: string, args: Arguments, node: number): Value | null {
  const objects = receiver.atoms.filter(
    (atom): atom is HeapObject => atom.tag === "object" && atom.shape !== "instance" && atom.shape !== "exports",
  );
  if (objects.length === 0 && !isOpaqueList(f, receiver, name, args)) return null;
  if (
    objects.some((object) => object.fields.has(name) || inherited(f, object, name, node) !== NOTHING) &&
    !objects.some((object) => object.shape !== "object")
  )
    return null;
  if (MUTATORS.has(name)) return mutate(f, receiver, objects, name, args);
  if (OVER_ELEMENTS.has(name)) return overElements(f, receiver, name, args, node);
  if (SAME.has(name)) return name === "values" ? values(f, objects, node) : receiver;
  const [first, second] = args.positional;
  switch (name) {
    case "includes":
    case "has":
    case "__contains__":
      return first === undefined ? BOOLEAN : { ...BOOLEAN, truth: membershipTruth(f, first, receiver, node) };
    case "indexOf":
    case "findIndex":
      return first === undefined ? UNKNOWN : { ...UNKNOWN, form: { op: "index-of", inputs: [receiver, first] } };
    case "join":
      return joined(f, receiver, objects, first, node);
    case "get":
    case "setdefault":
    case "pop":
      return lookUp(f, receiver, objects, name, first, second, node);
    case "set":
      if (first !== undefined && second !== undefined) for (const object of objects) store(f, object, first, second);
      return receiver;
    case "update":
      return update(f, objects, args);
    case "keys":
      return keys(f, objects, node);
    case "entries":
    case "items":
      return entries(f, objects, node);
    case "slice":
    case "concat":
    case "flat":
      return copied(f, receiver, args, name, node);
    case "shift":
    case "at":
      return iterElement(f, receiver, node);
    default:
      return null;
  }
}

/** A list that is not known otherwise: data, or what a library gave, with a method that only lists have. */
function isOpaqueList(f: Frame, receiver: Value, name: string, args: Arguments): boolean {
  if (!OVER_ELEMENTS.has(name) || args.positional[0]?.atoms.some((atom) => atom.tag === "closure") !== true) return false;
  return receiver.atoms.every((atom) => {
    if (atom.tag !== "api") return atom.tag === "const" || atom.tag === "regex";
    const member = f.engine.api.peek(atom.api, `.${name}`);
    return (
      member === undefined ||
      (rowsAt(member) === null && (f.engine.api.peek(member, "()")?.rows ?? null) === null && member.children.size <= 1)
    );
  });
}

function mutate(f: Frame, receiver: Value, objects: readonly HeapObject[], name: string, args: Arguments): Value {
  for (const object of objects) {
    const straight =
      receiver.atoms.length === 1 &&
      object.birth === f.region &&
      name !== "unshift" &&
      name !== "insert" &&
      name !== "splice" &&
      object.rest === NOTHING;
    for (const [index, value] of args.positional.entries()) {
      const data = afterOption(args.positional[index - 1], settled(value, f.state.facts));
      if (name === "extend") {
        const items = knownElements(data);
        if (items !== null) items.forEach((item, at) => void appendElement(object, afterOption(items[at - 1], item), straight));
        else object.rest = join(object.rest, iterElement(f, data, 0));
      } else appendElement(object, data, straight);
      noteShared(f, object, data);
    }
  }
  return name === "add" ? receiver : UNKNOWN;
}

const OVER_ELEMENTS = new Set(["map", "forEach", "filter", "some", "every", "find", "findLast", "flatMap", "reduce", "reduceRight"]);

/** Elements of a list that a function is called for one by one: servers have hundreds of tools in one list. */
const MOST_ELEMENTS = 400;

/** map, filter, some … with a function: run for each known element, or once for any element. */
function overElements(f: Frame, receiver: Value, name: string, args: Arguments, node: number): Value {
  const [callback, initial] = args.positional;
  if (callback === undefined) return UNKNOWN;
  const known = receiver.labels.length === 0 ? knownElements(receiver) : null;
  const elements = known !== null && known.length <= MOST_ELEMENTS ? known : [elementOf(f, receiver, node)];
  if (name === "reduce" || name === "reduceRight") return reduced(f, elements, callback, initial, known !== null, node);
  const region = f.region;
  f.region = f.engine.region();
  const mapped = newObject("array", f.unitIndex, node, f.region);
  if (known === null) mapped.length = -1;
  const tests: (Truth | null)[] = [];
  let found = NOTHING;
  const counted = TESTING.has(name) && elements.length <= MOST_TESTED ? contextsOf(f, callback) : null;
  elements.forEach((element, index) => {
    const before = f.state;
    const result = callValue(f, callback, null, [element, known === null ? UNKNOWN : constant(index), receiver], null, node);
    if (f.state.dead) f.state = before;
    if (name === "map") appendElement(mapped, settled(result, f.state.facts), known !== null);
    // A list that is filtered at run time may keep any of its elements; each stays an element of its own.
    if (name === "filter" && known !== null && truthiness(result) !== false) appendElement(mapped, settled(element, f.state.facts), true);
    if (name === "flatMap") mapped.rest = join(mapped.rest, iterElement(f, result, node));
    tests.push(known === null ? ofOneElement(result.truth, element.vid, name === "every") : result.truth);
    if (name === "filter" || name === "find" || name === "findLast")
      found = join(found, settled(element, result.truth === null ? f.state.facts : new Map([...f.state.facts, ...result.truth.whenTrue])));
  });
  f.region = region;
  for (const [fn, count] of counted ?? []) f.engine.contextCount.set(fn, Math.min(f.engine.contextCount.get(fn) ?? 0, count + 1));
  const learned = name === "every" ? everyTruth(tests) : someTruth(tests);
  if (name === "map" || name === "flatMap") return atomValue(mapped);
  if (name === "filter") {
    if (known !== null) return atomValue(mapped);
    mapped.length = -1;
    mapped.rest = found;
    return { ...atomValue(mapped), truth: null };
  }
  if (name === "find" || name === "findLast") return { ...join(found, UNDEFINED), truth: learned };
  return name === "forEach" ? UNDEFINED : { ...BOOLEAN, truth: learned };
}

/** What a function is given of a list or map; a map's own iteration gives keys as well. */
function elementOf(f: Frame, receiver: Value, node: number): Value {
  const maps = receiver.atoms.filter((atom): atom is HeapObject => atom.tag === "object" && atom.shape === "map");
  if (maps.length === 0) return iterElement(f, receiver, node);
  const values = maps.reduce((all, map) => join(all, elementsOf(map)), NOTHING);
  return maps.length === receiver.atoms.length && receiver.labels.length === 0
    ? values
    : join(values, iterElement(f, { ...receiver, atoms: receiver.atoms.filter((atom) => !maps.some((map) => map === atom)) }, node));
}

const TESTING = new Set(["some", "every", "find", "filter"]);
const MOST_TESTED = 40;

/** Contexts that the functions have so far: the tests of one list count as one, so that a longer table is no smaller proof. */
function contextsOf(f: Frame, callback: Value): [number, number][] {
  const out: [number, number][] = [];
  for (const atom of callback.atoms) {
    if (atom.tag !== "closure") continue;
    const fn = numbered(atom.unit, atom.fn);
    out.push([fn, f.engine.contextCount.get(fn) ?? 0]);
  }
  return out;
}

function reduced(f: Frame, elements: readonly Value[], callback: Value, initial: Value | undefined, known: boolean, node: number): Value {
  let result = initial ?? elements[0] ?? UNDEFINED;
  const rounds = known ? elements.slice(initial === undefined ? 1 : 0) : elements;
  for (const element of rounds) result = callValue(f, callback, null, [result, element], null, node);
  return result;
}

function joined(f: Frame, receiver: Value, objects: readonly HeapObject[], separator: Value | undefined, node: number): Value {
  const parts: Value[] = [];
  for (const object of objects) {
    const ordered =
      object.length >= 0
        ? Array.from({ length: object.length }, (_, index) => object.fields.get(String(index)) ?? UNDEFINED)
        : [...object.fields.values()];
    for (const item of ordered) parts.push(...(parts.length > 0 && separator !== undefined ? [separator] : []), item);
    if (object.rest !== NOTHING) parts.push(...(separator === undefined ? [] : [separator]), object.rest);
  }
  if (receiver.labels.length > 0) parts.push(settled({ ...receiver, atoms: [] }, f.state.facts));
  return parts.length === 1 && parts[0] !== undefined ? concat(f, [constant(""), parts[0]], node) : concat(f, parts, node);
}

function lookUp(
  f: Frame,
  receiver: Value,
  objects: readonly HeapObject[],
  name: string,
  key: Value | undefined,
  fallback: Value | undefined,
  node: number,
): Value {
  if (key === undefined) return name === "pop" ? iterElement(f, receiver, node) : UNKNOWN;
  const exact = stringOf(key);
  let result = NOTHING;
  if (exact === null) result = { ...UNDEFINED, open: true };
  for (const object of objects)
    result = join(
      result,
      exact === null ? elementsOf(object) : (object.fields.get(exact) ?? (object.rest === NOTHING ? UNDEFINED : object.rest)),
    );
  if (receiver.labels.length > 0) result = join(result, getProperty(f, { ...receiver, atoms: [] }, exact ?? "[]", node));
  if (name === "setdefault" && fallback !== undefined) for (const object of objects) store(f, object, key, fallback);
  if (fallback !== undefined && exact !== null && objects.some((object) => object.fields.has(exact)) && receiver.labels.length === 0)
    return result;
  const missing = result.atoms.filter((atom) => !(atom.tag === "const" && atom.value === undefined));
  const present = { ...result, atoms: missing };
  const membership = membershipTruth(f, key, receiver, node);
  return {
    ...(fallback === undefined ? result : join(present, settled(fallback, f.state.facts))),
    truth: membership === null ? null : { whenTrue: membership.whenTrue, whenFalse: NO_FACTS },
  };
}

function store(f: Frame, object: HeapObject, key: Value, value: Value): void {
  const exact = stringOf(key);
  const data = settled(value, f.state.facts);
  if (exact !== null) setField(object, exact, data, object.birth === f.region);
  else object.rest = join(object.rest, data);
  noteShared(f, object, data);
}

function update(f: Frame, objects: readonly HeapObject[], args: Arguments): Value {
  for (const object of objects) {
    for (const value of args.positional) {
      for (const atom of value.atoms)
        if (atom.tag === "object") for (const [name, item] of atom.fields) setField(object, name, item, object.birth === f.region);
      if (value.labels.length > 0) object.rest = join(object.rest, settled(value, f.state.facts));
    }
    for (const [name, value] of args.keywords ?? []) setField(object, name, settled(value, f.state.facts), object.birth === f.region);
  }
  return UNKNOWN;
}

/** Data that nobody has said to be a text: concat() takes the elements of a list. */
function mayBeList(value: Value): boolean {
  return (
    value.atoms.some((atom) => atom.tag === "object") ||
    (value.form?.op !== "concat" &&
      value.labels.some((label) => label.origin.schema?.type !== "string" && (label.proofs & PROOF.typed) === 0))
  );
}

function copied(f: Frame, receiver: Value, args: Arguments, name: string, node: number): Value {
  const own = knownElements(receiver);
  const others = name === "concat" ? args.positional.map((value) => knownElements(value) ?? (mayBeList(value) ? null : [value])) : [];
  const out = newObject("array", f.unitIndex, node, f.region);
  const start = name === "slice" ? args.positional[0]?.atoms[0] : undefined;
  if (own !== null && others.every((items) => items !== null) && name !== "flat" && args.positional[1] === undefined) {
    const from = start?.tag === "const" && typeof start.value === "number" && start.value >= 0 ? start.value : 0;
    for (const item of own.slice(name === "slice" ? from : 0)) appendElement(out, item, true);
    for (const items of others) for (const item of items ?? []) appendElement(out, item, true);
    return atomValue(out);
  }
  out.length = -1;
  const nested = iterElement(f, receiver, node);
  out.rest = settled(nested, f.state.facts);
  if (name === "flat") out.rest = join(out.rest, iterElement(f, nested, node));
  for (const value of args.positional)
    if (name === "concat") out.rest = join(out.rest, settled(iterElement(f, value, node), f.state.facts));
  return atomValue(out);
}
