import type { Frame } from "./engine.ts";
import type { HeapObject } from "./heap.ts";
import { moduleNamespaceKeys } from "./modules.ts";
import { getProperty } from "./properties.ts";
import { type Atom, atomValue, type ModuleAtom, type Value } from "./value.ts";

/** What has properties that can be listed: objects of the program and namespaces of its modules. */
export type Holder = HeapObject | ModuleAtom;

export function isHolder(atom: Atom): atom is Holder {
  return atom.tag === "object" || atom.tag === "module";
}

/** Names of the properties that a spread or `Object.keys` sees: fields, getters, exports of a module. */
export function ownNames(f: Frame, holder: Holder): readonly string[] {
  if (holder.tag === "module") return [...new Set(moduleNamespaceKeys(f.engine, holder.unit))];
  return holder.getters === null ? [...holder.fields.keys()] : [...new Set([...holder.fields.keys(), ...holder.getters.keys()])];
}

/** The same with their values; getters are called. What stands under unknown keys is in the object's `rest`. */
export function ownProperties(f: Frame, holder: Holder, node: number): [string, Value][] {
  if (holder.tag === "object" && holder.getters === null) return [...holder.fields];
  return ownNames(f, holder).map((name) => [
    name,
    (holder.tag === "object" ? holder.fields.get(name) : undefined) ?? getProperty(f, atomValue(holder), name, node),
  ]);
}
