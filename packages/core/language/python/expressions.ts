import { Op } from "../ir.ts";
import { lowerAssignmentExpression, lowerAugmented } from "./assignments.ts";
import { lowerComprehension } from "./comprehensions.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerLambda } from "./functions.ts";
import { K, T } from "./kinds.ts";
import { lowerBinary, lowerBoolean, lowerComparison, lowerUnary } from "./operators.ts";
import { resolve } from "./scopes.ts";
import { constantString, lowerConcatenated, lowerInterpolation, lowerString } from "./strings.ts";

/** Lowers one expression of the flat tree and returns its node; 0 (no such operand, after an error) becomes an empty Opaque. */
export function lowerExpression(cx: Context, at: number): number {
  const lower = EXPRESSIONS[cx.tree.kind[at] as number];
  if (at === 0 || lower === undefined) return opaque(cx, at, at === 0 ? [] : cx.kids(at));
  if (cx.depth >= MAX_DEPTH) return tooDeep(cx, at);
  cx.depth++;
  const node = lower(cx, at);
  cx.depth--;
  return node;
}

/** As lowerExpression, and 0 for 0. */
export function lowerOptional(cx: Context, at: number): number {
  return at === 0 ? 0 : lowerExpression(cx, at);
}

export function lowerAll(cx: Context, nodes: readonly number[]): number[] {
  return nodes.map((node) => lowerExpression(cx, node));
}

/** A value that depends on all the given children. */
export function opaque(cx: Context, at: number, children: readonly number[]): number {
  if (cx.depth >= MAX_DEPTH) return tooDeep(cx, at);
  cx.depth++;
  const lowered = lowerAll(cx, children);
  cx.depth--;
  return cx.list(Op.Opaque, at, [], lowered);
}

/** What is nested too deeply still depends on every variable that is named in it. */
export function tooDeep(cx: Context, at: number): number {
  cx.problem("depth", cx.tree.start[at] as number, `code nested more than ${MAX_DEPTH} levels deep was not read`);
  const seen = new Set<number>();
  const refs: number[] = [];
  const end = cx.tree.next[at] as number;
  for (let i = at; i < end; i++) {
    if (cx.tree.kind[i] !== K.identifier) continue;
    const meaning = resolve(cx.scope, cx.name(i));
    if (meaning.tag !== "decl" || seen.has(meaning.decl)) continue;
    seen.add(meaning.decl);
    refs.push(cx.ref(i, meaning.decl));
  }
  return cx.list(Op.Opaque, at, [], refs);
}

type Lower = (cx: Context, at: number) => number;

const lowerInner: Lower = (cx, at) => lowerExpression(cx, cx.firstKid(at));
const lowerSpread: Lower = (cx, at) => cx.node(Op.Spread, at, lowerExpression(cx, cx.firstKid(at)));
const lowerKwSpread: Lower = (cx, at) => cx.node(Op.KwSpread, at, lowerExpression(cx, cx.firstKid(at)));
const lowerNumber: Lower = (cx, at) => cx.node(Op.Num, at, cx.builder.string(cx.slice(at)));
const lowerArray =
  (form: number): Lower =>
  (cx, at) =>
    cx.list(Op.Array, at, [form], lowerAll(cx, cx.kids(at)));
const lowerTuple = lowerArray(1);

/** An identifier without text was inserted by the parser. */
function lowerName(cx: Context, at: number): number {
  const name = cx.name(at);
  return name === "" ? cx.list(Op.Opaque, at, [], []) : cx.use(at, name);
}

function lowerAttribute(cx: Context, at: number): number {
  const object = lowerExpression(cx, cx.firstKid(at));
  return cx.node(Op.Member, at, object, cx.builder.string(cx.name(cx.lastKid(at))));
}

/** `x[a]`, `x[a, b]` (indexed by a tuple) and `x[a:b]` (bounds only, as Opaque). */
function lowerSubscript(cx: Context, at: number): number {
  const [value = 0, ...subscripts] = cx.kids(at);
  const object = lowerExpression(cx, value);
  const indices = lowerAll(cx, subscripts);
  const single = indices.length === 1 && subscripts[0] !== undefined && cx.tree.kind[subscripts[0]] !== K.list_splat;
  return cx.node(Op.Index, at, object, single ? (indices[0] as number) : cx.list(Op.Array, at, [1], indices));
}

function lowerCall(cx: Context, at: number): number {
  const callee = lowerExpression(cx, cx.firstKid(at));
  const given = cx.lastKid(at);
  const args = cx.tree.kind[given] === K.argument_list ? lowerAll(cx, cx.kids(given)) : [lowerExpression(cx, given)];
  return cx.list(Op.Call, at, [callee], args);
}

function lowerKeywordArgument(cx: Context, at: number): number {
  const name = cx.name(cx.firstKid(at));
  return cx.node(Op.KwArg, at, cx.builder.string(name), lowerExpression(cx, cx.lastKid(at)));
}

function lowerDictionary(cx: Context, at: number): number {
  const items = cx.kids(at).map((item) => {
    if (cx.tree.kind[item] !== K.pair) return lowerSpread(cx, item);
    const constant = constantString(cx, cx.firstKid(item));
    if (constant !== null) return cx.node(Op.Prop, item, cx.builder.string(constant), lowerExpression(cx, cx.lastKid(item)));
    const key = lowerExpression(cx, cx.firstKid(item));
    return cx.node(Op.PropComputed, item, key, lowerExpression(cx, cx.lastKid(item)));
  });
  return cx.list(Op.Object, at, [], items);
}

function lowerPair(cx: Context, at: number): number {
  return cx.list(Op.Array, at, [3], [lowerExpression(cx, cx.firstKid(at)), lowerExpression(cx, cx.lastKid(at))]);
}

/** `value if test else other`. */
function lowerConditional(cx: Context, at: number): number {
  const [value = 0, test = 0, other = 0] = cx.kids(at);
  const condition = lowerExpression(cx, test);
  return cx.node(Op.Cond, at, condition, lowerExpression(cx, value), lowerExpression(cx, other));
}

function lowerWalrus(cx: Context, at: number): number {
  const target = cx.firstKid(at);
  const value = lowerExpression(cx, cx.lastKid(at));
  return cx.node(Op.Assign, at, cx.bound(target, cx.name(target)), value);
}

function lowerYield(cx: Context, at: number): number {
  cx.yields = true;
  const value = lowerOptional(cx, cx.firstKid(at));
  // `yield from x` yields each element of x.
  return cx.node(Op.Yield, at, cx.kid(at, T.from) === 0 ? value : cx.node(Op.IterElem, at, value));
}

/** `...` is a spelling of the built-in constant Ellipsis. */
const lowerEllipsis: Lower = (cx, at) => cx.global(at, "Ellipsis");

const EXPRESSIONS: Readonly<Record<number, Lower>> = {
  [K.identifier]: lowerName,
  [K.dotted_name]: lowerDotted,
  [K.string]: lowerString,
  [K.concatenated_string]: lowerConcatenated,
  [K.interpolation]: lowerInterpolation,
  [K.format_expression]: lowerInterpolation,
  [K.integer]: lowerNumber,
  [K.float]: lowerNumber,
  [K.true]: (cx, at) => cx.node(Op.Bool, at, 1),
  [K.false]: (cx, at) => cx.node(Op.Bool, at, 0),
  [K.none]: (cx, at) => cx.node(Op.Null, at),
  [K.ellipsis]: lowerEllipsis,
  [K.attribute]: lowerAttribute,
  [K.subscript]: lowerSubscript,
  [K.call]: lowerCall,
  [K.keyword_argument]: lowerKeywordArgument,
  [K.list_splat]: lowerSpread,
  [K.list_splat_pattern]: lowerSpread,
  [K.dictionary_splat]: lowerKwSpread,
  [K.dictionary_splat_pattern]: lowerKwSpread,
  [K.list]: lowerArray(0),
  [K.list_pattern]: lowerArray(0),
  [K.set]: lowerArray(2),
  [K.tuple]: lowerTuple,
  [K.tuple_pattern]: lowerTuple,
  [K.expression_list]: lowerTuple,
  [K.pattern_list]: lowerTuple,
  [K.dictionary]: lowerDictionary,
  [K.pair]: lowerPair,
  [K.parenthesized_expression]: lowerInner,
  [K.type]: lowerInner,
  [K.as_pattern_target]: lowerInner,
  [K.as_pattern]: lowerInner,
  [K.generator_expression]: lowerComprehension,
  [K.list_comprehension]: lowerComprehension,
  [K.set_comprehension]: lowerComprehension,
  [K.dictionary_comprehension]: lowerComprehension,
  [K.lambda]: lowerLambda,
  [K.conditional_expression]: lowerConditional,
  [K.named_expression]: lowerWalrus,
  [K.boolean_operator]: lowerBoolean,
  [K.binary_operator]: lowerBinary,
  [K.comparison_operator]: lowerComparison,
  [K.not_operator]: lowerUnary,
  [K.unary_operator]: lowerUnary,
  [K.await]: (cx, at) => cx.node(Op.Await, at, lowerExpression(cx, cx.firstKid(at))),
  [K.yield]: lowerYield,
  [K.assignment]: lowerAssignmentExpression,
  [K.augmented_assignment]: lowerAugmented,
};

/** `a.b.c` where the grammar has a name and no expression (patterns). */
export function lowerDotted(cx: Context, at: number): number {
  const [first = 0, ...rest] = cx.kids(at);
  let node = lowerName(cx, first);
  for (const part of rest) node = cx.node(Op.Member, at, node, cx.builder.string(cx.name(part)));
  return node;
}
