import ts from "typescript";
import { Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { lowerStatement } from "./dispatch.ts";
import { declareLexical } from "./hoist.ts";

const FUNCTION = ts.SyntaxKind.FunctionDeclaration;

/** Lowers statements whose names are declared: functions first, since they exist before the first statement runs. */
export function lowerStatements(cx: Context, statements: readonly ts.Statement[], out: number[]): void {
  for (const statement of statements) if (statement.kind === FUNCTION) lowerStatement(cx, statement, out);
  for (const statement of statements) if (statement.kind !== FUNCTION) lowerStatement(cx, statement, out);
}

/** Lowers a statement that stands for a block (a branch or a loop body) and returns the Block. */
export function lowerAsBlock(cx: Context, node: ts.Statement): number {
  const start = cx.start(node);
  const out: number[] = [];
  lowerScoped(cx, ts.isBlock(node) ? node.statements : [node], out);
  return cx.builder.listNode(Op.Block, start, node.end, [], out);
}

/** Lowers statements in a scope of their own. */
export function lowerScoped(cx: Context, statements: readonly ts.Statement[], out: number[]): void {
  const mark = cx.names.enter();
  declareLexical(cx, statements);
  lowerStatements(cx, statements, out);
  cx.names.leave(mark);
}
