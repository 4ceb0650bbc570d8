import { canonical } from "./api.ts";
import type { Frame } from "./engine.ts";
import { appendElement, elementsOf, newObject } from "./heap.ts";
import { opaqueField, withApiSources } from "./properties.ts";
import { atomValue, constAtom, join, NOTHING, UNKNOWN, type Value } from "./value.ts";

/** One element of an iterable. */
export function iterElement(f: Frame, iterable: Value, node: number): Value {
  let result = NOTHING;
  for (const atom of iterable.atoms) {
    if (atom.tag === "object") {
      if (atom.shape === "map") result = join(result, pairOf(f, UNKNOWN, elementsOf(atom), node));
      else if (atom.shape === "object" && f.unit.language === "python") result = join(result, iterKey(f, atomValue(atom)));
      else result = join(result, elementsOf(atom));
    } else if (atom.tag === "api") {
      const element = f.engine.api.element(atom.api);
      const as = canonical(element);
      result = join(result, withApiSources(f, atomValue({ tag: "api", key: `a${as.id}`, api: as, call: atom.call }, true), element, node));
    }
  }
  if (iterable.labels.length > 0) result = join(result, { ...opaqueField(f, iterable, "[]"), form: { op: "part", inputs: [iterable] } });
  if (iterable.open && iterable.labels.length === 0) result = join(result, UNKNOWN);
  return result === NOTHING ? UNKNOWN : result;
}

/** What a map gives of itself, one after the other: key and value. */
function pairOf(f: Frame, key: Value, value: Value, node: number): Value {
  const pair = newObject("array", f.unitIndex, node, f.region);
  appendElement(pair, key, true);
  appendElement(pair, value, true);
  return atomValue(pair);
}

/** One key of an object. */
export function iterKey(f: Frame, object: Value): Value {
  let result = NOTHING;
  for (const atom of object.atoms) {
    if (atom.tag !== "object") continue;
    for (const name of atom.fields.keys()) result = join(result, atomValue(constAtom(name)));
    if (atom.rest !== NOTHING) result = join(result, UNKNOWN);
  }
  if (object.labels.length > 0) result = join(result, { ...opaqueField(f, object, "[]") });
  if (object.open || result === NOTHING) result = join(result, UNKNOWN);
  return result;
}

/** The modules that an element may be, one by one, if it can be nothing else that is known. */
function modulesOf(value: Value): Value[] | null {
  return value.atoms.length > 1 && value.labels.length === 0 && value.atoms.every((atom) => atom.tag === "module")
    ? value.atoms.map((atom) => atomValue(atom))
    : null;
}

const MAX_UNROLL = 64;

/** The elements to run a loop body for one by one, or null when one abstract round must do. */
export function unrolled(f: Frame, iterable: Value, keys: boolean, node = 0): Value[] | null {
  if (iterable.open || iterable.labels.length > 0 || iterable.atoms.length !== 1) return null;
  const atom = iterable.atoms[0];
  if (atom?.tag === "object" && atom.fields.size === 0 && modulesOf(atom.rest) !== null) return modulesOf(atom.rest);
  if (atom?.tag !== "object" || atom.rest !== NOTHING) return null;
  const overKeys = keys || (f.unit.language === "python" && atom.shape === "object");
  const limit = f.engine.entry < 0 ? MAX_UNROLL * 8 : MAX_UNROLL;
  if (atom.fields.size > limit) return null;
  if (atom.shape === "map") return [...atom.fields].map(([name, value]) => pairOf(f, atomValue(constAtom(name)), value, node));
  if (overKeys) return [...atom.fields.keys()].map((name) => atomValue(constAtom(name)));
  if (atom.length < 0 || (atom.shape !== "array" && atom.shape !== "set")) return null;
  return [...atom.fields.values()];
}
