import type { ClassAtom, Closure, Value } from "./value.ts";
import { join, NOTHING, UNDEFINED } from "./value.ts";

/** An object of the program, one per place of creation and context. */
export interface HeapObject {
  readonly tag: "object";
  readonly key: string;
  readonly id: number;
  readonly shape: "object" | "array" | "instance" | "map" | "set" | "exports" | "generator";
  readonly cls: ClassAtom | null;
  /** What its other members come from (JavaScript's prototype chain). */
  proto: Value | null;
  readonly fields: Map<string, Value>;
  /** Values under keys that are not known, and array elements of unknown position. */
  rest: Value;
  /** Number of elements whose position is known; -1 when the order is lost. */
  length: number;
  /** Its own getters, by name. */
  getters: Map<string, Value> | null;
  readonly unit: number;
  readonly node: number;
  /** Frame serial and branch depth at creation: writes from there may replace, others only add. */
  readonly birth: number;
  readonly truthy: true;
  /** The object itself, when this is what super() gives: its members from the parent class on. */
  readonly seenFromParent?: HeapObject;
  /** Created at module level or reachable from there: writes survive the call. */
  shared: boolean;
}

let nextObject = 1;

export function newObject(shape: HeapObject["shape"], unit: number, node: number, birth: number, cls: ClassAtom | null = null): HeapObject {
  const id = nextObject++;
  return {
    tag: "object",
    key: `o${id}`,
    id,
    shape,
    cls,
    proto: null,
    fields: new Map(),
    rest: NOTHING,
    length: 0,
    getters: null,
    unit,
    node,
    birth,
    truthy: true,
    shared: false,
  };
}

const MAX_FIELDS = 5000;

export function setField(object: HeapObject, name: string, value: Value, strong: boolean): boolean {
  const old = object.fields.get(name);
  const next = old === undefined || strong ? value : join(old, value);
  if (next === old) return false;
  if (old === undefined && object.fields.size >= MAX_FIELDS) {
    object.rest = join(object.rest, value);
    return true;
  }
  object.fields.set(name, next);
  return true;
}

export function appendElement(object: HeapObject, value: Value, known: boolean): void {
  if (known && object.length >= 0 && object.length < 2000) {
    object.fields.set(String(object.length), value);
    object.length++;
  } else {
    object.rest = join(object.rest, value);
  }
}

/** Join of every element or field value. */
export function elementsOf(object: HeapObject): Value {
  let all = object.rest;
  for (const value of object.fields.values()) all = join(all, value);
  return all === NOTHING ? UNDEFINED : all;
}

/** The variables of one running function (or module) that outlive a branch: captured and module level ones. */
export interface Activation {
  readonly id: number;
  readonly unit: number;
  readonly fn: number;
  readonly parent: Activation | null;
  readonly cells: Map<number, Value>;
  /** Import declarations that have been looked up. */
  readonly imported: Set<number>;
  /** What the function was called with. */
  readonly args: readonly Value[];
  readonly self: Value;
  readonly home: ClassAtom | null;
  /** Objects that one place makes in it (Engine.allocate). */
  objects: Map<number | string, HeapObject> | null;
  /** Its closures by function id: one place makes one closure in one activation. */
  closures: Map<number, Closure> | null;
  /** Holds only the variables of one round of a loop; the function's own are in a parent. */
  readonly round: boolean;
}

let nextActivation = 1;

export function newActivation(
  unit: number,
  fn: number,
  parent: Activation | null,
  self: Value,
  home: ClassAtom | null,
  args: readonly Value[] = [],
): Activation {
  return {
    id: nextActivation++,
    unit,
    fn,
    parent,
    cells: new Map(),
    imported: new Set(),
    args,
    self,
    home,
    objects: null,
    closures: null,
    round: false,
  };
}

/** The variables of one round of a loop inside an activation. */
export function newRound(act: Activation): Activation {
  return { ...act, id: nextActivation++, parent: act, cells: new Map(), imported: new Set(), objects: null, closures: null, round: true };
}
