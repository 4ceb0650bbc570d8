import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import { assignPattern } from "./assignment.ts";
import { lowerAsBlock } from "./blocks.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { installForms, lowerExpression, lowerStatement } from "./dispatch.ts";
import { exportDeclaration, exportVariables, lowerExportAssignment, lowerExportList } from "./exports.ts";
import { lowerFunction } from "./functions.ts";
import { lowerImportEquals } from "./imports.ts";
import { nameOf } from "./literals.ts";
import { has, isDeclared } from "./modifiers.ts";
import { lowerNamed } from "./naming.ts";
import { bind, isPattern, lowerTarget } from "./patterns.ts";
import { lowerAnnotation } from "./types.ts";

function lowerExpressionStatement(cx: Context, node: ts.ExpressionStatement, out: number[]): void {
  const start = cx.start(node);
  const inner = unwrap(node.expression);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken && isPattern(unwrap(inner.left))) {
    const assigns: number[] = [];
    assignPattern(cx, inner, false, assigns);
    for (const assign of assigns) out.push(cx.builder.node(Op.Expr, start, node.end, assign));
    return;
  }
  out.push(cx.builder.node(Op.Expr, start, node.end, lowerExpression(cx, inner)));
}

function lowerVariableStatement(cx: Context, node: ts.VariableStatement, out: number[]): void {
  if (isDeclared(node)) return;
  lowerVariables(cx, node.declarationList, node, out);
  exportVariables(cx, node);
}

/** Lowers declarations to assignments. `documented` is the node in front of which their documentation stands. */
export function lowerVariables(cx: Context, list: ts.VariableDeclarationList, documented: ts.Node, out: number[]): void {
  for (const node of list.declarations) {
    const { name, initializer } = node;
    if (node.type !== undefined) annotate(cx, name, node.type);
    if (initializer === undefined) continue;
    const start = cx.start(node);
    if (ts.isIdentifier(name)) {
      const value = lowerNamed(cx, initializer, nameOf(name), documented);
      const assign = cx.builder.node(Op.Assign, start, node.end, lowerTarget(cx, name, true), value);
      out.push(cx.builder.node(Op.Expr, start, node.end, assign));
      continue;
    }
    for (const assign of takeApart(cx, name, initializer)) out.push(cx.builder.node(Op.Expr, start, node.end, assign));
  }
}

/** The assignments of a declared pattern. A variable on the right is read in place; anything else is held first. */
function takeApart(cx: Context, name: ts.BindingPattern, initializer: ts.Expression): number[] {
  const assigns: number[] = [];
  const value = unwrap(initializer);
  const held = ts.isIdentifier(value) ? cx.names.entry(nameOf(value)).decl : -1;
  bind(cx, name, held >= 0 ? 0 : lowerExpression(cx, value), held, true, assigns);
  return assigns;
}

function annotate(cx: Context, name: ts.BindingName, type: ts.TypeNode): void {
  if (!ts.isIdentifier(name)) return;
  const decl = cx.names.entry(nameOf(name)).decl;
  const annotation = decl < 0 ? 0 : lowerAnnotation(cx, type);
  if (annotation > 0) cx.builder.setDeclAnnotation(decl, annotation);
}

function lowerFunctionDeclaration(cx: Context, node: ts.FunctionDeclaration, out: number[]): void {
  if (node.body === undefined || isDeclared(node)) return;
  const name = node.name === undefined ? "default" : nameOf(node.name);
  const known = node.name === undefined ? -1 : cx.names.entry(name).decl;
  const decl = known >= 0 ? known : cx.names.synthetic(cx.fn, name);
  const doc = cx.doc(node);
  const id = lowerFunction(cx, node, { name, flags: 0, cls: -1, doc });
  cx.names.writeAtDeclaration(decl);
  out.push(cx.node(Op.FuncDecl, node, id, decl));
  exportDeclaration(cx, node, name, decl);
}

/** A chain of else-ifs, walked in a loop. Arms beyond the depth limit are put one after the other: each may run. */
function lowerIf(cx: Context, node: ts.IfStatement, out: number[]): void {
  const arms: ts.IfStatement[] = [];
  let last: ts.Statement | undefined = node;
  while (last !== undefined && ts.isIfStatement(last)) {
    arms.push(last);
    last = last.elseStatement;
  }
  const depth = cx.depth;
  // Two levels per arm: the If and the Block of its else.
  const nested = Math.min(arms.length, Math.max(1, (MAX_DEPTH - depth) >> 1));
  if (nested < arms.length)
    cx.problem("depth", cx.start(node), `the arms of an if statement with ${arms.length} arms were read as if several could run`);
  const heads: number[] = [];
  for (let i = 0; i < arms.length; i++) {
    const arm = arms[i] as ts.IfStatement;
    cx.depth = Math.min(MAX_DEPTH - 1, depth + 2 * Math.min(i, nested));
    heads.push(cx.start(arm), lowerExpression(cx, arm.expression), lowerAsBlock(cx, arm.thenStatement));
  }
  let otherwise = last === undefined ? 0 : lowerAsBlock(cx, last);
  cx.depth = depth;
  if (nested < arms.length) {
    const rest: number[] = [];
    for (let i = nested; i < arms.length; i++) rest.push(armOf(cx, arms, heads, i, 0));
    if (otherwise > 0) rest.push(otherwise);
    otherwise = cx.builder.listNode(Op.Block, heads[3 * nested] as number, node.end, [], rest);
  }
  for (let i = nested - 1; i >= 0; i--) {
    const at = armOf(cx, arms, heads, i, otherwise);
    if (i === 0) out.push(at);
    else otherwise = cx.builder.listNode(Op.Block, heads[3 * i] as number, node.end, [], [at]);
  }
}

function armOf(cx: Context, arms: readonly ts.IfStatement[], heads: readonly number[], i: number, otherwise: number): number {
  const end = (arms[i] as ts.IfStatement).end;
  return cx.builder.node(Op.If, heads[3 * i] as number, end, heads[3 * i + 1], heads[3 * i + 2], otherwise);
}

function lowerBlockStatement(cx: Context, node: ts.Block, out: number[]): void {
  out.push(lowerAsBlock(cx, node));
}

/** Lowers a labelled statement; what comes before a loop (the initialiser of a `for`) stays before the label. */
function lowerLabeled(cx: Context, node: ts.LabeledStatement, out: number[]): void {
  const own: number[] = [];
  lowerStatement(cx, node.statement, own);
  const last = own.pop();
  out.push(...own);
  if (last !== undefined) out.push(cx.node(Op.Labeled, node, cx.builder.string(nameOf(node.label)), last));
}

function lowerJump(cx: Context, node: ts.BreakOrContinueStatement, out: number[]): void {
  const kind = node.kind === ts.SyntaxKind.BreakStatement ? Op.Break : Op.Continue;
  out.push(cx.node(kind, node, node.label === undefined ? -1 : cx.builder.string(nameOf(node.label))));
}

function lowerExit(cx: Context, node: ts.ReturnStatement | ts.ThrowStatement, out: number[]): void {
  const start = cx.start(node);
  const value = node.expression === undefined ? 0 : lowerExpression(cx, node.expression);
  out.push(cx.builder.node(node.kind === ts.SyntaxKind.ReturnStatement ? Op.Return : Op.Throw, start, node.end, value));
}

/** `with` hides nothing that can be known: its names are taken for those of the scopes around it. */
function lowerWith(cx: Context, node: ts.WithStatement, out: number[]): void {
  out.push(cx.node(Op.Expr, node.expression, lowerExpression(cx, node.expression)));
  out.push(lowerAsBlock(cx, node.statement));
}

const nothing = (): void => {};

installForms(
  [],
  [
    [ts.SyntaxKind.ExpressionStatement, lowerExpressionStatement],
    [ts.SyntaxKind.VariableStatement, lowerVariableStatement],
    [ts.SyntaxKind.FunctionDeclaration, lowerFunctionDeclaration],
    [ts.SyntaxKind.IfStatement, lowerIf],
    [ts.SyntaxKind.Block, lowerBlockStatement],
    [ts.SyntaxKind.LabeledStatement, lowerLabeled],
    [ts.SyntaxKind.BreakStatement, lowerJump],
    [ts.SyntaxKind.ContinueStatement, lowerJump],
    [ts.SyntaxKind.ReturnStatement, lowerExit],
    [ts.SyntaxKind.ThrowStatement, lowerExit],
    [ts.SyntaxKind.WithStatement, lowerWith],
    [ts.SyntaxKind.ImportEqualsDeclaration, lowerImportEqualsStatement],
    [ts.SyntaxKind.ExportDeclaration, lowerExportList],
    [ts.SyntaxKind.ExportAssignment, lowerExportAssignment],
    // Imports are written when their names are declared; the others are types or do nothing.
    [ts.SyntaxKind.ImportDeclaration, nothing],
    [ts.SyntaxKind.InterfaceDeclaration, nothing],
    [ts.SyntaxKind.TypeAliasDeclaration, nothing],
    [ts.SyntaxKind.NamespaceExportDeclaration, nothing],
    [ts.SyntaxKind.EmptyStatement, nothing],
    [ts.SyntaxKind.DebuggerStatement, nothing],
  ],
);

function lowerImportEqualsStatement(cx: Context, node: ts.ImportEqualsDeclaration, out: number[]): void {
  lowerImportEquals(cx, node, out);
  const name = nameOf(node.name);
  const decl = cx.names.entry(name).decl;
  if (decl >= 0 && !node.isTypeOnly && has(node, ts.SyntaxKind.ExportKeyword)) exportDeclaration(cx, node, name, decl);
}
