import { classNode } from "../language/read.ts";
import { instantiate } from "./classes.ts";
import type { Frame } from "./engine.ts";
import type { HeapObject } from "./heap.ts";
import { setField } from "./heap.ts";
import { checkedOrigin } from "./origin.ts";
import { proofsOfSchema } from "./schema-proofs.ts";
import { atomValue, type ClassAtom, type Label, NOTHING, type Value } from "./value.ts";

/** A class whose objects are checked against the types of their fields when they are made. */
export function isChecked(cls: ClassAtom, depth = 0): boolean {
  return (
    depth < 8 &&
    cls.supers.some((parent) =>
      parent.atoms.some((atom) =>
        atom.tag === "api" ? /(?:^|\.)BaseModel$/.test(atom.api.name) : atom.tag === "class" && isChecked(atom, depth + 1),
      ),
    )
  );
}

/** Fields of a new object of such a class: what its types and validators refuse did not get there. */
export function checkFields(f: Frame, cls: ClassAtom, object: HeapObject): void {
  const schema = isChecked(cls) ? f.engine.schemaOfData(cls) : null;
  for (const [name, field] of Object.entries(schema?.properties ?? {})) {
    const value = object.fields.get(name);
    if (value === undefined || value.labels.length === 0) continue;
    const labels = value.labels.map(
      (label): Label => ({ ...label, origin: checkedOrigin(label.origin, field), proofs: label.proofs | proofsOfSchema(field) }),
    );
    setField(object, name, { ...value, labels }, true);
  }
}

const FROM_MAPPING = /^(?:model_validate|parse_obj)$/;

/** `Order.model_validate(data)`: an object of the class with the fields that the mapping has; null for other members. */
export function fromMapping(f: Frame, cls: ClassAtom, name: string): Value | null {
  if (!FROM_MAPPING.test(name) || !isChecked(cls)) return null;
  return atomValue({
    tag: "native",
    key: `n${cls.key}.${name}`,
    invoke: ([data]) => {
      if (data === undefined) return NOTHING;
      const fields = new Map<string, Value>();
      for (const atom of data.atoms) if (atom.tag === "object") for (const [key, value] of atom.fields) fields.set(key, value);
      if (data.labels.length > 0) fields.set("**", data);
      return instantiate(f, cls, [], fields, classNode(f.engine.unit(cls.unit), cls.cls));
    },
  });
}
