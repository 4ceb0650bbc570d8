import type { Frame } from "../engine.ts";
import { appendElement, newObject } from "../heap.ts";
import { type Holder, ownNames, ownProperties } from "../own-properties.ts";
import { atomValue, constant, join, NOTHING, UNKNOWN, type Value } from "../value.ts";

/** `Object.values(x)`, `map.values()`. */
export function values(f: Frame, holders: readonly Holder[], node: number): Value {
  return listed(f, holders, node, (_, item) => item);
}

/** `Object.entries(x)`, `dict.items()`. */
export function entries(f: Frame, holders: readonly Holder[], node: number): Value {
  return listed(f, holders, node, (name, item) => pair(f, name, item, node));
}

/** `Object.keys(x)`, `dict.keys()`. */
export function keys(f: Frame, holders: readonly Holder[], node: number): Value {
  const out = newObject("array", f.unitIndex, node, f.region);
  for (const holder of holders) {
    const open = holder.tag === "object" && holder.rest !== NOTHING;
    for (const name of ownNames(f, holder)) appendElement(out, constant(name), !open);
    if (open) out.rest = join(out.rest, UNKNOWN);
  }
  if (out.rest !== NOTHING) out.length = -1;
  return atomValue(out);
}

function listed(f: Frame, holders: readonly Holder[], node: number, each: (name: Value, item: Value) => Value): Value {
  const out = newObject("array", f.unitIndex, node, f.region);
  for (const holder of holders) {
    const rest = holder.tag === "object" ? holder.rest : NOTHING;
    for (const [name, item] of ownProperties(f, holder, node)) appendElement(out, each(constant(name), item), rest === NOTHING);
    if (rest !== NOTHING) out.rest = join(out.rest, each(UNKNOWN, rest));
  }
  if (out.rest !== NOTHING) out.length = -1;
  return atomValue(out);
}

function pair(f: Frame, key: Value, value: Value, node: number): Value {
  const object = newObject("array", f.unitIndex, node, f.region);
  appendElement(object, key, true);
  appendElement(object, value, true);
  return atomValue(object);
}
