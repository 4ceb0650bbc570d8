import { Op } from "../ir.ts";
import { type Context, identifierName, MAX_DEPTH } from "./context.ts";
import { lowerAll, lowerDotted, lowerExpression, tooDeep } from "./expressions.ts";
import { K, T } from "./kinds.ts";
import { tokens } from "./operators.ts";
import { constantString } from "./strings.ts";

/**
 * Lowers a type annotation: as an expression, except that the arguments of a subscript are always one
 * tuple, and that a string which looks like a dotted name is that name (a forward reference).
 */
export function lowerAnnotation(cx: Context, at: number): number {
  if (at === 0) return 0;
  if (cx.depth >= MAX_DEPTH) return tooDeep(cx, at);
  cx.depth++;
  const lower = ANNOTATIONS[cx.tree.kind[at] as number] ?? lowerExpression;
  const node = lower(cx, at);
  cx.depth--;
  return node;
}

type Lower = (cx: Context, at: number) => number;

const lowerInner: Lower = (cx, at) => lowerAnnotation(cx, cx.firstKid(at));

/** `X[a, b]`, in both forms that the grammar has for it. */
function lowerApplied(cx: Context, at: number): number {
  const [base = 0, ...rest] = cx.kids(at);
  const types = cx.tree.kind[rest[0] ?? 0] === K.type_parameter ? cx.kids(rest[0] as number) : rest;
  const name = lastName(cx, base);
  const args = types.map((type, index) => (isValue(name, index) ? lowerExpression(cx, type) : lowerAnnotation(cx, type)));
  const object = lowerAnnotation(cx, base);
  return cx.node(Op.Index, at, object, cx.list(Op.Array, types[0] ?? at, [1], args));
}

/** Literal holds values, and Annotated holds values behind the type: strings among them are no forward references. */
function isValue(base: string, index: number): boolean {
  return base === "Literal" || (base === "Annotated" && index > 0);
}

function lastName(cx: Context, at: number): string {
  const name = cx.tree.kind[at] === K.attribute ? cx.lastKid(at) : at;
  return cx.tree.kind[name] === K.identifier ? cx.name(name) : "";
}

const DOTTED_NAME = /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*$/u;

/** Longest string that is looked at as a forward reference. */
const MAX_REFERENCE = 200;

function lowerForward(cx: Context, at: number): number {
  const text = constantString(cx, at)?.trim() ?? "";
  if (text.length > MAX_REFERENCE || !DOTTED_NAME.test(text)) return lowerExpression(cx, at);
  if (text === "None") return cx.node(Op.Null, at);
  const [first = "", ...rest] = text.split(".");
  let node = cx.use(at, identifierName(first));
  for (const part of rest) node = cx.node(Op.Member, at, node, cx.builder.string(identifierName(part)));
  return node;
}

function lowerUnion(cx: Context, at: number): number {
  const [left = 0, right = 0] = cx.kids(at);
  return cx.node(Op.Binary, at, cx.builder.string("|"), lowerAnnotation(cx, left), lowerAnnotation(cx, right));
}

/** `a.b` behind a type that is no plain expression. */
function lowerMember(cx: Context, at: number): number {
  return cx.node(Op.Member, at, lowerAnnotation(cx, cx.firstKid(at)), cx.builder.string(cx.name(cx.lastKid(at))));
}

/** `int | str` parses as an operator. */
function lowerOperator(cx: Context, at: number): number {
  return tokens(cx, at)[0] === T["|"] ? lowerUnion(cx, at) : lowerExpression(cx, at);
}

/** Lists are the parameters of Callable. */
function lowerTypes(cx: Context, at: number): number {
  return cx.list(
    Op.Array,
    at,
    [0],
    cx.kids(at).map((kid) => lowerAnnotation(cx, kid)),
  );
}

const ANNOTATIONS: Readonly<Record<number, Lower>> = {
  [K.type]: lowerInner,
  [K.parenthesized_expression]: lowerInner,
  [K.string]: lowerForward,
  [K.concatenated_string]: lowerForward,
  [K.subscript]: lowerApplied,
  [K.generic_type]: lowerApplied,
  [K.union_type]: lowerUnion,
  [K.member_type]: lowerMember,
  [K.binary_operator]: lowerOperator,
  [K.list]: lowerTypes,
  [K.dotted_name]: lowerDotted,
  [K.constrained_type]: lowerInner,
  [K.splat_type]: (cx, at) => cx.node(Op.Spread, at, lowerAnnotation(cx, cx.firstKid(at))),
  [K.type_parameter]: (cx, at) => cx.list(Op.Opaque, at, [], lowerAll(cx, cx.kids(at))),
};
