import type { Frame } from "../evaluate/engine.ts";
import { evaluate } from "../evaluate/expressions.ts";
import { copyOfSchema } from "../evaluate/schema-proofs.ts";
import { type ApiAtom, type ClassAtom, type Constant, constantsOf, stringOf, type Value } from "../evaluate/value.ts";
import { DECL_WIDTH, MEMBER, MemberKind, Op, PARAM, ParamKind } from "../language/ir.ts";
import { list, members, params, text } from "../language/read.ts";
import type { LocatedText, Schema } from "./surface.ts";
import { placeOf, textOf } from "./texts.ts";
import { proveFields, proveValue } from "./validators.ts";

type Mutable = { -readonly [K in keyof Schema]: Schema[K] };

/** Parameters that frameworks fill in themselves, by the name of their type. */
const INJECTED = /(?:^|\.)(?:Context|Request|Session|ServerSession)(?:\[|$)/;

/** Schema of a Python function whose parameters are the arguments of a tool. */
export function schemaOfParameters(f: Frame, unit: number, fn: number): { schema: Schema; names: readonly string[] } {
  const inner = {
    ...f,
    unit: f.engine.unit(unit),
    unitIndex: unit,
    act: (f.engine.modules[unit] as { activation: Frame["act"] }).activation,
  };
  const source = inner.unit;
  const properties: Record<string, Schema> = Object.create(null) as Record<string, Schema>;
  const required: string[] = [];
  const names: string[] = [];
  for (const param of params(source, fn)) {
    const d = source.data;
    const name = text(source, source.decls[(d[param + PARAM.decl] as number) * DECL_WIDTH] as number);
    const kind = d[param + PARAM.kind];
    const type = text(source, d[param + PARAM.typeText] as number);
    if (kind === ParamKind.rest || kind === ParamKind.kwRest || name === "self" || name === "cls" || INJECTED.test(type) || name === "ctx")
      continue;
    const annotation = d[param + PARAM.annotation] as number;
    const schema: Mutable = annotation === 0 ? { type: "unknown" } : copyOfSchema(schemaOfHint(inner, annotation, 0));
    const fallback = d[param + PARAM.defaultValue] as number;
    if (fallback !== 0) describeDefault(inner, fallback, schema);
    else required.push(name);
    properties[name] = schema;
    names.push(name);
  }
  return { schema: { type: "object", properties, required }, names };
}

const SIMPLE: Readonly<Record<string, Schema["type"]>> = {
  str: "string",
  int: "integer",
  float: "number",
  bool: "boolean",
  dict: "object",
  list: "array",
  Any: "unknown",
  bytes: "string",
  Dict: "object",
  List: "array",
};

/** A type hint: names, Optional, Union, Literal, Annotated, containers, enums and pydantic models. */
export function schemaOfHint(f: Frame, node: number, depth: number): Schema {
  const d = f.unit.data;
  if (depth > 8) return { type: "unknown" };
  if (d[node] === Op.Str) return { type: SIMPLE[text(f.unit, d[node + 3] as number)] ?? "unknown" };
  if (d[node] === Op.Binary && text(f.unit, d[node + 3] as number) === "|") {
    const sides = [schemaOfHint(f, d[node + 4] as number, depth + 1), schemaOfHint(f, d[node + 5] as number, depth + 1)].filter(
      (side) => side.type !== "null",
    );
    return sides.length === 1 ? (sides[0] as Schema) : { type: "unknown", anyOf: sides };
  }
  if (d[node] === Op.Null) return { type: "null" };
  if (d[node] === Op.Index) return subscripted(f, typeName(f, d[node + 3] as number), d[node + 4] as number, depth);
  const name = lastName(f, node);
  const simple = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  return simple === undefined ? schemaOfType(f, evaluate(f, node), depth) : { type: simple };
}

/** A type by its value, where an annotation names it by another word: `Mode = Literal["a", "b"]`. */
function schemaOfType(f: Frame, type: Value, depth: number): Schema {
  const sides = type.atoms.map((atom): Schema => {
    if (atom.tag === "class") return schemaOfClass(f, atom, depth + 1);
    if (atom.tag !== "api") return { type: atom.tag === "const" && atom.value === null ? "null" : "unknown" };
    if (atom.subscript !== undefined) return schemaOfGeneric(f, wordOf(atom).replace("[]", ""), typeArguments(atom.subscript), depth + 1);
    return { type: SIMPLE[wordOf(atom)] ?? "unknown" };
  });
  const said = sides.filter((side) => side.type !== "null");
  return said.length === 1 ? (said[0] as Schema) : said.length === 0 || depth > 8 ? { type: "unknown" } : { type: "unknown", anyOf: said };
}

function schemaOfGeneric(f: Frame, name: string, args: readonly Value[], depth: number): Schema {
  const [first] = args;
  if (first === undefined || depth > 8) return { type: "unknown" };
  if (name === "Literal") return literal(args.flatMap((value) => constantsOf(value) ?? []));
  if (name === "Optional") return schemaOfType(f, first, depth);
  if (name === "Annotated") return annotated(f, schemaOfType(f, first, depth), args.slice(1));
  if (name === "Union") return { type: "unknown", anyOf: args.map((value) => schemaOfType(f, value, depth)) };
  if (LISTS.has(name)) return { type: "array", items: schemaOfType(f, first, depth) };
  return { type: MAPS.has(name) ? "object" : "unknown" };
}

/** A named annotation, with the notes that stand behind the type. */
function annotated(f: Frame, type: Schema, notes: readonly Value[]): Schema {
  const schema: Mutable = copyOfSchema(type);
  for (const note of notes) {
    const call = note.atoms.find((atom): atom is ApiAtom => atom.tag === "api")?.call;
    if (call != null) describe({ ...f, unit: f.engine.unit(call.unit), unitIndex: call.unit }, note, call.node, schema);
  }
  return schema;
}

function typeArguments(subscript: Value): readonly Value[] {
  const [list] = subscript.atoms;
  return list?.tag === "object" && list.shape === "array" ? [...list.fields.values()] : [subscript];
}

function wordOf(atom: ApiAtom): string {
  return atom.api.name.slice(atom.api.name.lastIndexOf(".") + 1);
}

/** The word of a generic type, also where it was imported under another one. */
function typeName(f: Frame, node: number): string {
  const name = lastName(f, node);
  if (f.unit.data[node] !== Op.Ref || GENERIC.has(name)) return name;
  const api = evaluate(f, node).atoms.find((atom): atom is ApiAtom => atom.tag === "api");
  return api === undefined ? name : wordOf(api);
}

function lastName(f: Frame, node: number): string {
  const d = f.unit.data;
  if (d[node] === Op.Ref) return text(f.unit, f.unit.decls[(d[node + 3] as number) * DECL_WIDTH] as number);
  if (d[node] === Op.Global) return text(f.unit, d[node + 3] as number);
  return d[node] === Op.Member ? text(f.unit, d[node + 4] as number) : "";
}

const LISTS: ReadonlySet<string> = new Set(["list", "List", "Sequence", "set", "tuple", "Tuple", "Iterable"]);
const MAPS: ReadonlySet<string> = new Set(["dict", "Dict", "Mapping"]);
const GENERIC: ReadonlySet<string> = new Set(["Literal", "Optional", "Union", "Annotated", ...LISTS, ...MAPS]);

function literal(values: readonly Constant[]): Schema {
  const known = values.filter((value): value is string | number | boolean | null => value !== undefined);
  return { type: typeof known[0] === "number" ? "number" : "string", enum: known };
}

function subscripted(f: Frame, name: string, argument: number, depth: number): Schema {
  const d = f.unit.data;
  const args = d[argument] === Op.Array ? [...list(f.unit, argument + 4)] : [argument];
  const [first] = args;
  if (first === undefined) return { type: "unknown" };
  switch (name) {
    case "Literal":
      // Under another word than Literal, the front end takes texts for names of types.
      return literal(args.flatMap((node) => constantsOf(evaluate(f, node)) ?? [lastName(f, node)]));
    case "Optional":
      return schemaOfHint(f, first, depth + 1);
    case "Union":
      return { type: "unknown", anyOf: args.map((node) => schemaOfHint(f, node, depth + 1)) };
    case "Annotated": {
      const schema: Mutable = copyOfSchema(schemaOfHint(f, first, depth + 1));
      for (const node of args.slice(1)) describe(f, evaluate(f, node), node, schema);
      return schema;
    }
    default:
      if (LISTS.has(name)) return { type: "array", items: schemaOfHint(f, first, depth + 1) };
      return { type: MAPS.has(name) ? "object" : "unknown" };
  }
}

/** Field(...) of an annotation or default: description, pattern and bounds, whatever the library calls itself. */
function describe(f: Frame, value: Value, node: number, schema: Mutable): void {
  const plain = stringOf(value);
  if (plain !== null) {
    schema.description ??= located(f, value, node) as LocatedText;
    return;
  }
  for (const atom of value.atoms) {
    if (atom.tag !== "api" || atom.call === null) continue;
    proveValue(f, atom, node, schema);
    const keywords = atom.call.keywords;
    const description = keywords?.get("description");
    if (description !== undefined) {
      const text = located(f, description, node);
      if (text !== null) schema.description = text;
    }
    const pattern = stringOf(keywords?.get("pattern") ?? keywords?.get("regex") ?? value);
    if (pattern !== null) schema.pattern = pattern;
    for (const [from, to] of [
      ["max_length", "maxLength"],
      ["min_length", "minLength"],
      ["le", "maximum"],
      ["ge", "minimum"],
    ] as const) {
      const number = constantsOf(keywords?.get(from) ?? value)?.[0];
      if (typeof number === "number") schema[to] = number;
    }
  }
}

function located(f: Frame, value: Value, node: number): LocatedText | null {
  const text = textOf(value);
  return text === null ? null : { ...text, place: placeOf(f.engine, f.unitIndex, node) };
}

function describeDefault(f: Frame, node: number, schema: Mutable): void {
  const value = evaluate(f, node);
  const constant = constantsOf(value);
  if (constant !== null && constant.length === 1 && constant[0] !== undefined) schema.default = constant[0];
  else describe(f, value, node, schema);
}

/** Enum classes become their values; other annotated classes become objects. */
export function schemaOfClass(f: Frame, cls: ClassAtom, depth: number): Schema {
  const unit = f.engine.unit(cls.unit);
  const inner = { ...f, unit, unitIndex: cls.unit, act: cls.env };
  const isEnum = cls.supers.some((parent) =>
    parent.atoms.some((atom) => atom.tag === "api" && /(?:^|\.)(?:Str|Int)?Enum$/.test(atom.api.name)),
  );
  const properties: Record<string, Schema> = Object.create(null) as Record<string, Schema>;
  const values: (string | number | boolean | null)[] = [];
  const required: string[] = [];
  for (const member of members(unit, cls.cls)) {
    const d = unit.data;
    if (d[member + MEMBER.kind] !== MemberKind.field) continue;
    const name = text(unit, d[member + MEMBER.name] as number);
    const value = d[member + MEMBER.value] as number;
    if (isEnum) {
      const constant = value === 0 ? undefined : constantsOf(evaluate(inner, value))?.[0];
      if (constant !== undefined) values.push(constant);
      continue;
    }
    const annotation = d[member + MEMBER.annotation] as number;
    if (annotation === 0) continue;
    const schema: Mutable = copyOfSchema(schemaOfHint(inner, annotation, depth + 1));
    if (value !== 0) describeDefault(inner, value, schema);
    else required.push(name);
    properties[name] = schema;
  }
  if (!isEnum) proveFields(f, cls, properties);
  if (isEnum) return { type: "string", enum: values };
  return { type: "object", properties, required };
}
