import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerExpression, tooDeep } from "./dispatch.ts";
import { keyText, readKey } from "./keys.ts";
import { nameOf } from "./literals.ts";
import { lowerNamed } from "./naming.ts";

/** One element of a pattern, whether it declares (`const {a} = x`) or assigns (`({a} = x)`). */
interface Part {
  readonly at: ts.Node;
  readonly key: ts.PropertyName | undefined;
  readonly target: ts.Node;
  readonly fallback: ts.Expression | undefined;
  readonly rest: boolean;
}

type Pattern = ts.BindingPattern | ts.ObjectLiteralExpression | ts.ArrayLiteralExpression;

export function isPattern(node: ts.Node): node is Pattern {
  switch (node.kind) {
    case ts.SyntaxKind.ObjectBindingPattern:
    case ts.SyntaxKind.ArrayBindingPattern:
    case ts.SyntaxKind.ObjectLiteralExpression:
    case ts.SyntaxKind.ArrayLiteralExpression:
      return true;
    default:
      return false;
  }
}

/**
 * Assigns `value` to a name, a place or a pattern, and appends the assignments (expressions) to `out`.
 * `declares` says that the names are being declared here. `held` is the variable that holds the value,
 * or -1; with one, `value` is not used.
 */
export function bind(cx: Context, target: ts.Node, value: number, held: number, declares: boolean, out: number[]): void {
  const place = unwrap(target as ts.Expression);
  if (isPattern(place)) {
    if (cx.depth >= MAX_DEPTH) {
      out.push(tooDeep(cx, place));
      return;
    }
    cx.depth++;
    bindPattern(cx, place, value, held, declares, out);
    cx.depth--;
    return;
  }
  const given = held >= 0 ? cx.ref(place, held) : value;
  out.push(cx.node(Op.Assign, target, lowerTarget(cx, place, declares), given));
}

/** The left side of an assignment: a name, a member or an index; records that a variable is written. */
export function lowerTarget(cx: Context, place: ts.Node, declares: boolean): number {
  if (ts.isIdentifier(place)) {
    const decl = cx.names.entry(nameOf(place)).decl;
    if (decl >= 0) {
      if (declares) cx.names.writeAtDeclaration(decl);
      else cx.names.write(decl);
    }
  }
  return lowerExpression(cx, place);
}

function bindPattern(cx: Context, pattern: Pattern, value: number, held: number, declares: boolean, out: number[]): void {
  const parts = partsOf(pattern);
  const only = parts.length === 1 && held < 0 && parts[0] !== undefined && !parts[0].rest;
  let source = held;
  if (!only && held < 0) {
    source = cx.names.synthetic(cx.fn);
    out.push(cx.define(pattern, source, value));
  }
  const byKey = pattern.kind === ts.SyntaxKind.ObjectBindingPattern || pattern.kind === ts.SyntaxKind.ObjectLiteralExpression;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part === undefined) continue;
    const from = only ? value : cx.ref(part.at, source);
    let read = byKey ? readByKey(cx, part, parts, from) : readByIndex(cx, part, i, from);
    if (part.fallback !== undefined) {
      const name = ts.isIdentifier(part.target) ? nameOf(part.target) : "";
      read = cx.node(Op.Default, part.at, read, lowerNamed(cx, part.fallback, name, part.at));
    }
    bind(cx, part.target, read, -1, declares, out);
  }
}

function readByKey(cx: Context, part: Part, parts: ReadonlyArray<Part | undefined>, from: number): number {
  if (!part.rest) return readKey(cx, part.at, from, part.key as ts.PropertyName);
  const taken: number[] = [];
  for (const other of parts) {
    const text = other?.key === undefined ? undefined : keyText(other.key);
    if (text !== undefined) taken.push(cx.str(part.at, text));
  }
  return cx.builder.listNode(Op.ObjectRest, cx.start(part.at), part.at.end, [from], taken);
}

function readByIndex(cx: Context, part: Part, index: number, from: number): number {
  if (part.rest) return cx.node(Op.ArrayRest, part.at, from, index);
  return cx.node(Op.Index, part.at, from, cx.node(Op.Num, part.at, cx.builder.string(String(index))));
}

/** The elements of a pattern in order; undefined for a hole and for what only broken code can hold. */
function partsOf(pattern: Pattern): Array<Part | undefined> {
  switch (pattern.kind) {
    case ts.SyntaxKind.ObjectBindingPattern:
      return pattern.elements.map((element) => declaredPart(element, element.propertyName ?? nameAsKey(element.name)));
    case ts.SyntaxKind.ArrayBindingPattern:
      return pattern.elements.map((element) => (ts.isBindingElement(element) ? declaredPart(element, undefined) : undefined));
    case ts.SyntaxKind.ObjectLiteralExpression:
      return pattern.properties.map(assignedProperty);
    default:
      return pattern.elements.map(assignedElement);
  }
}

function declaredPart(element: ts.BindingElement, key: ts.PropertyName | undefined): Part | undefined {
  const rest = element.dotDotDotToken !== undefined;
  return { at: element, key: rest ? undefined : (key ?? MISSING_KEY), target: element.name, fallback: element.initializer, rest };
}

/** Key of a nested pattern without one, as in the broken `const {[a]} = x`. */
const MISSING_KEY = ts.factory.createIdentifier("");

function nameAsKey(name: ts.BindingName): ts.PropertyName | undefined {
  return ts.isIdentifier(name) ? name : undefined;
}

function assignedProperty(property: ts.ObjectLiteralElementLike): Part | undefined {
  if (ts.isShorthandPropertyAssignment(property)) {
    return { at: property, key: property.name, target: property.name, fallback: property.objectAssignmentInitializer, rest: false };
  }
  if (ts.isPropertyAssignment(property)) return withFallback(property, property.name, property.initializer);
  if (ts.isSpreadAssignment(property))
    return { at: property, key: undefined, target: property.expression, fallback: undefined, rest: true };
  return undefined;
}

function assignedElement(element: ts.Expression): Part | undefined {
  if (ts.isOmittedExpression(element)) return undefined;
  if (ts.isSpreadElement(element)) return { at: element, key: undefined, target: element.expression, fallback: undefined, rest: true };
  return withFallback(element, undefined, element);
}

function withFallback(at: ts.Node, key: ts.PropertyName | undefined, value: ts.Expression): Part {
  const inner = unwrap(value);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { at, key, target: inner.left, fallback: inner.right, rest: false };
  }
  return { at, key, target: value, fallback: undefined, rest: false };
}
