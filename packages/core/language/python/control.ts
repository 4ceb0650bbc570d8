import { DeclFlag, Op } from "../ir.ts";
import { assignTarget } from "./assignments.ts";
import { bindName, exceptAlias } from "./bindings.ts";
import { bindElement } from "./comprehensions.ts";
import type { Context } from "./context.ts";
import { lowerAll, lowerExpression } from "./expressions.ts";
import { K } from "./kinds.ts";
import { lowerBlock, lowerStatements } from "./statements.ts";

/** Longest if/elif chain that is nested; readers of the Unit recurse once per branch. */
const MAX_BRANCHES = 200;

/**
 * `elif` is an If in the else block. Behind MAX_BRANCHES the branches follow each other in one block:
 * each of them is still read, under its own test.
 */
export function lowerIf(cx: Context, at: number, out: number[]): void {
  const branches = [at, ...cx.kidsOf(at, K.elif_clause)];
  const heads = branches.map((branch) => ({
    branch,
    test: lowerExpression(cx, cx.firstKid(branch)),
    block: lowerBlock(cx, branch, cx.kid(branch, K.block)),
  }));
  const last = cx.kid(at, K.else_clause);
  let rest = last === 0 ? 0 : lowerBlock(cx, last, cx.kid(last, K.block));
  if (heads.length > MAX_BRANCHES) {
    const loose = heads.splice(MAX_BRANCHES).map(({ branch, test, block }) => cx.node(Op.If, branch, test, block, 0));
    rest = cx.list(Op.Block, at, [], rest === 0 ? loose : [...loose, rest]);
    cx.problem(
      "depth",
      cx.tree.start[at] as number,
      `branches behind the first ${MAX_BRANCHES} of an if statement were read as if each could follow the other`,
    );
  }
  const first = heads[0];
  for (const { branch, test, block } of heads.slice(1).reverse()) {
    rest = cx.list(Op.Block, branch, [], [cx.node(Op.If, branch, test, block, rest)]);
  }
  if (first !== undefined) out.push(cx.node(Op.If, at, first.test, first.block, rest));
}

export function lowerFor(cx: Context, at: number, out: number[]): void {
  const [target = 0, source = 0] = cx.kids(at);
  const iterable = lowerExpression(cx, source);
  const bind = bindElement(cx, target, iterable);
  const body = lowerBlock(cx, at, cx.kid(at, K.block));
  out.push(cx.node(Op.ForEach, at, iterable, bind, body, lowerElse(cx, at)));
}

/** `while` with an `else` block: the block follows the loop, which is what happens unless the loop is left by `break`. */
export function lowerWhile(cx: Context, at: number, out: number[]): void {
  const test = lowerExpression(cx, cx.firstKid(at));
  const body = lowerBlock(cx, at, cx.kid(at, K.block));
  out.push(cx.node(Op.Loop, at, test, body, 0, 1));
  const behind = lowerElse(cx, at);
  if (behind !== 0) out.push(behind);
}

function lowerElse(cx: Context, at: number): number {
  const clause = cx.kid(at, K.else_clause);
  return clause === 0 ? 0 : lowerBlock(cx, clause, cx.kid(clause, K.block));
}

export function lowerTry(cx: Context, at: number, out: number[]): void {
  const block = lowerBlock(cx, at, cx.kid(at, K.block));
  const catches = cx.kidsOf(at, K.except_clause).map((clause) => lowerExcept(cx, clause));
  const otherwise = lowerElse(cx, at);
  const last = cx.kid(at, K.finally_clause);
  const final = last === 0 ? 0 : lowerBlock(cx, last, cx.kid(last, K.block));
  out.push(cx.list(Op.Try, at, [block, final, otherwise], catches));
}

/** `except E as e`, `except (A, B)`, `except A, B` (3.14, and a name as the second part in Python 2). */
function lowerExcept(cx: Context, clause: number): number {
  const alias = exceptAlias(cx, clause);
  const pattern = cx.kid(clause, K.as_pattern);
  const types = cx.kids(clause).filter((kid) => cx.tree.kind[kid] !== K.block && kid !== alias && kid !== pattern);
  if (pattern !== 0) types.unshift(cx.firstKid(pattern));
  const lowered = lowerAll(cx, types);
  const type = lowered.length > 1 ? cx.list(Op.Array, types[0] as number, [1], lowered) : (lowered[0] ?? 0);
  const decl = alias === 0 ? -1 : caughtDecl(cx, alias);
  return cx.node(Op.Catch, clause, decl, type, lowerBlock(cx, clause, cx.kid(clause, K.block)));
}

/** Variable of the caught error; a class body has no variables and gets one here. */
function caughtDecl(cx: Context, alias: number): number {
  const name = cx.firstIdentifier(alias);
  if (name === 0) return -1;
  if (cx.scope.kind !== "class") return cx.boundDecl(cx.name(name));
  return bindName(cx, cx.scope, cx.name(name), cx.tree.start[name] as number, 1, DeclFlag.catchParam);
}

/** `with a as x, b: body`: each manager is entered in turn, and then the body runs. */
export function lowerWith(cx: Context, at: number, out: number[]): void {
  const clause = cx.kid(at, K.with_clause);
  for (const item of clause === 0 ? [] : cx.kidsOf(clause, K.with_item)) {
    const value = cx.firstKid(item);
    const pattern = cx.tree.kind[value] === K.as_pattern;
    const manager = pattern ? cx.firstKid(value) : value;
    const entered = cx.node(Op.Enter, manager, lowerExpression(cx, manager));
    const target = pattern ? cx.kid(value, K.as_pattern_target) : 0;
    if (target === 0) out.push(cx.node(Op.Expr, item, entered));
    else assignTarget(cx, target, entered, out);
  }
  const block = cx.kid(at, K.block);
  if (block !== 0) lowerStatements(cx, block, out);
}
