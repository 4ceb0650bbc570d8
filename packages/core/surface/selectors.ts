import { classMember, instanceOf } from "../evaluate/classes.ts";
import type { Engine, Frame, Registration } from "../evaluate/engine.ts";
import { elementsOf } from "../evaluate/heap.ts";
import { getProperty } from "../evaluate/properties.ts";
import {
  atomValue,
  type CallTerm,
  type ClassAtom,
  type Closure,
  constant,
  NOTHING,
  stringOf,
  UNDEFINED,
  type Value,
} from "../evaluate/value.ts";
import { FUNC, Op } from "../language/ir.ts";
import { funcName, funcNode, list, text } from "../language/read.ts";

/** A value that was read from a declaration, and where its text stands. */
export interface Selected {
  readonly value: Value;
  readonly unit: number;
  readonly node: number;
}

/** Reads one selector ("(0) or (1).name") against a registration; null when every alternative is absent. */
export function select(f: Frame, registration: Registration, selector: string): Selected | null {
  for (const alternative of selector.split(" or ")) {
    const found = selectOne(f, registration, alternative.trim());
    if (found !== null && !isAbsent(found.value)) return found;
  }
  return null;
}

function isAbsent(value: Value): boolean {
  return (
    value === NOTHING ||
    (value.labels.length === 0 &&
      !value.open &&
      value.atoms.every((atom) => atom.tag === "const" && (atom.value === undefined || atom.value === null)))
  );
}

function selectOne(f: Frame, registration: Registration, selector: string): Selected | null {
  const call = registration.call;
  if (selector.startsWith("=")) return { value: constant(selector.slice(1)), unit: call.unit, node: call.node };
  if (selector.startsWith("decorated")) return decorated(f, registration, selector.slice("decorated".length));
  if (selector.startsWith("self.")) return selfField(f, registration, selector.slice(5));
  const typed = /^(string|object|function)#(-?\d+)(.*)$/.exec(selector);
  if (typed !== null) {
    const fits = call.args.map((value, index) => ({ value, index })).filter(({ value }) => isOfType(value, typed[1] as string));
    const picked = fits.at(Number(typed[2]));
    if (picked !== undefined && typed[1] === "function" && typed[3] !== "") return ofFunction(f, picked.value, typed[3] as string);
    return picked === undefined
      ? null
      : descend(f, { value: picked.value, unit: call.unit, node: argumentNode(f.engine, call, picked.index) }, typed[3] as string);
  }
  const plain = /^\((\d+)?(?:\|?([A-Za-z_]\w*):?)?\)(.*)$/.exec(selector);
  if (plain === null) return null;
  const index = plain[1] === undefined ? -1 : Number(plain[1]);
  const keyword = plain[2] === undefined ? undefined : call.keywords?.get(plain[2]);
  const value = keyword ?? (index >= 0 ? call.args[index] : undefined);
  return value === undefined
    ? null
    : descend(
        f,
        {
          value,
          unit: call.unit,
          node: keyword === undefined ? argumentNode(f.engine, call, index) : keywordNode(f.engine, call, plain[2] as string),
        },
        plain[3] as string,
      );
}

function isOfType(value: Value, type: string): boolean {
  if (type === "function") return value.atoms.some((atom) => atom.tag === "closure" || atom.tag === "native");
  if (type === "string")
    return value.form?.op === "concat" || value.atoms.some((atom) => atom.tag === "const" && typeof atom.value === "string");
  return value.atoms.some((atom) => (atom.tag === "object" && atom.shape !== "array") || (atom.tag === "api" && atom.call !== null));
}

/** Follows ".field.field" from a value, to the node of the property where the object literal is known. */
export function descend(f: Frame, from: Selected, path: string): Selected {
  let current = from;
  for (const field of path.split(".").filter((part) => part !== "")) {
    const value = getProperty(f, current.value, field, current.node);
    current = { value, ...propertyNode(f.engine, current, field) };
  }
  return current;
}

/** Node of `field: value` in the object literal that made the value. */
export function propertyNode(engine: Engine, from: Selected, field: string): { unit: number; node: number } {
  for (const atom of from.value.atoms) {
    if (atom.tag !== "object") continue;
    const unit = engine.unit(atom.unit);
    if (unit.data[atom.node] !== Op.Object) continue;
    for (const item of list(unit, atom.node + 3))
      if (unit.data[item] === Op.Prop && text(unit, unit.data[item + 3] as number) === field)
        return { unit: atom.unit, node: unit.data[item + 4] as number };
    return { unit: atom.unit, node: atom.node };
  }
  return { unit: from.unit, node: from.node };
}

function argumentNode(engine: Engine, call: CallTerm, index: number): number {
  const unit = engine.unit(call.unit);
  const op = unit.data[call.node];
  if (op !== Op.Call && op !== Op.New) return call.node;
  return list(unit, call.node + 4)[index] ?? call.node;
}

function keywordNode(engine: Engine, call: CallTerm, name: string): number {
  const unit = engine.unit(call.unit);
  if (unit.data[call.node] !== Op.Call) return call.node;
  for (const item of list(unit, call.node + 4))
    if (unit.data[item] === Op.KwArg && text(unit, unit.data[item + 3] as number) === name) return unit.data[item + 4] as number;
  return call.node;
}

function decorated(f: Frame, registration: Registration, field: string): Selected | null {
  return registration.decorated === null ? null : ofFunction(f, registration.decorated, field);
}

/** A function, or what it says of itself: ".name", ".doc", ".parameters" (the function, whose parameters are read from it). */
function ofFunction(f: Frame, value: Value, field: string): Selected | null {
  const called = value.atoms.find((atom): atom is Closure => atom.tag === "closure");
  if (called === undefined) return null;
  const closure = called.wraps ?? called;
  const unit = f.engine.unit(closure.unit);
  const node = funcNode(unit, closure.fn);
  if (field === "" || field === ".parameters") return { value, unit: closure.unit, node };
  if (field === ".name") return { value: constant(funcName(unit, closure.fn)), unit: closure.unit, node };
  if (field === ".doc") {
    const doc = unit.data[node + FUNC.doc] as number;
    return doc < 0 ? null : { value: constant(text(unit, doc)), unit: closure.unit, node };
  }
  return null;
}

/** A field or method of the class that a "extends X" declaration matched. */
function selfField(f: Frame, registration: Registration, name: string): Selected | null {
  const cls = registration.decorated?.atoms.find((atom): atom is ClassAtom => atom.tag === "class");
  if (cls === undefined) return null;
  const self = instanceOf(f, cls);
  const value = getProperty(f, self, name, registration.call.node);
  if (value !== UNDEFINED && value !== NOTHING && (value.atoms.length > 0 || stringOf(value) !== null))
    return { value, unit: cls.unit, node: memberNode(f.engine, cls, name) };
  const member = classMember(f, cls, name);
  return member === null
    ? null
    : { value: atomValue({ ...member.closure, self }), unit: cls.unit, node: funcNode(f.engine.unit(cls.unit), member.closure.fn) };
}

function memberNode(engine: Engine, cls: ClassAtom, name: string): number {
  const unit = engine.unit(cls.unit);
  const record = unit.classes[cls.cls] as number;
  const supersAt = record + 7;
  for (const member of list(unit, supersAt + 1 + (unit.data[supersAt] as number))) {
    if (text(unit, unit.data[member + 3] as number) === name) return (unit.data[member + 7] as number) || member;
  }
  return record;
}

/** All elements of a list value, with known ones kept apart. */
export function itemsOf(value: Value): Value[] {
  const out: Value[] = [];
  for (const atom of value.atoms) {
    if (atom.tag !== "object") continue;
    if (atom.length >= 0 || atom.fields.size > 0) for (const item of atom.fields.values()) out.push(...alternatives(item));
    for (const rest of atom.rest.atoms) out.push(atomValue(rest));
    if (atom.fields.size === 0 && atom.rest.atoms.length === 0) {
      const all = elementsOf(atom);
      if (all !== UNDEFINED) out.push(all);
    }
  }
  return out;
}

/** The things that one element may be, each by itself: a list that is put together at run time has several at one place. */
function alternatives(item: Value): Value[] {
  const things = item.atoms.filter((atom) => atom.tag === "object" || atom.tag === "api");
  return things.length < 2 ? [item] : things.map((atom) => atomValue(atom, atom.tag === "api"));
}
