import { Op } from "../ir.ts";
import { lowerAnnotation } from "./annotations.ts";
import { isSimple, lowerAssignment, lowerAugmented } from "./assignments.ts";
import { shareOuter } from "./bindings.ts";
import { lowerClassStatement, lowerFunctionStatement, undecorated } from "./classes.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerFor, lowerIf, lowerTry, lowerWhile, lowerWith } from "./control.ts";
import { lowerAll, lowerExpression, lowerOptional, tooDeep } from "./expressions.ts";
import { withTypeParameters } from "./functions.ts";
import { lowerImport, lowerImportFrom } from "./imports.ts";
import { FIRST_TOKEN, K, T } from "./kinds.ts";
import { lowerMatch } from "./match.ts";
import { constantString } from "./strings.ts";

type LowerStatement = (cx: Context, at: number, out: number[]) => void;

/** Pushes the statements that a node of the tree becomes; what is no statement (after an error) counts as an expression. */
export function lowerStatement(cx: Context, at: number, out: number[]): void {
  const kind = cx.tree.kind[at] as number;
  if (kind >= FIRST_TOKEN) return;
  if (cx.depth >= MAX_DEPTH) {
    out.push(cx.node(Op.Expr, at, tooDeep(cx, at)));
    return;
  }
  cx.depth++;
  const lower = STATEMENTS[kind];
  if (lower === undefined) out.push(cx.node(Op.Expr, at, lowerExpression(cx, at)));
  else lower(cx, at, out);
  cx.depth--;
}

/** The statements of a block, a module or a region in error. */
export function lowerStatements(cx: Context, block: number, out: number[]): void {
  const { next } = cx.tree;
  const end = next[block] as number;
  for (let at = block + 1; at < end; at = next[at] as number) lowerStatement(cx, at, out);
}

/** A Block node for a block of the tree, or an empty one at `parent` if the parser found none. */
export function lowerBlock(cx: Context, parent: number, block: number): number {
  const out: number[] = [];
  if (block !== 0) lowerStatements(cx, block, out);
  return cx.list(Op.Block, block === 0 ? parent : block, [], out);
}

/** A string or `...` as a statement does nothing: docstrings, and bodies that are still to be written. */
export function isIdle(cx: Context, statement: number): boolean {
  if (cx.tree.kind[statement] !== K.expression_statement) return false;
  return cx.kids(statement).every((kid) => cx.tree.kind[kid] === K.ellipsis || constantString(cx, kid) !== null);
}

function lowerExpressionStatement(cx: Context, at: number, out: number[]): void {
  if (isIdle(cx, at)) return;
  const kids = cx.kids(at);
  const only = kids.length === 1 ? (kids[0] as number) : 0;
  if (cx.tree.kind[only] === K.assignment) lowerAssignment(cx, only, out);
  else if (cx.tree.kind[only] === K.augmented_assignment) out.push(cx.node(Op.Expr, at, lowerAugmented(cx, only)));
  else out.push(cx.node(Op.Expr, at, only === 0 ? cx.list(Op.Array, at, [1], lowerAll(cx, kids)) : lowerExpression(cx, only)));
}

function lowerReturn(cx: Context, at: number, out: number[]): void {
  out.push(cx.node(Op.Return, at, lowerOptional(cx, cx.firstKid(at))));
}

/** `raise E from cause`: the cause is evaluated for its effects where it is more than a name. */
function lowerRaise(cx: Context, at: number, out: number[]): void {
  const cause = cx.kidAfter(at, T.from);
  const value = cx.firstKid(at);
  if (cause !== 0 && cx.tree.kind[cause] !== K.identifier && cx.tree.kind[cause] !== K.none) {
    out.push(cx.node(Op.Expr, cause, lowerExpression(cx, cause)));
  }
  out.push(cx.node(Op.Throw, at, value === cause ? 0 : lowerOptional(cx, value)));
}

/** `assert test, message` throws an AssertionError unless the test holds. */
function lowerAssert(cx: Context, at: number, out: number[]): void {
  const [test = 0, ...message] = cx.kids(at);
  const failed = cx.node(Op.Unary, test, cx.builder.string("!"), lowerExpression(cx, test));
  const error = cx.list(Op.Call, at, [cx.global(at, "AssertionError")], lowerAll(cx, message));
  const block = cx.list(Op.Block, at, [], [cx.node(Op.Throw, at, error)]);
  out.push(cx.node(Op.If, at, failed, block, 0));
}

function lowerDelete(cx: Context, at: number, out: number[]): void {
  const written = cx.firstKid(at);
  const targets = isSimple(cx, written) ? [written] : cx.kids(written);
  for (const target of targets) {
    const value = lowerExpression(cx, target);
    out.push(cx.node(Op.Expr, at, cx.node(Op.Unary, target, cx.builder.string("delete"), value)));
  }
}

/** `print a, b` and `print >>file, a` of Python 2. */
function lowerPrint(cx: Context, at: number, out: number[]): void {
  const args = cx.kids(at).map((kid) => {
    if (cx.tree.kind[kid] !== K.chevron) return lowerExpression(cx, kid);
    return cx.node(Op.KwArg, kid, cx.builder.string("file"), lowerExpression(cx, cx.firstKid(kid)));
  });
  out.push(cx.node(Op.Expr, at, cx.list(Op.Call, at, [cx.global(at, "print")], args)));
}

/** `exec code in scope` of Python 2. */
function lowerExec(cx: Context, at: number, out: number[]): void {
  out.push(cx.node(Op.Expr, at, cx.list(Op.Call, at, [cx.global(at, "exec")], lowerAll(cx, cx.kids(at)))));
}

/** `type X[T] = value` makes X stand for the value; what matters to readers is that it can be followed. */
function lowerTypeAlias(cx: Context, at: number, out: number[]): void {
  const name = cx.firstIdentifier(at);
  const outer = cx.scope;
  cx.scope = withTypeParameters(cx, cx.firstKid(cx.firstKid(at)));
  const value = lowerAnnotation(cx, cx.lastKid(at));
  cx.scope = outer;
  if (name !== 0) out.push(cx.assign(at, cx.bound(name, cx.name(name)), value));
}

/** In a class body the names of a global or nonlocal statement are shared when the walk comes to it; elsewhere they are by now. */
function lowerShared(cx: Context, at: number): void {
  if (cx.scope.kind === "class") shareOuter(cx, cx.scope, at, cx.tree.kind[at] === K.global_statement ? cx.moduleScope : null);
}

function lowerDefinition(cx: Context, at: number, out: number[]): void {
  const { definition, decorators } = undecorated(cx, at);
  if (cx.tree.kind[definition] === K.function_definition) lowerFunctionStatement(cx, definition, decorators, out);
  else if (cx.tree.kind[definition] === K.class_definition) lowerClassStatement(cx, definition, decorators, out);
  else for (const decorator of decorators) out.push(cx.node(Op.Expr, decorator, lowerExpression(cx, decorator)));
}

const nothing: LowerStatement = () => {};

const STATEMENTS: Readonly<Record<number, LowerStatement>> = {
  [K.expression_statement]: lowerExpressionStatement,
  [K.assignment]: lowerAssignment,
  [K.return_statement]: lowerReturn,
  [K.raise_statement]: lowerRaise,
  [K.assert_statement]: lowerAssert,
  [K.delete_statement]: lowerDelete,
  [K.print_statement]: lowerPrint,
  [K.exec_statement]: lowerExec,
  [K.type_alias_statement]: lowerTypeAlias,
  [K.pass_statement]: nothing,
  [K.break_statement]: (cx, at, out) => out.push(cx.node(Op.Break, at, -1)),
  [K.continue_statement]: (cx, at, out) => out.push(cx.node(Op.Continue, at, -1)),
  [K.global_statement]: lowerShared,
  [K.nonlocal_statement]: lowerShared,
  [K.import_statement]: lowerImport,
  [K.import_from_statement]: lowerImportFrom,
  [K.future_import_statement]: lowerImportFrom,
  [K.if_statement]: lowerIf,
  [K.for_statement]: lowerFor,
  [K.while_statement]: lowerWhile,
  [K.try_statement]: lowerTry,
  [K.with_statement]: lowerWith,
  [K.match_statement]: lowerMatch,
  [K.function_definition]: lowerDefinition,
  [K.class_definition]: lowerDefinition,
  [K.decorated_definition]: lowerDefinition,
  // What the parser could not put together still holds whole statements and expressions.
  [K.ERROR]: lowerStatements,
  [K.block]: lowerStatements,
};
