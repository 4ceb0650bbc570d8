import ts from "typescript";
import { DeclFlag, Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import { isPlain } from "./assignment.ts";
import { lowerAsBlock, lowerScoped, lowerStatements } from "./blocks.ts";
import type { Context } from "./context.ts";
import { installForms, lowerExpression } from "./dispatch.ts";
import { declareLexical, declareList, declareNames, isVar } from "./hoist.ts";
import { nameOf } from "./literals.ts";
import { bind } from "./patterns.ts";
import { lowerVariables } from "./statements.ts";

function lowerTry(cx: Context, node: ts.TryStatement, out: number[]): void {
  const start = cx.start(node);
  const block = lowerAsBlock(cx, node.tryBlock);
  const catches = node.catchClause === undefined ? [] : [lowerCatch(cx, node.catchClause)];
  const last = node.finallyBlock === undefined ? 0 : lowerAsBlock(cx, node.finallyBlock);
  out.push(cx.builder.listNode(Op.Try, start, node.end, [block, last, 0], catches));
}

function lowerCatch(cx: Context, node: ts.CatchClause): number {
  const start = cx.start(node);
  const mark = cx.names.enter();
  const out: number[] = [];
  const decl = node.variableDeclaration === undefined ? -1 : catchDecl(cx, node.variableDeclaration.name, out);
  const blockStart = cx.start(node.block);
  lowerScoped(cx, node.block.statements, out);
  cx.names.leave(mark);
  const block = cx.builder.listNode(Op.Block, blockStart, node.block.end, [], out);
  return cx.builder.node(Op.Catch, start, node.end, decl, 0, block);
}

function catchDecl(cx: Context, name: ts.BindingName, out: number[]): number {
  if (ts.isIdentifier(name)) {
    const text = nameOf(name);
    const decl = text === "" ? cx.names.synthetic(cx.fn) : cx.names.declare(text, cx.fn, DeclFlag.catchParam);
    cx.names.writeAtDeclaration(decl);
    return decl;
  }
  const decl = cx.names.synthetic(cx.fn);
  cx.builder.addDeclFlags(decl, DeclFlag.catchParam);
  cx.names.writeAtDeclaration(decl);
  declareNames(cx, name, 0);
  const assigns: number[] = [];
  bind(cx, name, 0, decl, true, assigns);
  for (const assign of assigns) out.push(cx.node(Op.Expr, name, assign));
  return decl;
}

function lowerFor(cx: Context, node: ts.ForStatement, out: number[]): void {
  const start = cx.start(node);
  const mark = cx.names.enter();
  const first = node.initializer;
  if (first !== undefined && ts.isVariableDeclarationList(first)) {
    if (!isVar(first)) declareList(cx, first);
    lowerVariables(cx, first, first, out);
  } else if (first !== undefined) {
    out.push(cx.node(Op.Expr, first, lowerExpression(cx, first)));
  }
  const test = node.condition === undefined ? 0 : lowerExpression(cx, node.condition);
  const body = lowerAsBlock(cx, node.statement);
  const update = node.incrementor === undefined ? 0 : lowerExpression(cx, node.incrementor);
  cx.names.leave(mark);
  out.push(cx.builder.node(Op.Loop, start, node.end, test, body, update, 1));
}

function lowerWhile(cx: Context, node: ts.WhileStatement | ts.DoStatement, out: number[]): void {
  const start = cx.start(node);
  const test = lowerExpression(cx, node.expression);
  const body = lowerAsBlock(cx, node.statement);
  out.push(cx.builder.node(Op.Loop, start, node.end, test, body, 0, node.kind === ts.SyntaxKind.WhileStatement ? 1 : 0));
}

/** for-of and for-in. The iterable is held in a variable unless it is a name, since the binding mentions it again. */
function lowerForEach(cx: Context, node: ts.ForInOrOfStatement, out: number[]): void {
  const start = cx.start(node);
  const iterable = unwrap(node.expression);
  let held = -1;
  if (!isPlain(iterable)) {
    held = cx.names.synthetic(cx.fn);
    out.push(cx.node(Op.Expr, iterable, cx.define(iterable, held, lowerExpression(cx, iterable))));
  }
  const read = (): number => (held >= 0 ? cx.ref(iterable, held) : lowerExpression(cx, iterable));
  const over = read();
  const firstInside = cx.builder.declCount;
  const mark = cx.names.enter();
  const item = cx.node(node.kind === ts.SyntaxKind.ForOfStatement ? Op.IterElem : Op.IterKey, iterable, read());
  const binding = lowerForBinding(cx, node.initializer, item);
  const body = lowerAsBlock(cx, node.statement);
  cx.names.leave(mark);
  // What `var` declares stands in the function's scope already, so all that is new here belongs to the round.
  for (let decl = firstInside; decl < cx.builder.declCount; decl++)
    if (cx.builder.declOwner(decl) === cx.fn) cx.builder.addDeclFlags(decl, DeclFlag.perRound);
  out.push(cx.builder.node(Op.ForEach, start, node.end, over, binding, body, 0));
}

/** The statement that gives the item of one round to the target of the loop. */
function lowerForBinding(cx: Context, target: ts.ForInitializer, item: number): number {
  const assigns: number[] = [];
  if (ts.isVariableDeclarationList(target)) {
    if (!isVar(target)) declareList(cx, target);
    const name = target.declarations[0]?.name;
    if (name !== undefined) bind(cx, name, item, -1, true, assigns);
  } else {
    bind(cx, target, item, -1, false, assigns);
  }
  const statements = assigns.map((assign) => cx.node(Op.Expr, target, assign));
  if (statements.length === 1) return statements[0] as number;
  return cx.builder.listNode(
    Op.Block,
    cx.start(target),
    target.end,
    [],
    statements.length === 0 ? [cx.node(Op.Expr, target, item)] : statements,
  );
}

/** A switch; neighbouring cases without statements become one case with several tests. */
function lowerSwitch(cx: Context, node: ts.SwitchStatement, out: number[]): void {
  const start = cx.start(node);
  const value = lowerExpression(cx, node.expression);
  const mark = cx.names.enter();
  const clauses = node.caseBlock.clauses;
  for (const clause of clauses) declareLexical(cx, clause.statements);
  const cases: number[] = [];
  let tests: number[] = [];
  let from = -1;
  for (let i = 0; i < clauses.length; i++) {
    const clause = clauses[i] as ts.CaseOrDefaultClause;
    if (from < 0) from = cx.start(clause);
    if (ts.isCaseClause(clause)) {
      tests.push(lowerExpression(cx, clause.expression));
      if (clause.statements.length === 0 && clauses[i + 1]?.kind === ts.SyntaxKind.CaseClause) continue;
    }
    const statements: number[] = [];
    lowerStatements(cx, clause.statements, statements);
    const block = cx.builder.listNode(Op.Block, from, clause.end, [], statements);
    cases.push(cx.builder.listNode(Op.Case, from, clause.end, [tests.length, ...tests, block]));
    tests = [];
    from = -1;
  }
  cx.names.leave(mark);
  out.push(cx.builder.listNode(Op.Switch, start, node.end, [value, 1], cases));
}

installForms(
  [],
  [
    [ts.SyntaxKind.TryStatement, lowerTry],
    [ts.SyntaxKind.ForStatement, lowerFor],
    [ts.SyntaxKind.WhileStatement, lowerWhile],
    [ts.SyntaxKind.DoStatement, lowerWhile],
    [ts.SyntaxKind.ForInStatement, lowerForEach],
    [ts.SyntaxKind.ForOfStatement, lowerForEach],
    [ts.SyntaxKind.SwitchStatement, lowerSwitch],
  ],
);
