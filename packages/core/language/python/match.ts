import { Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { lowerAll, lowerExpression } from "./expressions.ts";
import { K } from "./kinds.ts";
import { matchPattern, matchSequence, type Subject } from "./patterns.ts";
import { lowerStatements } from "./statements.ts";

/**
 * `match` is a Switch that does not fall through. A constant pattern is a test like any case label; any
 * other pattern is a test of unknown outcome (Opaque over the subject and what the pattern names), and
 * its captures are assigned at the start of the block. A guard is an If around the rest of the block.
 */
export function lowerMatch(cx: Context, at: number, out: number[]): void {
  const body = cx.kid(at, K.block);
  const written = cx.kids(at).filter((kid) => kid !== body);
  const only = written.length === 1 ? (written[0] as number) : 0;
  const place = written[0] ?? at;
  // The subject is evaluated once; captures take it apart, so it needs a name.
  const named = cx.tree.kind[only] === K.identifier;
  const holder = named ? -1 : cx.temporary(at);
  const subject: Subject = (where) => (named ? cx.use(where, cx.name(only)) : cx.ref(where, holder));
  if (!named) {
    const value = only === 0 ? cx.list(Op.Array, at, [1], lowerAll(cx, written)) : lowerExpression(cx, only);
    out.push(cx.assign(place, cx.ref(place, holder), value));
  }
  const cases = body === 0 ? [] : cx.kidsOf(body, K.case_clause).map((clause) => lowerCase(cx, clause, subject));
  out.push(cx.list(Op.Switch, at, [subject(place), 0], cases));
}

function lowerCase(cx: Context, clause: number, subject: Subject): number {
  const patterns = cx.kidsOf(clause, K.case_pattern);
  const guard = cx.kid(clause, K.if_clause);
  const captures: number[] = [];
  let tests = isSequence(cx, patterns)
    ? [cx.list(Op.Opaque, clause, [], [subject(clause), ...matchSequence(cx, patterns, subject, captures)])]
    : matchPattern(cx, patterns[0] as number, subject, captures);
  // With a guard even a pattern that matches everything is no default.
  if (guard !== 0 && tests.length === 0) tests = [cx.list(Op.Opaque, clause, [], [subject(clause)])];
  const block = cx.kid(clause, K.block);
  const place = block === 0 ? clause : block;
  const condition = guard === 0 ? 0 : lowerExpression(cx, cx.firstKid(guard));
  let statements: number[] = [];
  if (block !== 0) lowerStatements(cx, block, statements);
  if (condition !== 0) statements = [cx.node(Op.If, clause, condition, cx.list(Op.Block, place, [], statements), 0)];
  const whole = cx.list(Op.Block, place, [], [...captures, ...statements]);
  return cx.list(Op.Case, clause, [tests.length, ...tests, whole]);
}

/** `case a, b:` and `case *rest:` are sequences without brackets; so is a clause whose pattern was not read. */
function isSequence(cx: Context, patterns: readonly number[]): boolean {
  return patterns.length !== 1 || cx.tree.kind[cx.firstKid(patterns[0] as number)] === K.splat_pattern;
}
