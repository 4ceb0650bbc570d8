import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import { lowerAssignment, operatorText } from "./assignment.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { installForms, lowerExpression } from "./dispatch.ts";
import { constantText } from "./literals.ts";

const BINARY = ts.SyntaxKind.BinaryExpression;
const PLUS = ts.SyntaxKind.PlusToken;
const COMMA = ts.SyntaxKind.CommaToken;
const FIRST_ASSIGNMENT = ts.SyntaxKind.FirstAssignment;
const LAST_ASSIGNMENT = ts.SyntaxKind.LastAssignment;

const LOGICAL = new Map<ts.SyntaxKind, typeof Op.And | typeof Op.Or | typeof Op.Nullish>([
  [ts.SyntaxKind.AmpersandAmpersandToken, Op.And],
  [ts.SyntaxKind.BarBarToken, Op.Or],
  [ts.SyntaxKind.QuestionQuestionToken, Op.Nullish],
]);

/** Runs of a logical operator longer than this are grouped as a balanced tree: the operators are associative. */
const LONG_RUN = 8;

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= FIRST_ASSIGNMENT && kind <= LAST_ASSIGNMENT;
}

/** Lowers a binary expression together with its whole left edge, without recursion: sums of thousands of texts exist. */
function lowerBinary(cx: Context, node: ts.BinaryExpression): number {
  if (isAssignment(node.operatorToken.kind)) return lowerAssignment(cx, node);
  let left = unwrap(node.left);
  // (0, lib.run)(x): what compilers write for a call without `this`.
  if (node.operatorToken.kind === COMMA && left.kind === ts.SyntaxKind.NumericLiteral) return lowerExpression(cx, unwrap(node.right));
  const start = cx.start(node);
  const spine: ts.BinaryExpression[] = [node];
  while (left.kind === BINARY && !isAssignment((left as ts.BinaryExpression).operatorToken.kind)) {
    spine.push(left as ts.BinaryExpression);
    left = unwrap((left as ts.BinaryExpression).left);
  }
  if (spine.length > 2 && cx.depth + nestingOf(spine) >= MAX_DEPTH) return lowerWide(cx, node, spine, left);
  const depth = cx.depth;
  cx.depth = Math.min(MAX_DEPTH - 1, depth + nestingOf(spine));
  let folded = constantText(left);
  let next = spine.length - 1;
  while (folded !== undefined && next >= 0) {
    const sum = spine[next] as ts.BinaryExpression;
    const right = sum.operatorToken.kind === PLUS ? constantText(sum.right) : undefined;
    if (right === undefined) break;
    folded += right;
    next--;
  }
  const first = spine[next + 1];
  let value = folded !== undefined && first !== undefined ? cx.str(first, folded) : lowerExpression(cx, left);
  while (next >= 0) {
    const count = runLength(spine, next);
    value = lowerRun(cx, spine, next, count, value, start);
    next -= count;
  }
  cx.depth = depth;
  return value;
}

/** Levels that a spine becomes: a run of commas or of one logical operator is nearly flat. */
function nestingOf(spine: readonly ts.BinaryExpression[]): number {
  if (spine.length <= LONG_RUN) return spine.length;
  let levels = 0;
  for (let i = spine.length - 1; i >= 0; levels++) {
    const count = runLength(spine, i);
    if (count > LONG_RUN) levels += LONG_RUN;
    i -= count;
  }
  return levels;
}

/** How many neighbours, from `from` outwards, can be lowered as one group. */
function runLength(spine: readonly ts.BinaryExpression[], from: number): number {
  const kind = (spine[from] as ts.BinaryExpression).operatorToken.kind;
  if (kind !== COMMA && !LOGICAL.has(kind)) return 1;
  let count = 1;
  while (count <= from && (spine[from - count] as ts.BinaryExpression).operatorToken.kind === kind) count++;
  return count;
}

function lowerRun(cx: Context, spine: readonly ts.BinaryExpression[], from: number, count: number, left: number, start: number): number {
  const last = spine[from - count + 1] as ts.BinaryExpression;
  const kind = last.operatorToken.kind;
  if (count === 1 && kind !== COMMA) {
    const right = lowerExpression(cx, last.right);
    const logical = LOGICAL.get(kind);
    if (logical !== undefined) return cx.builder.node(logical, start, last.end, left, right);
    return cx.builder.node(Op.Binary, start, last.end, cx.builder.string(operatorText(kind)), left, right);
  }
  const values = [left];
  for (let i = from; i > from - count; i--) values.push(lowerExpression(cx, (spine[i] as ts.BinaryExpression).right));
  const logical = LOGICAL.get(kind);
  if (logical === undefined) return cx.builder.listNode(Op.Seq, start, last.end, [], values);
  const ends = spine.slice(from - count + 1, from + 1).map((node) => node.end);
  return group(cx, logical, values, ends.reverse(), start);
}

/** Joins the values of a run: from the left where it is short, as a balanced tree where it is long. */
function group(
  cx: Context,
  kind: typeof Op.And | typeof Op.Or | typeof Op.Nullish,
  values: readonly number[],
  ends: readonly number[],
  start: number,
): number {
  if (values.length > LONG_RUN) return balanced(cx, kind, values, ends, 0, values.length, start);
  let value = values[0] as number;
  for (let i = 1; i < values.length; i++) value = cx.builder.node(kind, start, ends[i - 1] as number, value, values[i] as number);
  return value;
}

function balanced(
  cx: Context,
  kind: typeof Op.And | typeof Op.Or | typeof Op.Nullish,
  values: readonly number[],
  ends: readonly number[],
  from: number,
  to: number,
  start: number,
): number {
  if (to - from === 1) return values[from] as number;
  const middle = (from + to) >> 1;
  const left = balanced(cx, kind, values, ends, from, middle, start);
  const right = balanced(cx, kind, values, ends, middle, to, start);
  return cx.builder.node(kind, start, ends[to - 2] as number, left, right);
}

/** A spine beyond the depth limit: a sum reads like a template, anything else keeps its operands only. */
function lowerWide(cx: Context, node: ts.BinaryExpression, spine: readonly ts.BinaryExpression[], left: ts.Expression): number {
  const start = cx.start(node);
  const values = [lowerExpression(cx, left)];
  for (let i = spine.length - 1; i >= 0; i--) values.push(lowerExpression(cx, (spine[i] as ts.BinaryExpression).right));
  if (spine.every((sum) => sum.operatorToken.kind === PLUS)) return cx.builder.listNode(Op.Concat, start, node.end, [], values);
  cx.problem("depth", start, `an expression of ${spine.length} operators was read as one value`);
  return cx.builder.listNode(Op.Opaque, start, node.end, [], values);
}

installForms([[BINARY, lowerBinary]]);
