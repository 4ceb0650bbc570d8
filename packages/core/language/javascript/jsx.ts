import ts from "typescript";
import { Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { installForms, lowerExpression } from "./dispatch.ts";
import { keepOut, nameOf } from "./literals.ts";

type Opening = ts.JsxOpeningElement | ts.JsxSelfClosingElement;

/** An element is a call of `jsx` with the tag (text or component), the properties, and the children. */
function element(cx: Context, node: ts.Node, tag: number, props: number, children: readonly ts.JsxChild[]): number {
  const args = [tag, props];
  for (const child of children) lowerChild(cx, child, args);
  return cx.builder.listNode(Op.Call, cx.start(node), node.end, [cx.global(node, "jsx")], args);
}

function lowerElement(cx: Context, node: ts.JsxElement): number {
  const tag = lowerTag(cx, node.openingElement.tagName);
  return element(cx, node, tag, lowerProps(cx, node.openingElement), node.children);
}

function lowerSelfClosing(cx: Context, node: ts.JsxSelfClosingElement): number {
  const tag = lowerTag(cx, node.tagName);
  return element(cx, node, tag, lowerProps(cx, node), []);
}

/** A fragment has the empty text for a tag. */
function lowerFragment(cx: Context, node: ts.JsxFragment): number {
  const tag = cx.str(node.openingFragment, "");
  return element(cx, node, tag, cx.builder.listNode(Op.Object, node.openingFragment.end, node.openingFragment.end, [], []), node.children);
}

/** Lower-case and dashed names are elements of the page, the rest are components. */
function lowerTag(cx: Context, tag: ts.JsxTagNameExpression): number {
  if (ts.isJsxNamespacedName(tag)) return cx.str(tag, namespaced(tag));
  if (!ts.isIdentifier(tag)) return lowerExpression(cx, tag);
  const name = nameOf(tag);
  return /^[a-z]|-/.test(name) ? cx.str(tag, name) : lowerExpression(cx, tag);
}

function namespaced(name: ts.JsxNamespacedName): string {
  return `${nameOf(name.namespace)}:${nameOf(name.name)}`;
}

function lowerProps(cx: Context, opening: Opening): number {
  const out: number[] = [];
  for (const attribute of opening.attributes.properties) {
    if (ts.isJsxSpreadAttribute(attribute)) {
      out.push(cx.node(Op.Spread, attribute, lowerExpression(cx, attribute.expression)));
      continue;
    }
    const name = ts.isIdentifier(attribute.name) ? nameOf(attribute.name) : namespaced(attribute.name);
    const given = attribute.initializer;
    const value = given === undefined ? cx.node(Op.Bool, attribute, 1) : lowerValue(cx, given);
    out.push(cx.node(Op.Prop, attribute, cx.builder.string(name), value));
  }
  return cx.builder.listNode(Op.Object, cx.start(opening.attributes), opening.attributes.end, [], out);
}

function lowerValue(cx: Context, value: ts.JsxAttributeValue): number {
  // Texts of attributes know no escapes, so a backslash before the closing quote would mislead the search for comments.
  if (ts.isStringLiteral(value)) keepOut(cx, value);
  return lowerExpression(cx, value);
}

function lowerChild(cx: Context, child: ts.JsxChild, args: number[]): void {
  if (ts.isJsxText(child)) {
    cx.literals.push(child.pos, child.end);
    const text = child.text.trim();
    if (text !== "") args.push(cx.builder.node(Op.Str, child.pos, child.end, cx.builder.string(text)));
    return;
  }
  if (!ts.isJsxExpression(child)) {
    args.push(lowerExpression(cx, child));
    return;
  }
  if (child.expression === undefined) return;
  const value = lowerExpression(cx, child.expression);
  args.push(child.dotDotDotToken === undefined ? value : cx.node(Op.Spread, child, value));
}

function lowerJsxExpression(cx: Context, node: ts.JsxExpression): number {
  return node.expression === undefined ? cx.node(Op.Undefined, node) : lowerExpression(cx, node.expression);
}

installForms([
  [ts.SyntaxKind.JsxElement, lowerElement],
  [ts.SyntaxKind.JsxSelfClosingElement, lowerSelfClosing],
  [ts.SyntaxKind.JsxFragment, lowerFragment],
  [ts.SyntaxKind.JsxExpression, lowerJsxExpression],
]);
