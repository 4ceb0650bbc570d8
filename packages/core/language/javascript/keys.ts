import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import type { Context } from "./context.ts";
import { lowerExpression } from "./dispatch.ts";
import { constantText, nameOf } from "./literals.ts";

/** Text of a property name; undefined where it is computed from anything but a literal. */
export function keyText(name: ts.PropertyName): string | undefined {
  switch (name.kind) {
    case ts.SyntaxKind.Identifier:
    case ts.SyntaxKind.PrivateIdentifier:
      return nameOf(name);
    case ts.SyntaxKind.ComputedPropertyName: {
      const inner = unwrap(name.expression);
      return ts.isNumericLiteral(inner) ? inner.text : constantText(inner);
    }
    default:
      return name.text;
  }
}

/** Lowers the expression in the brackets of a computed name. */
export function computedKey(cx: Context, name: ts.PropertyName): number {
  return lowerExpression(cx, ts.isComputedPropertyName(name) ? name.expression : name);
}

/** Reads the property `name` of `object`; the node spans `at`. */
export function readKey(cx: Context, at: ts.Node, object: number, name: ts.PropertyName): number {
  if (ts.isNumericLiteral(name)) return cx.node(Op.Index, at, object, lowerExpression(cx, name));
  const text = keyText(name);
  if (text !== undefined) return cx.node(Op.Member, at, object, cx.builder.string(text));
  return cx.node(Op.Index, at, object, computedKey(cx, name));
}
