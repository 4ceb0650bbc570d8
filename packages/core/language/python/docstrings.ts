import type { Context } from "./context.ts";
import { K } from "./kinds.ts";
import { constantString } from "./strings.ts";

/** First statement of a block, if it is nothing but a string: the node of the string, or 0. */
export function docNode(cx: Context, block: number): number {
  const statement = cx.firstKid(block);
  if (statement === 0 || cx.tree.kind[statement] !== K.expression_statement) return 0;
  const value = cx.firstKid(statement);
  return value === cx.lastKid(statement) && constantString(cx, value) !== null ? value : 0;
}

/** String id of the docstring of a module, class or function body, or -1. */
export function blockDoc(cx: Context, block: number): number {
  const node = docNode(cx, block);
  return node === 0 ? -1 : cx.builder.string(cleanDoc(constantString(cx, node) ?? ""));
}

/**
 * Takes the common indentation and the blank lines at both ends out of a docstring, as the interpreter's
 * own help does. Source: the documentation of inspect.cleandoc.
 */
export function cleanDoc(doc: string): string {
  const lines = doc.split("\n").map(expandTabs);
  let margin = Number.POSITIVE_INFINITY;
  for (const line of lines.slice(1)) {
    const indent = line.search(/\S/);
    if (indent >= 0) margin = Math.min(margin, indent);
  }
  const cut = lines.map((line, index) => (index === 0 ? line.trimStart() : Number.isFinite(margin) ? line.slice(margin) : line));
  let from = 0;
  let to = cut.length;
  while (from < to && cut[from]?.trim() === "") from++;
  while (to > from && cut[to - 1]?.trim() === "") to--;
  return cut.slice(from, to).join("\n").trimEnd();
}

/** Tabs to the next multiple of eight columns. */
function expandTabs(line: string): string {
  if (!line.includes("\t")) return line;
  let out = "";
  for (const part of line.split(/(\t)/)) out += part === "\t" ? " ".repeat(8 - (out.length % 8)) : part;
  return out;
}
