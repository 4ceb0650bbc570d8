import type { Schema } from "../surface/surface.ts";
import type { HeapObject } from "./heap.ts";
import { type Origin, schemaId } from "./origin.ts";
import { endsWithSeparator } from "./paths.ts";
import { PROOF } from "./proofs.ts";
import { type Closure, isUntrusted, type Label, type Value } from "./value.ts";

/**
 * Objects that hold nothing but constants and unknown values count by the place that makes them: which
 * of several such objects a function gets makes no difference to what it does with data.
 */
function objectKey(object: HeapObject): string {
  return !object.shared && object.shape !== "instance" && isPlain(object, 2) ? `p${object.unit}.${object.node}` : object.key;
}

function isPlain(object: HeapObject, depth: number): boolean {
  if (object.getters !== null || object.proto !== null || object.fields.size > 40) return false;
  for (const value of [...object.fields.values(), object.rest]) {
    if (value.labels.length > 0) return false;
    for (const atom of value.atoms) {
      if (atom.tag === "const" || atom.tag === "regex") continue;
      if (atom.tag !== "object" || atom.shape === "instance" || depth === 0 || !isPlain(atom, depth - 1)) return false;
    }
  }
  return true;
}

/** Names the analysis of a function for one shape of arguments. `brief`: library values count by what they are, not where they were made. */
export function contextKey(
  closure: Closure,
  self: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value> | null,
  brief: boolean,
): string {
  let key = `${closure.unit}.${closure.fn}@${closure.env?.id ?? 0}|${shapeOf(self, brief)}`;
  for (const value of args) key += `,${shapeOf(value, brief)}`;
  if (keywords !== null) for (const [name, value] of keywords) key += `,${name}=${shapeOf(value, brief)}`;
  return key;
}

function shapeOf(value: Value, brief: boolean): string {
  let out = value.open ? "?" : "";
  if (value.labels.length > 0) {
    const kinds = new Map<string, number>();
    for (const label of value.labels) {
      const schema = partsSchema(label.origin.schema);
      const name = `${label.origin.kind}${schema === null ? "" : `#${schemaId(schema)}`}${isQuotedPart(label) ? "q" : ""}`;
      kinds.set(name, (kinds.get(name) ?? -1) & label.proofs);
    }
    for (const [kind, proofs] of [...kinds].sort((a, b) => (a[0] < b[0] ? -1 : 1))) out += `T${kind}:${proofs}`;
  }
  if (value.form !== null)
    out += `~${value.form.op}${value.labels.length === 0 || !isUntrusted(value) ? (endsWithSeparator(value) ? "/" : "") : ""}`;
  for (const atom of value.atoms)
    out += `;${atom.tag === "const" && typeof atom.value === "number" ? "#" : atom.tag === "api" && brief ? `a${atom.api.id}` : atom.tag === "object" && brief ? objectKey(atom) : atom.key}`;
  return out;
}

/** Data that is a quoted part of a statement: the callee may trim or split the statement without harm. */
export function isQuotedPart(label: Label): boolean {
  return label.partial && (label.proofs & PROOF["sql-quoted"]) !== 0;
}

/** Numbers and members of a fixed set stay harmless wherever they go. */
const HARMLESS = PROOF.numeric | PROOF["constant-set"];

/**
 * Labels of an argument that a parameter's label stands for. Where free data and harmless data came in
 * one argument, what arrives unproven is the free data.
 */
export function labelsBehind(argument: Value | undefined, origin: Origin): readonly Label[] {
  const { root } = origin;
  if (argument === undefined || root.tag !== "parameter") return [];
  const fitting = argument.labels.filter((label) => label.origin.kind === origin.kind && isQuotedPart(label) === root.quoted);
  const free = fitting.filter((label) => (label.proofs & HARMLESS) === 0);
  return free.length > 0 ? free : fitting;
}

/** A schema that still says something about parts; what it says of the whole is in the proofs. */
export function partsSchema(schema: Schema | null): Schema | null {
  return schema !== null && (schema.properties !== undefined || schema.items !== undefined) ? schema : null;
}
