import ts from "typescript";
import type { Context } from "./context.ts";
import { lowerExpression } from "./dispatch.ts";

/** Nodes that can carry modifiers and decorators. */
export interface Modified extends ts.Node {
  readonly modifiers?: ts.NodeArray<ts.ModifierLike> | undefined;
}

export function has(node: Modified, modifier: ts.SyntaxKind): boolean {
  const modifiers = node.modifiers;
  if (modifiers === undefined) return false;
  for (const each of modifiers) if (each.kind === modifier) return true;
  return false;
}

/** True for declarations that exist for the type checker only. */
export function isDeclared(node: Modified): boolean {
  return has(node, ts.SyntaxKind.DeclareKeyword);
}

/** Lowers the decorators of a node, in source order. */
export function lowerDecorators(cx: Context, node: Modified): readonly number[] {
  const modifiers = node.modifiers;
  if (modifiers === undefined) return NONE;
  const out: number[] = [];
  for (const each of modifiers) if (ts.isDecorator(each)) out.push(lowerExpression(cx, each.expression));
  return out;
}

const NONE: readonly number[] = [];
const PARAMETER_PROPERTY: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PublicKeyword,
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.ReadonlyKeyword,
  ts.SyntaxKind.OverrideKeyword,
]);

/** True for a constructor parameter that is a field at the same time: `constructor(private db: Db)`. */
export function isParameterProperty(node: ts.ParameterDeclaration): boolean {
  return node.modifiers?.some((each) => PARAMETER_PROPERTY.has(each.kind)) ?? false;
}
