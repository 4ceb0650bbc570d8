import type { Schema } from "../surface/surface.ts";
import type { Origin } from "./origin.ts";
import { mask, PROOF } from "./proofs.ts";
import { patternProofs } from "./regex-shape.ts";

/** What an enforced schema proves about data at one place. Declared but unenforced schemas prove nothing. */
export function schemaProofs(origin: Origin): number {
  const schema = origin.schema;
  return schema === null || !origin.enforced ? 0 : proofsOfSchema(schema);
}

/** What the program's own predicates of a schema prove; kept apart, since a schema is also what a report shows. */
const predicates = new WeakMap<Schema, number>();

export function addPredicateProofs(schema: Schema, proofs: number): void {
  if (proofs !== 0) predicates.set(schema, proofs | (predicates.get(schema) ?? 0));
}

/** A copy of a schema, with what its predicates prove. */
export function copyOfSchema(schema: Schema): { -readonly [K in keyof Schema]: Schema[K] } {
  const copy = { ...schema };
  addPredicateProofs(copy, predicates.get(schema) ?? 0);
  return copy;
}

export function proofsOfSchema(schema: Schema): number {
  return declaredProofs(schema) | (predicates.get(schema) ?? 0);
}

function declaredProofs(schema: Schema): number {
  if (schema.enum !== undefined && schema.enum.length > 0) return PROOF["constant-set"];
  if (schema.type === "number" || schema.type === "integer")
    return PROOF.numeric | (schema.maximum === undefined ? 0 : PROOF.bounded) | (schema.type === "integer" ? PROOF.integer : 0);
  if (schema.type === "boolean" || schema.type === "null") return PROOF.numeric | PROOF.bounded;
  if (schema.anyOf !== undefined && schema.anyOf.length > 0) return schema.anyOf.map(proofsOfSchema).reduce((a, b) => a & b);
  if (schema.type !== "string") return 0;
  let proofs = PROOF.typed;
  if (schema.pattern !== undefined) proofs |= patternProofs(schema.pattern, "", "search").proofs;
  if (schema.maxLength !== undefined) proofs |= PROOF.bounded;
  if (schema.format !== undefined) proofs |= formatProofs(schema.format);
  return proofs;
}

function formatProofs(format: string): number {
  switch (format) {
    case "uuid":
    case "guid":
    case "cuid":
    case "ulid":
    case "date":
    case "date-time":
    case "datetime":
    case "time":
    case "ipv4":
      return mask(["no-shell-meta", "no-leading-dash", "no-separator", "no-dotdot", "relative"]);
    default:
      return 0;
  }
}
