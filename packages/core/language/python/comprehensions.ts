import { Op } from "../ir.ts";
import { assignTarget } from "./assignments.ts";
import { bindTarget } from "./bindings.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerAll, lowerExpression, tooDeep } from "./expressions.ts";
import { K } from "./kinds.ts";
import { newScope } from "./scopes.ts";

/** One `for` of a comprehension with the `if`s that follow it. */
interface Clause {
  readonly at: number;
  readonly conditions: number[];
}

/**
 * A comprehension or generator expression. Its first iterable belongs to the scope around it (reference,
 * 6.2.4); everything else to its own. A further `for` is a Spread of an inner Comp: its elements are
 * elements of the whole, where a comprehension as the element would be one list per turn.
 */
export function lowerComprehension(cx: Context, at: number): number {
  const clauses: Clause[] = [];
  for (const kid of cx.kids(at)) {
    if (cx.tree.kind[kid] === K.for_in_clause) clauses.push({ at: kid, conditions: [] });
    else if (cx.tree.kind[kid] === K.if_clause) clauses[clauses.length - 1]?.conditions.push(cx.firstKid(kid));
  }
  if (cx.depth + clauses.length >= MAX_DEPTH) return tooDeep(cx, at);
  const first = clauses[0];
  if (first === undefined) return cx.list(Op.Opaque, at, [], lowerAll(cx, cx.kids(at)));
  const iterable = lowerIterable(cx, first.at);
  const outer = cx.scope;
  cx.scope = newScope("comprehension", outer);
  for (const clause of clauses) bindTarget(cx, cx.scope, cx.firstKid(clause.at), 2);
  cx.depth += clauses.length;
  const node = lowerClause(cx, at, clauses, 0, iterable);
  cx.depth -= clauses.length;
  cx.scope = outer;
  return node;
}

function lowerClause(cx: Context, at: number, clauses: readonly Clause[], index: number, iterable: number): number {
  const clause = clauses[index] as Clause;
  const bind = bindElement(cx, cx.firstKid(clause.at), iterable);
  const tests = lowerAll(cx, clause.conditions);
  const condition = tests.length === 0 ? 0 : tests.reduce((left, right) => cx.node(Op.And, at, left, right));
  const inner = clauses[index + 1];
  const element =
    inner === undefined
      ? lowerExpression(cx, cx.firstKid(at))
      : cx.node(Op.Spread, inner.at, lowerClause(cx, at, clauses, index + 1, lowerIterable(cx, inner.at)));
  return cx.node(Op.Comp, at, iterable, bind, condition, element);
}

/** `for x in a, b`: the parts behind `in` are one tuple. */
function lowerIterable(cx: Context, clause: number): number {
  const [, ...iterables] = cx.kids(clause);
  if (iterables.length === 1) return lowerExpression(cx, iterables[0] as number);
  return cx.list(Op.Array, clause, [1], lowerAll(cx, iterables));
}

/** Statement that assigns one element of an iterable to the target of a loop. */
export function bindElement(cx: Context, target: number, iterable: number): number {
  const out: number[] = [];
  assignTarget(cx, target, cx.node(Op.IterElem, target, iterable), out);
  return out.length === 1 ? (out[0] as number) : cx.list(Op.Block, target, [], out);
}
