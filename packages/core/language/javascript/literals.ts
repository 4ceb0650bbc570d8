import ts from "typescript";
import { Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { installForms, lowerExpression } from "./dispatch.ts";

/** Name of an identifier. TypeScript stores names that start with two underscores with a third one in front. */
export function nameOf(node: ts.Identifier | ts.PrivateIdentifier): string {
  const escaped = node.escapedText as string;
  return escaped.charCodeAt(0) === 95 && escaped.charCodeAt(1) === 95 && escaped.charCodeAt(2) === 95 ? escaped.slice(1) : escaped;
}

export function lowerIdentifier(cx: Context, node: ts.Identifier): number {
  const name = nameOf(node);
  if (name === "") return cx.builder.listNode(Op.Opaque, node.end, node.end, [], []);
  const entry = cx.names.entry(name);
  if (entry.decl >= 0) return cx.ref(node, entry.decl);
  return name === "undefined" ? cx.node(Op.Undefined, node) : cx.node(Op.Global, node, entry.string);
}

function lowerString(cx: Context, node: ts.StringLiteral): number {
  return cx.str(node, node.text);
}

function lowerPlainTemplate(cx: Context, node: ts.NoSubstitutionTemplateLiteral): number {
  keepOut(cx, node);
  return cx.str(node, node.text);
}

export function lowerNumber(cx: Context, node: ts.NumericLiteral | ts.BigIntLiteral, sign = ""): number {
  return cx.node(Op.Num, node, cx.builder.string(sign + cx.text.slice(cx.start(node), node.end)));
}

function lowerRegex(cx: Context, node: ts.RegularExpressionLiteral): number {
  keepOut(cx, node);
  const close = node.text.lastIndexOf("/");
  // An unfinished literal at the end of a broken file has one slash only.
  const end = close > 0 ? close : node.text.length;
  return cx.node(Op.Regex, node, cx.builder.string(node.text.slice(1, end)), cx.builder.string(node.text.slice(end + 1)));
}

function lowerTemplate(cx: Context, node: ts.TemplateExpression): number {
  const start = cx.start(node);
  return cx.builder.listNode(Op.Concat, start, node.end, [], templateParts(cx, node, false));
}

/** Texts and values of a template in source order; empty texts only where a tag function counts them. */
export function templateParts(cx: Context, node: ts.TemplateExpression, keepEmpty: boolean): number[] {
  const parts: number[] = [];
  keepOut(cx, node.head);
  if (keepEmpty || node.head.text !== "") parts.push(cx.str(node.head, node.head.text));
  for (const span of node.templateSpans) {
    parts.push(lowerExpression(cx, span.expression));
    keepOut(cx, span.literal);
    if (keepEmpty || span.literal.text !== "") parts.push(cx.str(span.literal, span.literal.text));
  }
  return parts;
}

/** Tells the search for comments that a token is no code. */
export function keepOut(cx: Context, token: ts.Node): void {
  cx.literals.push(cx.start(token), token.end);
}

/** Value of a string literal or of a template without holes; undefined for everything else. */
export function constantText(node: ts.Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.text : undefined;
}

const simple = (op: typeof Op.Null | typeof Op.This | typeof Op.Super) => (cx: Context, node: ts.Node) => cx.node(op, node);

installForms([
  [ts.SyntaxKind.Identifier, lowerIdentifier],
  [ts.SyntaxKind.PrivateIdentifier, (cx: Context, node: ts.PrivateIdentifier) => cx.str(node, nameOf(node))],
  [ts.SyntaxKind.StringLiteral, lowerString],
  [ts.SyntaxKind.NoSubstitutionTemplateLiteral, lowerPlainTemplate],
  [ts.SyntaxKind.NumericLiteral, lowerNumber],
  [ts.SyntaxKind.BigIntLiteral, lowerNumber],
  [ts.SyntaxKind.RegularExpressionLiteral, lowerRegex],
  [ts.SyntaxKind.TemplateExpression, lowerTemplate],
  [ts.SyntaxKind.TrueKeyword, (cx: Context, node: ts.Node) => cx.node(Op.Bool, node, 1)],
  [ts.SyntaxKind.FalseKeyword, (cx: Context, node: ts.Node) => cx.node(Op.Bool, node, 0)],
  [ts.SyntaxKind.NullKeyword, simple(Op.Null)],
  [ts.SyntaxKind.ThisKeyword, simple(Op.This)],
  [ts.SyntaxKind.SuperKeyword, simple(Op.Super)],
]);
