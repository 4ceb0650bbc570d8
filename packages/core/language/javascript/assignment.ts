import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import type { Context } from "./context.ts";
import { lowerExpression } from "./dispatch.ts";
import { nameOf } from "./literals.ts";
import { lowerNamed } from "./naming.ts";
import { bind, isPattern, lowerTarget } from "./patterns.ts";

const OPERATOR_TEXT: string[] = [];

export function operatorText(kind: ts.SyntaxKind): string {
  let text = OPERATOR_TEXT[kind];
  if (text === undefined) {
    text = ts.tokenToString(kind) ?? "?";
    OPERATOR_TEXT[kind] = text;
  }
  return text;
}

const EQUALS = ts.SyntaxKind.EqualsToken;

const LOGICAL_ASSIGNMENT = new Map<ts.SyntaxKind, typeof Op.And | typeof Op.Or | typeof Op.Nullish>([
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, Op.And],
  [ts.SyntaxKind.BarBarEqualsToken, Op.Or],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, Op.Nullish],
]);

export function lowerAssignment(cx: Context, node: ts.BinaryExpression): number {
  const place = unwrap(node.left);
  if (node.operatorToken.kind !== EQUALS) return lowerCompound(cx, node, place);
  if (isPattern(place)) {
    const out: number[] = [];
    const source = assignPattern(cx, node, true, out);
    out.push(cx.ref(node.right, source));
    return cx.builder.listNode(Op.Seq, cx.start(node), node.end, [], out);
  }
  const start = cx.start(node);
  const target = lowerTarget(cx, place, false);
  return cx.builder.node(Op.Assign, start, node.end, target, lowerNamed(cx, node.right, lastName(place), node));
}

/** Takes a value apart by a pattern; the assignments go to `out`. Returns the variable that holds the value where `hold` asks for one. */
export function assignPattern(cx: Context, node: ts.BinaryExpression, hold: boolean, out: number[]): number {
  const value = lowerExpression(cx, node.right);
  if (!hold) {
    bind(cx, node.left, value, -1, false, out);
    return -1;
  }
  const source = cx.names.synthetic(cx.fn);
  out.push(cx.define(node.right, source, value));
  bind(cx, node.left, 0, source, false, out);
  return source;
}

/** Name under which an assignment stores its value: the variable or the property. */
function lastName(place: ts.Expression): string {
  if (ts.isIdentifier(place)) return nameOf(place);
  return ts.isPropertyAccessExpression(place) ? nameOf(place.name) : "";
}

function lowerCompound(cx: Context, node: ts.BinaryExpression, place: ts.Expression): number {
  const first: number[] = [];
  const { read, write } = readAndWrite(cx, place, first);
  const operator = node.operatorToken.kind;
  const logical = LOGICAL_ASSIGNMENT.get(operator);
  let value = logical === undefined ? lowerExpression(cx, node.right) : lowerNamed(cx, node.right, lastName(place), node);
  // The text of a compound operator is that of its operation with "=" behind it.
  if (logical === undefined) value = cx.node(Op.Binary, node, cx.builder.string(operatorText(operator).slice(0, -1)), read, value);
  else value = cx.node(logical, node, read, value);
  return inOrder(cx, node, first, cx.node(Op.Assign, node, write, value));
}

/** `x++` and its like. The value of the postfix forms is taken for the new one. */
export function lowerUpdate(cx: Context, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): number {
  const first: number[] = [];
  const { read, write } = readAndWrite(cx, unwrap(node.operand), first);
  const operator = cx.builder.string(node.operator === ts.SyntaxKind.PlusPlusToken ? "+" : "-");
  const value = cx.node(Op.Binary, node, operator, read, cx.node(Op.Num, node, cx.builder.string("1")));
  return inOrder(cx, node, first, cx.node(Op.Assign, node, write, value));
}

function inOrder(cx: Context, node: ts.Node, first: number[], last: number): number {
  return first.length === 0 ? last : cx.builder.listNode(Op.Seq, cx.start(node), node.end, [], [...first, last]);
}

/** Lowers a place that is read and then written. What must not run twice is held in a variable first (`first` gets its assignment). */
function readAndWrite(cx: Context, place: ts.Expression, first: number[]): { read: number; write: number } {
  if (ts.isPropertyAccessExpression(place)) {
    const object = repeatable(cx, place.expression, first);
    const name = cx.builder.string(nameOf(place.name));
    const read = cx.node(Op.Member, place, object(), name);
    return { read, write: cx.node(Op.Member, place, object(), name) };
  }
  if (ts.isElementAccessExpression(place)) {
    const object = repeatable(cx, place.expression, first);
    const index = repeatable(cx, place.argumentExpression, first);
    const read = cx.node(Op.Index, place, object(), index());
    return { read, write: cx.node(Op.Index, place, object(), index()) };
  }
  const read = lowerExpression(cx, place);
  // Only broken code has anything but a name here; its parts must not appear twice either.
  return { read, write: ts.isIdentifier(place) ? lowerTarget(cx, place, false) : cx.node(Op.Undefined, place) };
}

/** A function that makes a node for the value of `node` as often as it is called. */
function repeatable(cx: Context, node: ts.Expression, first: number[]): () => number {
  const inner = unwrap(node);
  if (isPlain(inner)) return () => lowerExpression(cx, inner);
  const source = cx.names.synthetic(cx.fn);
  first.push(cx.define(inner, source, lowerExpression(cx, inner)));
  return () => cx.ref(inner, source);
}

/** True where reading twice costs and does nothing: a name, `this`, a literal. */
export function isPlain(node: ts.Expression): boolean {
  switch (node.kind) {
    case ts.SyntaxKind.Identifier:
    case ts.SyntaxKind.ThisKeyword:
    case ts.SyntaxKind.SuperKeyword:
    case ts.SyntaxKind.StringLiteral:
    case ts.SyntaxKind.NumericLiteral:
      return true;
    default:
      return false;
  }
}
