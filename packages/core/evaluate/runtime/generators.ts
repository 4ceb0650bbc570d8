import type { Frame } from "../engine.ts";
import { elementsOf, type HeapObject, newObject, setField } from "../heap.ts";
import { atomValue, BOOLEAN, join, NOTHING, type Value } from "../value.ts";

/** `generator.next()`: what it yields and, in the end, returns; null for other receivers and names. */
export function generatorMethod(f: Frame, receiver: Value, name: string, node: number): Value | null {
  if (name !== "next" && name !== "return" && name !== "throw") return null;
  const generators = receiver.atoms.filter((atom): atom is HeapObject => atom.tag === "object" && atom.shape === "generator");
  if (generators.length === 0) return null;
  const step = newObject("object", f.unitIndex, node, f.region);
  for (const one of generators) setField(step, "value", join(elementsOf(one), f.engine.generatorReturns.get(one) ?? NOTHING), false);
  setField(step, "done", BOOLEAN, true);
  return atomValue(step);
}
