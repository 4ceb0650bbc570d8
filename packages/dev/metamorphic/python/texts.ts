import type { Node } from "web-tree-sitter";
import { edited } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { outermostOf, PythonSource } from "./source.ts";

const SERVER = "server.py";

interface Part {
  readonly constant: boolean;
  readonly text: string;
}

/** Another way to write f"…{x}…". */
function rewriting(name: string, write: (parts: readonly Part[]) => string): Transformation {
  return ofFile(name, SERVER, (text) =>
    PythonSource.read(text, (source) => {
      const found = outermostOf(source.root, (node) => partsOf(node) !== null);
      const edits = found.map((node) => ({ start: node.startIndex, end: node.endIndex, text: write(partsOf(node) ?? []) }));
      return edits.length === 0 ? null : edited(text, edits);
    }),
  );
}

/** Parts of an f-string without format specifications; null for every other node. */
function partsOf(node: Node): Part[] | null {
  if (node.type !== "string" || !/^f["']/.test(node.text) || /^f("""|''')/.test(node.text)) return null;
  const parts: Part[] = [];
  for (const child of node.namedChildren) {
    if (child.type === "string_content") parts.push({ constant: true, text: child.text.replaceAll("{{", "{").replaceAll("}}", "}") });
    else if (child.type === "interpolation" && child.namedChildCount === 1)
      parts.push({ constant: false, text: child.firstNamedChild?.text ?? "" });
    else if (child.type === "interpolation") return null;
  }
  return parts.some((part) => !part.constant) ? parts : null;
}

const values = (parts: readonly Part[]): string[] => parts.filter((part) => !part.constant).map((part) => part.text);
const pattern = (parts: readonly Part[], hole: string): string =>
  JSON.stringify(parts.map((part) => (part.constant ? part.text : hole)).join(""));

/** "a" + b + "c" as f"a{b}c" */
const sumToFormatted: Transformation = ofFile("concatenation to f-string", SERVER, (text) =>
  PythonSource.read(text, (source) => {
    const edits = outermostOf(source.root, isTextSum).map((node) => {
      const parts = operands(node).map((one) => (one.type === "string" ? one.text.slice(1, -1).replace(/[{}]/g, "$&$&") : `{${one.text}}`));
      return { start: node.startIndex, end: node.endIndex, text: `f"${parts.join("")}"` };
    });
    return edits.length === 0 ? null : edited(text, edits);
  }),
);

function isTextSum(node: Node): boolean {
  const all = node.type === "binary_operator" && node.childForFieldName("operator")?.text === "+" ? operands(node) : [];
  const quoted = all.filter((one) => one.type === "string");
  return (
    quoted.length > 0 &&
    quoted.every((one) => /^"[^"\\]*"$/.test(one.text)) &&
    !all.some((one) => one.type !== "string" && one.text.includes('"'))
  );
}

function operands(node: Node): Node[] {
  const left = node.childForFieldName("left");
  const right = node.childForFieldName("right");
  if (node.type !== "binary_operator" || node.childForFieldName("operator")?.text !== "+" || left === null || right === null) return [node];
  return [...operands(left), right];
}

export const TEXTS: readonly Transformation[] = [
  rewriting(
    "f-string to format",
    (parts) =>
      `${JSON.stringify(parts.map((part) => (part.constant ? part.text.replace(/[{}]/g, "$&$&") : "{}")).join(""))}.format(${values(parts).join(", ")})`,
  ),
  rewriting("f-string to named format", (parts) => {
    let at = 0;
    const text = parts.map((part) => (part.constant ? part.text.replace(/[{}]/g, "$&$&") : `{v${at++}}`)).join("");
    return `${JSON.stringify(text)}.format(${values(parts)
      .map((value, index) => `v${index}=${value}`)
      .join(", ")})`;
  }),
  rewriting(
    "f-string to percent",
    (parts) =>
      `(${pattern(
        parts.map((part) => (part.constant ? { ...part, text: part.text.replaceAll("%", "%%") } : part)),
        "%s",
      )} % (${values(parts).join(", ")},))`,
  ),
  rewriting(
    "f-string to concatenation",
    (parts) => `(${parts.map((part) => (part.constant ? JSON.stringify(part.text) : `str(${part.text})`)).join(" + ")})`,
  ),
  rewriting(
    "f-string to join",
    (parts) => `"".join([${parts.map((part) => (part.constant ? JSON.stringify(part.text) : `str(${part.text})`)).join(", ")}])`,
  ),
  sumToFormatted,
];
