import { callValue } from "../evaluate/calls.ts";
import { methodClosure } from "../evaluate/classes.ts";
import type { Frame } from "../evaluate/engine.ts";
import { evaluate } from "../evaluate/expressions.ts";
import { newObject, setField } from "../evaluate/heap.ts";
import { anyDatum, transformProofs } from "../evaluate/predicate-proofs.ts";
import { addPredicateProofs } from "../evaluate/schema-proofs.ts";
import { type ApiAtom, atomValue, type ClassAtom, stringOf, type Value } from "../evaluate/value.ts";
import { MEMBER } from "../language/ir.ts";
import { members, text } from "../language/read.ts";
import type { Schema } from "./surface.ts";

/** `@field_validator("name")` and `@validator("name")`: a method of the class sees the values of these fields. */
const OF_FIELDS = /(?:^|\.)(?:field_)?validator\(\)$/;
/** `@model_validator(mode="after")`: a method sees the finished object. */
const OF_OBJECT = /(?:^|\.)model_validator\(\)$/;
/** `Annotated[str, AfterValidator(check)]`. */
const OF_VALUE = /(?:^|\.)(?:After|Plain)Validator\(\)$/;

/** What a validating class of data proves of its fields by functions of its own: they give back or raise. */
export function proveFields(f: Frame, cls: ClassAtom, properties: Readonly<Record<string, Schema>>): void {
  const unit = f.engine.unit(cls.unit);
  const inner = { ...f, unit, unitIndex: cls.unit, act: cls.env };
  const d = unit.data;
  for (const member of members(unit, cls.cls)) {
    const fn = d[member + MEMBER.func] as number;
    const count = d[member + MEMBER.decorators] as number;
    if (fn < 0 || count === 0 || text(unit, d[member + MEMBER.name] as number) === "") continue;
    const method = methodClosure(cls, fn);
    for (let i = 0; i < count; i++) {
      const atom = evaluate(inner, d[member + MEMBER.decorators + 1 + i] as number).atoms.find((one): one is ApiAtom => one.tag === "api");
      if (atom?.call == null) continue;
      if (OF_FIELDS.test(atom.api.name) && !isBefore(atom)) {
        const proofs = transformProofs(inner, atomValue({ ...method, self: atomValue(cls) }), member);
        for (const name of atom.call.args) {
          const field = stringOf(name);
          for (const [key, schema] of Object.entries(properties)) if (field === key || field === "*") addPredicateProofs(schema, proofs);
        }
      } else if (OF_OBJECT.test(atom.api.name) && !isBefore(atom)) proveObject(inner, cls, method, member, properties);
    }
  }
}

/** A validator that runs before the types are read sees the raw input; what it proves of that is not used. */
function isBefore(decorator: ApiAtom): boolean {
  return (
    /^(?:before|wrap)$/.test(stringOf(decorator.call?.keywords?.get("mode") ?? NONE) ?? "") || decorator.call?.keywords?.has("pre") === true
  );
}

const NONE: Value = { labels: [], atoms: [], open: true, vid: 0, truth: null, form: null };

function proveObject(
  f: Frame,
  cls: ClassAtom,
  method: ReturnType<typeof methodClosure>,
  node: number,
  properties: Readonly<Record<string, Schema>>,
): void {
  const object = newObject("instance", f.unitIndex, node, f.region, cls);
  const data = new Map<string, Value>();
  for (const name of Object.keys(properties)) {
    const datum = anyDatum(f);
    data.set(name, datum);
    setField(object, name, datum, true);
  }
  const self = atomValue(object);
  callValue(f, atomValue({ ...method, self }), null, [], null, node);
  for (const [name, datum] of data) addPredicateProofs(properties[name] as Schema, f.state.facts.get(datum.vid)?.proofs ?? 0);
}

/** What a function among the notes of an annotation proves. */
export function proveValue(f: Frame, note: ApiAtom, node: number, schema: Schema): void {
  const check = OF_VALUE.test(note.api.name) ? (note.call?.args[0] ?? note.call?.keywords?.get("func")) : undefined;
  if (check !== undefined) addPredicateProofs(schema, transformProofs(f, check, node));
}
