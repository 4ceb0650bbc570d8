import type { LocatedText, Place, Schema, Tool } from "@mcp-assay/core/surface/surface";

/** One text of a tool that models read. */
export interface ToolText {
  /** For people: "description", "default of argument mode". */
  readonly where: string;
  readonly part: "description" | "argument" | "value";
  readonly text: string;
  readonly place: Place;
}

const DEEPEST = 8;
/** A schema of more nodes than this is read as far as that. */
const MOST = 500;

/** Everything a model reads of a tool: its description, the descriptions of its arguments, and all other words of title and schemas. */
export function toolTexts(tool: Tool): ToolText[] {
  const out: ToolText[] = [];
  if (tool.description !== null)
    out.push({ where: "the description", part: "description", text: tool.description.text, place: tool.description.place });
  if (tool.title !== null) out.push({ where: "the title", part: "value", text: tool.title.text, place: tool.title.place });
  if (tool.inputSchema !== null) walk(tool.inputSchema, "", "argument", tool.place, 0, out);
  if (tool.outputSchema !== null) walk(tool.outputSchema, "", "result", tool.place, 0, out);
  return out;
}

function walk(schema: Schema, name: string, side: "argument" | "result", place: Place, depth: number, out: ToolText[]): void {
  if (depth > DEEPEST || out.length > MOST) return;
  const of = name === "" ? (side === "argument" ? "the arguments" : "the result") : `${side} ${name}`;
  const here = placeOf(schema.description) ?? place;
  const value = (where: string, text: unknown) => {
    if (typeof text === "string" && text !== "") out.push({ where, part: "value", text, place: here });
  };
  if (schema.description !== undefined) {
    out.push({
      where: `the description of ${of}`,
      part: side === "argument" ? "argument" : "value",
      text: schema.description.text,
      place: here,
    });
  }
  value(`the title of ${of}`, schema.title);
  value(`the default of ${of}`, schema.default);
  for (const one of (schema.enum ?? []).slice(0, MOST)) value(`a value of ${of}`, one);
  for (const { path, text } of (schema.extras ?? []).slice(0, MOST)) value(`${path} of ${of}`, text);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    value(`the name of ${side} ${name === "" ? "" : `${name}.`}${key}`, key);
    walk(inner, name === "" ? key : `${name}.${key}`, side, here, depth + 1, out);
  }
  if (schema.items !== undefined) walk(schema.items, name === "" ? "[]" : `${name}[]`, side, here, depth + 1, out);
  for (const one of schema.anyOf ?? []) walk(one, name, side, here, depth + 1, out);
}

/** A text whose place is not known belongs to no file. */
function placeOf(text: LocatedText | undefined): Place | null {
  return text === undefined || text.place.file === "" ? null : text.place;
}
