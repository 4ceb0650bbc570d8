import { FUNC } from "../language/ir.ts";
import { funcName, funcNode, text } from "../language/read.ts";
import type { Engine, Frame } from "./engine.ts";
import { type HeapObject, newObject, setField } from "./heap.ts";
import { apiMember, readGetter } from "./properties.ts";
import { type ApiAtom, atomValue, type Closure, constant, join, NOTHING, UNKNOWN, type Value } from "./value.ts";

/** The members of a JavaScript function: its static ones and `prototype`. */
export function functionObject(engine: Engine, closure: Closure): HeapObject {
  let object = engine.functionObjects.get(closure.key);
  if (object === undefined) {
    object = newObject("object", closure.unit, 0, 0);
    object.shared = true;
    engine.functionObjects.set(closure.key, object);
  }
  return object;
}

/** A member of a function: what was put there; in Python its name and text, in JavaScript the prototype that its methods are put on. */
export function functionMember(f: Frame, closure: Closure, name: string, node: number): Value {
  const python = f.unit.language === "python";
  const known = name === "prototype" ? undefined : f.engine.functionObjects.get(closure.key);
  const set = known?.fields.get(name);
  if (set !== undefined) return set;
  if (python && (name === "__name__" || name === "__doc__")) return ofItself(f, closure.wraps ?? closure, name);
  if (python) return NOTHING;
  if (known !== undefined) return inherited(f, known, name, node);
  return name === "prototype" ? prototypeOf(f.engine, closure) : NOTHING;
}

/** The name of a function, or its documentation. */
function ofItself(f: Frame, closure: Closure, name: string): Value {
  const unit = f.engine.unit(closure.unit);
  const node = funcNode(unit, closure.fn);
  const doc = unit.data[node + FUNC.doc] as number;
  const found = name === "__doc__" ? (doc < 0 ? "" : text(unit, doc)) : funcName(unit, closure.fn);
  return found === "" ? UNKNOWN : constant(found);
}

/** The object whose members all have that a function makes with `new`. */
export function prototypeOf(engine: Engine, closure: Closure): Value {
  const members = functionObject(engine, closure);
  const known = members.fields.get("prototype");
  if (known !== undefined) return known;
  const prototype = newObject("object", closure.unit, 0, 0);
  prototype.shared = true;
  setField(members, "prototype", atomValue(prototype), true);
  return atomValue(prototype);
}

/** A member that an object has from its prototype; NOTHING if that has none. */
export function inherited(f: Frame, object: HeapObject, name: string, node: number): Value {
  return object.proto === null ? NOTHING : search(f, atomValue(object), object.proto, name, node, new Set([object]));
}

function search(f: Frame, receiver: Value, proto: Value, name: string, node: number, seen: Set<HeapObject>): Value {
  let result = NOTHING;
  for (const atom of proto.atoms) {
    if (atom.tag === "api") result = join(result, apiMember(f, instanceBehind(f.engine, atom), name, node));
    const holder = atom.tag === "closure" ? functionObject(f.engine, atom) : atom.tag === "object" ? atom : null;
    if (holder === null || seen.has(holder)) continue;
    seen.add(holder);
    const own = holder.fields.get(name) ?? readGetter(f, holder, receiver, name, node);
    if (own !== null) result = join(result, own);
    else if (holder.proto !== null) result = join(result, search(f, receiver, holder.proto, name, node, seen));
  }
  return result;
}

/** What an object made with `X.prototype` has is what an instance of X has. */
function instanceBehind(engine: Engine, atom: ApiAtom): ApiAtom {
  const { parent, name } = atom.api;
  if (!atom.api.isMember || parent === null || !name.endsWith(".prototype")) return atom;
  const api = engine.api.instance(parent);
  return { tag: "api", key: `a${api.id}`, api, call: null };
}

/** Object.setPrototypeOf, `__proto__ =`. */
export function setPrototype(engine: Engine, target: Value, proto: Value): void {
  for (const atom of target.atoms) {
    const object = atom.tag === "closure" ? functionObject(engine, atom) : atom.tag === "object" ? atom : null;
    if (object !== null) object.proto = object.proto === null ? proto : join(object.proto, proto);
  }
}

/** Object.getPrototypeOf; a library value stands for what its members come from. */
export function getPrototype(engine: Engine, value: Value): Value {
  let result = NOTHING;
  for (const atom of value.atoms) {
    if (atom.tag === "api") result = join(result, atomValue(atom, true));
    else if (atom.tag === "object") result = join(result, atom.proto ?? UNKNOWN);
    else if (atom.tag === "closure") result = join(result, engine.functionObjects.get(atom.key)?.proto ?? UNKNOWN);
  }
  return result === NOTHING ? UNKNOWN : result;
}
