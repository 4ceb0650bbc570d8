import ts from "typescript";
import { FuncFlag, Op } from "../ir.ts";
import { lowerAll } from "./access.ts";
import type { Context } from "./context.ts";
import { installForms, lowerExpression, opaque } from "./dispatch.ts";
import { lowerFunction } from "./functions.ts";
import { computedKey, keyText } from "./keys.ts";
import { lowerIdentifier, nameOf } from "./literals.ts";
import { lowerNamed } from "./naming.ts";

function lowerObject(cx: Context, node: ts.ObjectLiteralExpression): number {
  const start = cx.start(node);
  const properties = node.properties;
  const out: number[] = new Array(properties.length);
  for (let i = 0; i < properties.length; i++) out[i] = lowerProperty(cx, properties[i] as ts.ObjectLiteralElementLike);
  return cx.builder.listNode(Op.Object, start, node.end, [], out);
}

function lowerProperty(cx: Context, node: ts.ObjectLiteralElementLike): number {
  switch (node.kind) {
    case ts.SyntaxKind.PropertyAssignment: {
      const start = cx.start(node);
      const key = keyText(node.name);
      if (key === undefined) return property(cx, node, node.name, lowerExpression(cx, node.initializer));
      return cx.builder.node(Op.Prop, start, node.end, cx.builder.string(key), lowerNamed(cx, node.initializer, key, node));
    }
    case ts.SyntaxKind.ShorthandPropertyAssignment:
      return cx.node(Op.Prop, node, cx.builder.string(nameOf(node.name)), lowerIdentifier(cx, node.name));
    case ts.SyntaxKind.SpreadAssignment:
      return cx.node(Op.Spread, node, lowerExpression(cx, node.expression));
    case ts.SyntaxKind.MethodDeclaration:
      return property(cx, node, node.name, cx.node(Op.Func, node, objectFunction(cx, node, 0)));
    case ts.SyntaxKind.GetAccessor: {
      const key = keyText(node.name);
      const id = objectFunction(cx, node, FuncFlag.getter);
      if (key === undefined) return property(cx, node, node.name, cx.node(Op.Func, node, id));
      return cx.node(Op.Getter, node, cx.builder.string(key), id);
    }
    case ts.SyntaxKind.SetAccessor:
      return lowerSetter(cx, node);
    default:
      return cx.node(Op.Spread, node, opaque(cx, node, []));
  }
}

/** A setter is a property named "set key": under the plain key it would pass for the value that a read gives. */
function lowerSetter(cx: Context, node: ts.SetAccessorDeclaration): number {
  const func = cx.node(Op.Func, node, objectFunction(cx, node, FuncFlag.setter));
  if (keyText(node.name) === undefined) return property(cx, node, node.name, func);
  return cx.node(Op.Prop, node, cx.builder.string(`set ${keyText(node.name) ?? ""}`), func);
}

function objectFunction(cx: Context, node: ts.MethodDeclaration | ts.AccessorDeclaration, flags: number): number {
  return lowerFunction(cx, node, { name: keyText(node.name) ?? "", flags: FuncFlag.method | flags, cls: -1, doc: cx.doc(node) });
}

function property(cx: Context, node: ts.Node, name: ts.PropertyName, value: number): number {
  const key = keyText(name);
  if (key !== undefined) return cx.node(Op.Prop, node, cx.builder.string(key), value);
  return cx.node(Op.PropComputed, node, computedKey(cx, name), value);
}

function lowerArray(cx: Context, node: ts.ArrayLiteralExpression): number {
  const start = cx.start(node);
  return cx.builder.listNode(Op.Array, start, node.end, [0], lowerAll(cx, node.elements));
}

installForms([
  [ts.SyntaxKind.ObjectLiteralExpression, lowerObject],
  [ts.SyntaxKind.ArrayLiteralExpression, lowerArray],
  [ts.SyntaxKind.OmittedExpression, (cx: Context, node: ts.Node) => cx.node(Op.Undefined, node)],
]);
