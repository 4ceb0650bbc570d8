import ts from "typescript";
import { Op } from "../ir.ts";
import { type Context, MAX_DEPTH } from "./context.ts";

/** Lowers an expression and returns its node id. */
export type LowerExpression = (cx: Context, node: never) => number;

/** Lowers a statement and appends what it becomes (nothing, one statement or several) to `out`. */
export type LowerStatement = (cx: Context, node: never, out: number[]) => void;

type Expressions = ReadonlyArray<readonly [ts.SyntaxKind, LowerExpression]>;
type Statements = ReadonlyArray<readonly [ts.SyntaxKind, LowerStatement]>;

// Indexed by ts.SyntaxKind. A switch would compare one property of ts.SyntaxKind after the other:
// the enum is no constant for the compiler that runs here.
const expressionForms: Array<(cx: Context, node: ts.Node) => number> = new Array(ts.SyntaxKind.Count).fill(lowerUnknown);
const statementForms: Array<(cx: Context, node: ts.Node, out: number[]) => void> = new Array(ts.SyntaxKind.Count).fill(
  lowerUnknownStatement,
);

/** Installs the forms that a category file knows. */
export function installForms(expressions: Expressions, statements: Statements = []): void {
  for (const [kind, lower] of expressions) expressionForms[kind] = lower as (cx: Context, node: ts.Node) => number;
  for (const [kind, lower] of statements) statementForms[kind] = lower as (cx: Context, node: ts.Node, out: number[]) => void;
}

export function lowerExpression(cx: Context, node: ts.Node): number {
  if (cx.depth >= MAX_DEPTH) return tooDeep(cx, node);
  cx.depth++;
  const at = (expressionForms[node.kind] as (cx: Context, node: ts.Node) => number)(cx, node);
  cx.depth--;
  return at;
}

export function lowerStatement(cx: Context, node: ts.Node, out: number[]): void {
  if (cx.depth >= MAX_DEPTH) {
    out.push(cx.node(Op.Expr, node, tooDeep(cx, node)));
    return;
  }
  cx.depth++;
  (statementForms[node.kind] as (cx: Context, node: ts.Node, out: number[]) => void)(cx, node, out);
  cx.depth--;
}

/** An expression whose value depends on all of the given ones, in a way that the IR does not spell. */
export function opaque(cx: Context, at: ts.Node, children: readonly number[]): number {
  return cx.builder.listNode(Op.Opaque, cx.start(at), at.end, [], children);
}

export function tooDeep(cx: Context, node: ts.Node): number {
  const start = cx.start(node);
  cx.problem("depth", start, `code nested more than ${MAX_DEPTH} levels deep was not read`);
  return opaque(cx, node, []);
}

/** What is no known expression still depends on the expressions in it. */
function lowerUnknown(cx: Context, node: ts.Node): number {
  const children: number[] = [];
  ts.forEachChild(node, (child) => {
    if (expressionForms[child.kind] !== lowerUnknown) children.push(lowerExpression(cx, child));
  });
  return opaque(cx, node, children);
}

/** Only broken code brings an unknown statement; its parts are kept as far as they are expressions. */
function lowerUnknownStatement(cx: Context, node: ts.Node, out: number[]): void {
  out.push(cx.node(Op.Expr, node, lowerExpression(cx, node)));
}
