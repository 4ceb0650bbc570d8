import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import { lowerUpdate, operatorText } from "./assignment.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { installForms, lowerExpression, opaque } from "./dispatch.ts";
import { lowerNumber } from "./literals.ts";

function lowerPrefix(cx: Context, node: ts.PrefixUnaryExpression): number {
  if (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken) return lowerUpdate(cx, node);
  const operand = unwrap(node.operand);
  if (ts.isNumericLiteral(operand)) {
    if (node.operator === ts.SyntaxKind.MinusToken) return lowerNumber(cx, operand, "-");
    const truth = node.operator === ts.SyntaxKind.ExclamationToken ? NEGATED.get(operand.text) : undefined;
    if (truth !== undefined) return cx.node(Op.Bool, node, truth);
  }
  return unary(cx, node, operatorText(node.operator), node.operand);
}

/** What minifiers write for false and true. */
const NEGATED: ReadonlyMap<string, number> = new Map([
  ["0", 1],
  ["1", 0],
]);

function unary(cx: Context, node: ts.Node, operator: string, operand: ts.Expression): number {
  const value = lowerExpression(cx, operand);
  return cx.node(Op.Unary, node, cx.builder.string(operator), value);
}

function lowerVoid(cx: Context, node: ts.VoidExpression): number {
  const operand = unwrap(node.expression);
  return ts.isNumericLiteral(operand) ? cx.node(Op.Undefined, node) : unary(cx, node, "void", operand);
}

/** A chain of conditionals hangs on its last arm; it is walked in a loop, since switches compile to long ones. */
function lowerConditional(cx: Context, node: ts.ConditionalExpression): number {
  const start = cx.start(node);
  const arms: ts.ConditionalExpression[] = [];
  let last: ts.Expression = node;
  while (last.kind === ts.SyntaxKind.ConditionalExpression) {
    arms.push(last as ts.ConditionalExpression);
    last = unwrap((last as ts.ConditionalExpression).whenFalse);
  }
  const depth = cx.depth;
  const wide = depth + arms.length >= MAX_DEPTH;
  const parts: number[] = [];
  for (const arm of arms) {
    parts.push(lowerExpression(cx, arm.condition), lowerExpression(cx, arm.whenTrue));
    if (!wide) cx.depth++;
  }
  let value = lowerExpression(cx, last);
  cx.depth = depth;
  if (wide) {
    cx.problem("depth", start, `a conditional of ${arms.length} arms was read as one value`);
    return opaque(cx, node, [...parts, value]);
  }
  for (let i = arms.length - 1; i >= 0; i--) {
    value = cx.node(Op.Cond, arms[i] as ts.Node, parts[2 * i] as number, parts[2 * i + 1] as number, value);
  }
  return value;
}

function lowerYield(cx: Context, node: ts.YieldExpression): number {
  if (node.expression === undefined) return cx.node(Op.Yield, node, 0);
  const value = lowerExpression(cx, node.expression);
  return cx.node(Op.Yield, node, node.asteriskToken ? cx.node(Op.IterElem, node.expression, value) : value);
}

function lowerAwait(cx: Context, node: ts.AwaitExpression): number {
  const start = cx.start(node);
  return cx.builder.node(Op.Await, start, node.end, lowerExpression(cx, node.expression));
}

function lowerSpread(cx: Context, node: ts.SpreadElement): number {
  return cx.node(Op.Spread, node, lowerExpression(cx, node.expression));
}

installForms([
  [ts.SyntaxKind.PrefixUnaryExpression, lowerPrefix],
  [ts.SyntaxKind.PostfixUnaryExpression, lowerUpdate],
  [ts.SyntaxKind.VoidExpression, lowerVoid],
  [ts.SyntaxKind.TypeOfExpression, (cx: Context, node: ts.TypeOfExpression) => unary(cx, node, "typeof", node.expression)],
  [ts.SyntaxKind.DeleteExpression, (cx: Context, node: ts.DeleteExpression) => unary(cx, node, "delete", node.expression)],
  [ts.SyntaxKind.ConditionalExpression, lowerConditional],
  [ts.SyntaxKind.YieldExpression, lowerYield],
  [ts.SyntaxKind.AwaitExpression, lowerAwait],
  [ts.SyntaxKind.SpreadElement, lowerSpread],
]);
