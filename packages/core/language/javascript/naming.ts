import ts from "typescript";
import { unwrap } from "./access.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerExpression } from "./dispatch.ts";

/**
 * Lowers a value that is stored under a name. An anonymous function or class takes that name, and the
 * documentation in front of `documented`: `const f = () => {}`, `{ f: function () {} }`, `exports.f = ...`.
 */
export function lowerNamed(cx: Context, value: ts.Expression, name: string, documented: ts.Node): number {
  const inner = unwrap(value);
  if (cx.depth < MAX_DEPTH && (ts.isFunctionExpression(inner) || ts.isArrowFunction(inner) || ts.isClassExpression(inner))) {
    cx.pendingName = name;
    cx.pendingDoc = cx.doc(documented);
  }
  return lowerExpression(cx, inner);
}

/** Takes the name and documentation that `lowerNamed` left for this node. */
export function takeNaming(cx: Context, node: ts.Node): { name: string; doc: number } {
  const doc = cx.pendingDoc >= 0 ? cx.pendingDoc : cx.doc(node);
  const name = cx.pendingName;
  cx.pendingName = "";
  cx.pendingDoc = -1;
  return { name, doc };
}
