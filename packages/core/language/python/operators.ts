import { Op, type OpCode } from "../ir.ts";
import type { Context } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { FIRST_TOKEN, K, T, tokenText } from "./kinds.ts";

/** Longest chain of one operator that keeps the shape of the source; readers of the Unit recurse once per link. */
const MAX_CHAIN = 64;

/** Operators for which a longer chain may be regrouped: (a + b) + c and a + (b + c) are the same text, list or number. */
const ASSOCIATIVE: ReadonlySet<number> = new Set([T["+"], T["*"], T["|"], T["&"], T["^"]]);

/** A lowered operand and its place. */
interface Part {
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

export function lowerBinary(cx: Context, at: number): number {
  const { operands, operators } = spine(cx, at);
  const parts = operands.map((operand) => lowerPart(cx, operand));
  const first = operators[0] as number;
  if (operators.length <= MAX_CHAIN) {
    return parts.reduce((left, right, index) => joined(cx, Op.Binary, operators[index - 1] as number, left, right)).node;
  }
  const regroup = ASSOCIATIVE.has(first) && operators.every((operator) => operator === first);
  if (regroup) return balanced(parts, (left, right) => joined(cx, Op.Binary, first, left, right));
  return cx.list(Op.Opaque, at, [], nodesOf(parts));
}

export function lowerBoolean(cx: Context, at: number): number {
  const { operands, operators } = spine(cx, at);
  const kind = operators[0] === T.and ? Op.And : Op.Or;
  const parts = operands.map((operand) => lowerPart(cx, operand));
  if (parts.length > MAX_CHAIN) return balanced(parts, (left, right) => joined(cx, kind, 0, left, right));
  return parts.reduce((left, right) => joined(cx, kind, 0, left, right)).node;
}

/** `a < b <= c` is `a < b and b <= c` with b evaluated once: both comparisons hold the same node. */
export function lowerComparison(cx: Context, at: number): number {
  const parts = cx.kids(at).map((operand) => lowerPart(cx, operand));
  const operators = tokens(cx, at);
  const pairs: Part[] = [];
  for (let i = 0; i + 1 < parts.length; i++) {
    pairs.push(joined(cx, Op.Binary, operators[i] ?? T["=="], parts[i] as Part, parts[i + 1] as Part));
  }
  if (pairs.length === 0) return cx.list(Op.Opaque, at, [], nodesOf(parts));
  return balanced(pairs, (left, right) => joined(cx, Op.And, 0, left, right));
}

export function lowerUnary(cx: Context, at: number): number {
  const operator = cx.tree.kind[at] === K.not_operator ? "!" : tokenText(tokens(cx, at)[0] ?? T["-"]);
  return cx.node(Op.Unary, at, cx.builder.string(operator), lowerExpression(cx, cx.firstKid(at)));
}

/** Name in the IR of a binary operator token; `<>` is how Python 2 spelled `!=`. */
export function operatorName(token: number): string {
  return token === T["<>"] ? "!=" : tokenText(token);
}

/** Tokens among the children of a node, in order. */
export function tokens(cx: Context, at: number): number[] {
  const { kind, next } = cx.tree;
  const end = next[at] as number;
  const out: number[] = [];
  for (let i = at + 1; i < end; i = next[i] as number) if ((kind[i] as number) >= FIRST_TOKEN) out.push(kind[i] as number);
  return out;
}

function lowerPart(cx: Context, at: number): Part {
  return { node: lowerExpression(cx, at), start: cx.tree.start[at] as number, end: cx.tree.end[at] as number };
}

function nodesOf(parts: readonly Part[]): number[] {
  return parts.map((part) => part.node);
}

function joined(cx: Context, kind: OpCode, token: number, left: Part, right: Part): Part {
  const { start } = left;
  const { end } = right;
  if (kind !== Op.Binary) return { node: cx.builder.node(kind, start, end, left.node, right.node), start, end };
  return { node: cx.builder.node(kind, start, end, cx.builder.string(operatorName(token)), left.node, right.node), start, end };
}

/** Operands and operators of a left-recursive chain, without recursion: `a + b - c` is [a, b, c] and [+, -]. */
function spine(cx: Context, at: number): { operands: number[]; operators: number[] } {
  const { kind } = cx.tree;
  const operands: number[] = [];
  const operators: number[] = [];
  const boolean = kind[at] === K.boolean_operator;
  const own = tokens(cx, at)[0] ?? (boolean ? T.or : T["+"]);
  for (let node = at; ; ) {
    operators.push(tokens(cx, node)[0] ?? own);
    operands.push(cx.lastKid(node));
    const left = cx.firstKid(node);
    const sameChain = kind[left] === kind[at] && left !== 0 && (!boolean || tokens(cx, left)[0] === own);
    if (!sameChain) {
      operands.push(left);
      return { operands: operands.reverse(), operators: operators.reverse() };
    }
    node = left;
  }
}

/** Joins neighbours pairwise, so that the depth of the result is the logarithm of the length. */
function balanced(parts: readonly Part[], pair: (left: Part, right: Part) => Part): number {
  let level = [...parts];
  while (level.length > 1) {
    const above: Part[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] as Part;
      const right = level[i + 1];
      above.push(right === undefined ? left : pair(left, right));
    }
    level = above;
  }
  return (level[0] as Part).node;
}
