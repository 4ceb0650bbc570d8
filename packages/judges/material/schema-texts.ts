import type { Schema } from "@mcp-assay/core/surface/surface";

/** A text inside a schema, and where: "input.path description". */
export interface SchemaText {
  readonly where: string;
  readonly text: string;
}

/** Schemas nest as deep as their authors like; nobody reads further. */
const DEEPEST = 8;
const MOST = 400;

/** Every text of a schema that a model reads: descriptions, titles, names, defaults, allowed values and keys of no standard. */
export function schemaTexts(schema: Schema | null, where: string): SchemaText[] {
  const out: SchemaText[] = [];
  const visit = (one: Schema, at: string, depth: number): void => {
    if (depth > DEEPEST || out.length >= MOST) return;
    const put = (what: string, text: unknown): void => {
      if (typeof text === "string" && text !== "") out.push({ where: `${at} ${what}`, text });
    };
    put("description", one.description?.text);
    put("title", one.title);
    put("default", one.default);
    for (const value of one.enum ?? []) put("value", value);
    for (const extra of one.extras ?? []) put(extra.path, extra.text);
    for (const [name, property] of Object.entries(one.properties ?? {})) {
      put("parameter", name);
      visit(property, `${at}.${name}`, depth + 1);
    }
    if (one.items !== undefined) visit(one.items, `${at}[]`, depth + 1);
    for (const other of one.anyOf ?? []) visit(other, at, depth + 1);
  };
  if (schema !== null) visit(schema, where, 0);
  return out;
}

/** Whether a text is long enough to tell a model anything; single words are not. */
export function isInstruction(text: string): boolean {
  return text.length >= 12 && /[\s_-]|[^\x20-\x7e]/u.test(text);
}

/** A schema as lines: each parameter with its type, and every text with where it stands. */
export function shownSchema(schema: Schema | null, texts: readonly SchemaText[]): string {
  const required = new Set(schema?.required ?? []);
  const parameters = Object.entries(schema?.properties ?? {}).map(
    ([name, property]) => `${name}: ${property.type}${required.has(name) ? "" : ", optional"}`,
  );
  return [...parameters, ...texts.filter(({ where }) => !where.endsWith(" parameter")).map(({ where, text }) => `${where}: ${text}`)].join(
    "\n",
  );
}
