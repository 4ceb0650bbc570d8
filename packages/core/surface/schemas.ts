import type { SchemaEffect, SchemaLibrary, SchemaMake } from "../define/dialect.ts";
import type { ApiNode } from "../evaluate/api.ts";
import type { HeapObject } from "../evaluate/heap.ts";
import { PROOF } from "../evaluate/proofs.ts";
import { addPredicateProofs, copyOfSchema } from "../evaluate/schema-proofs.ts";
import {
  type ApiAtom,
  type Atom,
  type CallTerm,
  constantsOf,
  isUntrusted,
  type RegexAtom,
  stringOf,
  UNDEFINED,
  type Value,
} from "../evaluate/value.ts";
import { itemsOf } from "./selectors.ts";
import type { LocatedText, Schema } from "./surface.ts";

type Mutable = { -readonly [K in keyof Schema]: Schema[K] };
export type Locate = (value: Value, unit: number, node: number) => LocatedText | null;
/** Proof bits of what a function of the program checks or makes, by the effect that a schema library gives it. */
export type Prove = (effect: "predicate" | "transform", by: Value, unit: number, node: number) => number;

const MAX_DEPTH = 10;
const ANYTHING: Schema = { type: "unknown" };

/** Lowers whatever a tool gives as its schema: chains of a schema library, shapes, JSON Schema literals. */
export class SchemaReader {
  #libraries: ReadonlyMap<string, SchemaLibrary>;
  #locate: Locate;
  #prove: Prove;
  #checked = new Map<Atom, Schema>();

  constructor(libraries: ReadonlyMap<string, SchemaLibrary>, locate: Locate, prove: Prove) {
    this.#libraries = libraries;
    this.#locate = locate;
    this.#prove = prove;
  }

  /** The schema that a call has checked, if it is a checking method of a schema library. */
  checked(api: ApiNode, call: CallTerm): Schema | null {
    const library = this.#libraries.get(api.library);
    if (library?.checks === undefined || call.receiver === null) return null;
    const name = api.name.slice(api.name.lastIndexOf(".") + 1).replace(/\(\)$/, "");
    if (!library.checks.includes(name)) return null;
    const key = call.receiver.atoms[0];
    if (key === undefined) return null;
    let schema = this.#checked.get(key);
    if (schema === undefined) {
      schema = this.read(call.receiver) ?? ANYTHING;
      this.#checked.set(key, schema);
    }
    return schema;
  }

  read(value: Value, depth = 0): Schema | null {
    if (depth > MAX_DEPTH) return null;
    for (const atom of value.atoms) {
      if (atom.tag === "api") {
        const schema = this.#term(atom, depth);
        if (schema !== null) return finished(schema.schema);
      }
      if (atom.tag === "object") return this.#object(atom, depth);
      if (atom.tag === "class") return this.#object(atom.statics, depth);
    }
    return null;
  }

  /** A plain object: JSON Schema if it says so, else a map of property schemas. */
  #object(object: HeapObject, depth: number): Schema | null {
    const type = object.fields.get("type");
    const named = type === undefined ? null : stringOf(type);
    if (
      named !== null ||
      object.fields.has("properties") ||
      object.fields.has("anyOf") ||
      object.fields.has("$ref") ||
      object.fields.has("enum")
    )
      return this.#jsonSchema(object, depth);
    return this.#shape(object, depth);
  }

  #shape(object: HeapObject, depth: number): Schema {
    const properties: Record<string, Schema> = Object.create(null) as Record<string, Schema>;
    const required: string[] = [];
    for (const [name, value] of object.fields) {
      const term = value.atoms.find((atom): atom is ApiAtom => atom.tag === "api");
      const read = term === undefined ? null : this.#term(term, depth + 1);
      properties[name] = read === null ? (this.read(value, depth + 1) ?? { type: "unknown" }) : finished(read.schema);
      if (read === null || !read.optional) required.push(name);
    }
    return { type: "object", properties, required };
  }

  #jsonSchema(object: HeapObject, depth: number): Schema {
    const get = (name: string): Value => object.fields.get(name) ?? UNDEFINED;
    const schema: Mutable = { type: jsonType(get("type")) };
    const description = this.#locate(get("description"), object.unit, object.node);
    if (description !== null) schema.description = description;
    const title = stringOf(get("title"));
    if (title !== null) schema.title = title;
    for (const atom of get("properties").atoms) {
      if (atom.tag !== "object") continue;
      const properties: Record<string, Schema> = Object.create(null) as Record<string, Schema>;
      for (const [name, value] of atom.fields) properties[name] = this.read(value, depth + 1) ?? { type: "unknown" };
      schema.properties = properties;
    }
    const required = itemsOf(get("required"))
      .map(stringOf)
      .filter((name): name is string => name !== null);
    if (required.length > 0) schema.required = required;
    const items = get("items").atoms.length > 0 ? this.read(get("items"), depth + 1) : null;
    if (items !== null) schema.items = items;
    const options = [...itemsOf(get("anyOf")), ...itemsOf(get("oneOf"))]
      .map((value) => this.read(value, depth + 1))
      .filter((item): item is Schema => item !== null);
    if (options.length > 0) schema.anyOf = options;
    keywords(schema, (name) => get(name));
    const extra = constantsOf(get("additionalProperties"));
    if (extra?.[0] === false) schema.additionalProperties = false;
    return finished(schema);
  }

  /** A call of a schema library: a constructor, or a method chained on another schema. */
  #term(atom: ApiAtom, depth: number): { schema: Mutable; optional: boolean } | null {
    const library = this.#libraries.get(atom.api.library);
    const call = atom.call;
    if (library === undefined || depth > MAX_DEPTH * 4) return null;
    if (call === null) return { schema: { type: "unknown" }, optional: false };
    const name = calledName(atom);
    const inner = call.receiver?.atoms.find(
      (item): item is ApiAtom => item.tag === "api" && item.call !== null && item.call.node !== call.node,
    );
    if (inner !== undefined) {
      const base = this.#term(inner, depth + 1);
      if (base === null) return null;
      const effect = Object.hasOwn(library.methods, name) ? (library.methods[name] as SchemaEffect) : null;
      if (effect !== null) this.#apply(base, effect, call, depth);
      return base;
    }
    const make = Object.hasOwn(library.makes, name) ? (library.makes[name] as SchemaMake) : null;
    return make === null ? { schema: { type: "unknown" }, optional: false } : this.#make(library, make, atom, depth);
  }

  #make(library: SchemaLibrary, make: SchemaMake, atom: ApiAtom, depth: number): { schema: Mutable; optional: boolean } | null {
    const args = atom.call?.args ?? [];
    const at = (selector: string | undefined): Value =>
      selector === undefined ? UNDEFINED : (args[Number(/\d+/.exec(selector)?.[0] ?? 0)] ?? UNDEFINED);
    if (make.type === "inner") {
      const schema = this.read(at(make.inner ?? "(0)"), depth + 1);
      return schema === null ? null : { schema: copyOfSchema(schema), optional: make.optional === true };
    }
    const schema: Mutable = { type: make.type };
    if (make.format !== undefined) schema.format = make.format;
    if (make.shape !== undefined)
      for (const item of at(make.shape).atoms) if (item.tag === "object") Object.assign(schema, this.#shape(item, depth + 1));
    if (make.items !== undefined) {
      const items = this.read(at(make.items), depth + 1);
      if (items !== null) schema.items = items;
    }
    if (make.anyOf !== undefined) {
      const options = itemsOf(at(make.anyOf))
        .map((value) => this.read(value, depth + 1))
        .filter((item): item is Schema => item !== null);
      if (options.length > 0) schema.anyOf = options;
      if (options.every((option) => option.enum !== undefined) && options.length > 0)
        schema.enum = options.flatMap((option) => option.enum ?? []);
    }
    if (make.enum !== undefined) {
      const values = enumValues(at(make.enum));
      if (values.length > 0) schema.enum = values;
      // A choice whose members are made at run time is one of the program's own all the same.
      else if (!isUntrusted(at(make.enum))) addPredicateProofs(schema, PROOF["constant-set"]);
      if (values.every((value) => typeof value === "number") && values.length > 0) schema.type = "number";
    }
    if (library.options === true)
      for (const value of args) for (const item of value.atoms) if (item.tag === "object") this.#options(schema, item);
    return { schema, optional: make.optional === true };
  }

  #options(schema: Mutable, object: HeapObject): void {
    keywords(schema, (name) => object.fields.get(name) ?? UNDEFINED);
    const description = this.#locate(object.fields.get("description") ?? UNDEFINED, object.unit, object.node);
    if (description !== null) schema.description = description;
  }

  #apply(base: { schema: Mutable; optional: boolean }, effect: SchemaEffect, call: CallTerm, depth: number): void {
    const schema = base.schema;
    const value = call.args[Number(/\d+/.exec(effect.from ?? "(0)")?.[0] ?? 0)] ?? UNDEFINED;
    const number = constantsOf(value)?.[0];
    if (effect.optional === true) base.optional = true;
    if (effect.format !== undefined) schema.format = effect.format;
    if (effect.integer === true) schema.type = "integer";
    if (effect.additional !== undefined) schema.additionalProperties = effect.additional;
    switch (effect.sets) {
      case "description": {
        const description = this.#locate(value, call.unit, call.node);
        if (description !== null) schema.description = description;
        break;
      }
      case "pattern": {
        const regex = value.atoms.find((atom): atom is RegexAtom => atom.tag === "regex");
        if (regex !== undefined) schema.pattern = regex.source;
        break;
      }
      case "min":
        if (typeof number === "number")
          Object.assign(schema, schema.type === "string" || schema.type === "array" ? { minLength: number } : { minimum: number });
        break;
      case "max":
        if (typeof number === "number")
          Object.assign(schema, schema.type === "string" || schema.type === "array" ? { maxLength: number } : { maximum: number });
        break;
      case "length":
        if (typeof number === "number") Object.assign(schema, { minLength: number, maxLength: number });
        break;
      case "predicate":
      case "transform":
        addPredicateProofs(schema, this.#prove(effect.sets, value, call.unit, call.node));
        break;
      case "default":
        if (number !== undefined) schema.default = number;
        break;
      case "shape":
        for (const atom of value.atoms)
          if (atom.tag === "object") schema.properties = { ...schema.properties, ...this.#shape(atom, depth + 1).properties };
        break;
      default:
    }
  }
}

function calledName(atom: ApiAtom): string {
  const callee = atom.api.name.endsWith("()") ? atom.api.name.slice(0, -2) : atom.api.name;
  return callee.slice(callee.lastIndexOf(".") + 1);
}

function enumValues(value: Value): (string | number | boolean | null)[] {
  const out: (string | number | boolean | null)[] = [];
  const plain = constantsOf(value);
  const items = plain !== null ? [value] : itemsOf(value);
  for (const item of items) {
    const constants = constantsOf(item);
    if (constants === null) return [];
    for (const constant of constants) if (constant !== undefined) out.push(constant);
  }
  return out;
}

function jsonType(value: Value): Schema["type"] {
  const names = constantsOf(value) ?? itemsOf(value).map(stringOf);
  for (const name of names)
    if (name === "string" || name === "number" || name === "integer" || name === "boolean" || name === "object" || name === "array")
      return name;
  return names.includes("null") ? "null" : "unknown";
}

function keywords(schema: Mutable, get: (name: string) => Value): void {
  const values = enumValues(get("enum"));
  if (values.length > 0) schema.enum = values;
  const fixed = constantsOf(get("const"))?.[0];
  if (fixed !== undefined) schema.enum = [fixed];
  const pattern = stringOf(get("pattern"));
  if (pattern !== null) schema.pattern = pattern;
  const format = stringOf(get("format"));
  if (format !== null) schema.format = format;
  for (const name of ["minLength", "maxLength", "minimum", "maximum"] as const) {
    const number = constantsOf(get(name))?.[0];
    if (typeof number === "number") schema[name] = number;
  }
  const fallback = constantsOf(get("default"))?.[0];
  if (fallback !== undefined) schema.default = fallback;
}

function finished(schema: Mutable): Schema {
  return schema;
}
