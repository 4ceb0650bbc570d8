import type { SourceKind } from "../define/kinds.ts";
import type { Schema } from "../surface/surface.ts";
import type { Context } from "./context.ts";

/**
 * Where a datum comes from: a source of the program, or a parameter of one context of a function.
 * Parameters are followed back to sources over the calls of that context when findings are written,
 * so that one analysis of a function serves all its callers.
 */
export interface Origin {
  readonly id: number;
  readonly kind: SourceKind;
  /** Field path below the root, "" at the root. */
  readonly path: string;
  readonly depth: number;
  readonly root: OriginRoot;
  /** Constraint on the data, if a schema declares one. */
  readonly schema: Schema | null;
  /** The constraint was checked before the data got here; a declared one alone proves nothing. */
  readonly enforced: boolean;
  readonly children: Map<string, Origin>;
}

export type OriginRoot = SourceRoot | ParameterRoot;

export interface SourceRoot {
  readonly tag: "source";
  /** As shown to the user: "path", "fetch()". */
  readonly name: string;
  readonly unit: number;
  readonly node: number;
  /** Index of the entry whose argument it is; -1 for sources inside the code. */
  readonly entry: number;
}

export interface ParameterRoot {
  readonly tag: "parameter";
  readonly context: Context;
  /** Position, -1 for the receiver. */
  readonly index: number;
  /** Stands for quoted parts of a statement only (isQuotedPart), which are followed apart from data that is free. */
  readonly quoted: boolean;
}

let nextOrigin = 1;

export function rootOrigin(kind: SourceKind, root: OriginRoot, schema: Schema | null, enforced: boolean): Origin {
  return { id: nextOrigin++, kind, path: "", depth: 0, root, schema, enforced, children: new Map() };
}

const MAX_DEPTH = 4;

/** Field of an origin; below depth 4 an origin stands for everything under it. */
export function fieldOrigin(origin: Origin, field: string): Origin {
  if (origin.depth >= MAX_DEPTH) return origin;
  let child = origin.children.get(field);
  if (child === undefined) {
    const path = field === "[]" ? `${origin.path}[]` : origin.path === "" ? field : `${origin.path}.${field}`;
    child = {
      id: nextOrigin++,
      kind: origin.kind,
      path,
      depth: origin.depth + 1,
      root: origin.root,
      schema: fieldSchema(origin.schema, field),
      enforced: origin.enforced,
      children: new Map(),
    };
    origin.children.set(field, child);
  }
  return child;
}

/** The same data after a schema has been checked (`schema.parse(data)`). */
export function checkedOrigin(origin: Origin, schema: Schema): Origin {
  const key = `#${schemaId(schema)}`;
  let child = origin.children.get(key);
  if (child === undefined) {
    child = {
      id: nextOrigin++,
      kind: origin.kind,
      path: origin.path,
      depth: origin.depth,
      root: origin.root,
      schema,
      enforced: true,
      children: new Map(),
    };
    origin.children.set(key, child);
  }
  return child;
}

const schemaIds = new WeakMap<Schema, number>();
let nextSchema = 1;

/** Identity of a schema object, for keys. */
export function schemaId(schema: Schema): number {
  let id = schemaIds.get(schema);
  if (id === undefined) {
    id = nextSchema++;
    schemaIds.set(schema, id);
  }
  return id;
}

function fieldSchema(schema: Schema | null, field: string): Schema | null {
  if (schema === null) return null;
  if (field === "[]") return schema.items ?? null;
  const properties = schema.properties;
  return properties !== undefined && Object.hasOwn(properties, field) ? (properties[field] as Schema) : null;
}

export function originName(origin: Origin): string {
  const base = origin.root.tag === "source" ? origin.root.name : "";
  if (base === "") return origin.path === "" ? "arguments" : origin.path;
  return origin.path === "" ? base : origin.path.startsWith("[") ? base + origin.path : `${base}.${origin.path}`;
}
