import ts from "typescript";
import { Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { nameOf } from "./literals.ts";

/** Types nested deeper than this inside Promise, unions and parentheses, and longer dotted names, have no annotation expression. */
const MAX_TYPE_DEPTH = 20;

/**
 * The name that a type stands for, as an expression: Ref, Global or a chain of members; 0 where the type
 * is anything else. `X | undefined`, `X | null` and `Promise<X>` stand for X, and type arguments are dropped.
 */
export function lowerAnnotation(cx: Context, type: ts.TypeNode | undefined, depth = 0): number {
  if (type === undefined || depth > MAX_TYPE_DEPTH) return 0;
  if (ts.isTypeReferenceNode(type)) {
    const inner = type.typeArguments?.[0];
    if (inner !== undefined && ts.isIdentifier(type.typeName) && type.typeName.escapedText === "Promise") {
      return lowerAnnotation(cx, inner, depth + 1);
    }
    return lowerEntityName(cx, type.typeName);
  }
  if (ts.isParenthesizedTypeNode(type)) return lowerAnnotation(cx, type.type, depth + 1);
  if (ts.isUnionTypeNode(type)) {
    const rest = type.types.filter((member) => !isNothing(member));
    return rest.length === 1 ? lowerAnnotation(cx, rest[0], depth + 1) : 0;
  }
  return 0;
}

/** A dotted name, 0 for an absurdly long one. It is no use at run time, so it does not count as captured. */
export function lowerEntityName(cx: Context, name: ts.EntityName): number {
  const parts: ts.Identifier[] = [];
  let first: ts.EntityName = name;
  while (ts.isQualifiedName(first)) {
    parts.push(first.right);
    first = first.left;
  }
  if (parts.length > MAX_TYPE_DEPTH) return 0;
  const entry = cx.names.entry(nameOf(first));
  let value = entry.decl >= 0 ? cx.node(Op.Ref, first, entry.decl) : cx.node(Op.Global, first, entry.string);
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i] as ts.Identifier;
    value = cx.builder.node(Op.Member, cx.start(name), part.end, value, cx.builder.string(nameOf(part)));
  }
  return value;
}

function isNothing(type: ts.TypeNode): boolean {
  if (type.kind === ts.SyntaxKind.UndefinedKeyword) return true;
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}
