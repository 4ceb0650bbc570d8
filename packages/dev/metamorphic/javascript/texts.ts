import ts from "typescript";
import { edited } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { outermost, Source } from "./source.ts";

const SERVER = "server.ts";
/** Texts inside texts are rewritten from the outside in. */
const ROUNDS = 6;

/** `${a}b` as "" + a + "b" */
export const templateToSum: Transformation = rewriting("template to concatenation", isTemplate, (source, node) => {
  const parts = templateParts(source, node as ts.TemplateExpression);
  return `(${parts.map((part) => (part.constant ? JSON.stringify(part.text) : `(${part.text})`)).join(" + ")})`;
});

/** `${a}b` as ["", a, "b"].join("") */
export const templateToJoin: Transformation = rewriting("template to join", isTemplate, (source, node) => {
  const parts = templateParts(source, node as ts.TemplateExpression);
  return `[${parts.map((part) => (part.constant ? JSON.stringify(part.text) : part.text)).join(", ")}].join("")`;
});

/** "a" + b as `a${b}` */
export const sumToTemplate: Transformation = rewriting("concatenation to template", isTextSum, (source, node) => {
  const parts = operands(node as ts.BinaryExpression).map((operand) =>
    ts.isStringLiteral(operand) ? operand.text.replace(/[\\`]|\$(?=\{)/g, "\\$&").replaceAll("\n", "\\n") : `\${${source.textOf(operand)}}`,
  );
  return `\`${parts.join("")}\``;
});

function rewriting(name: string, pick: (node: ts.Node) => boolean, write: (source: Source, node: ts.Node) => string): Transformation {
  return ofFile(name, SERVER, (text) => {
    let now = text;
    for (let round = 0; round < ROUNDS; round++) {
      const source = new Source(now);
      const found = outermost(source.tree, (node): node is ts.Node => pick(node));
      if (found.length === 0) break;
      now = edited(
        now,
        found.map((node) => ({ start: node.getStart(), end: node.getEnd(), text: write(source, node) })),
      );
    }
    return now;
  });
}

function isTemplate(node: ts.Node): boolean {
  return ts.isTemplateExpression(node) && !ts.isTaggedTemplateExpression(node.parent);
}

function templateParts(source: Source, node: ts.TemplateExpression): { constant: boolean; text: string }[] {
  const spans = node.templateSpans.flatMap((span) => [
    { constant: false, text: source.textOf(span.expression) },
    { constant: true, text: span.literal.text },
  ]);
  return [{ constant: true, text: node.head.text }, ...spans.filter((part) => !part.constant || part.text !== "")];
}

/** A sum that is a text from its second operand on, so that no numbers are added in it. */
function isTextSum(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return false;
  return operands(node)
    .slice(0, 2)
    .some((operand) => ts.isStringLiteral(operand));
}

function operands(node: ts.Expression): ts.Expression[] {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken ? [...operands(node.left), node.right] : [node];
}
