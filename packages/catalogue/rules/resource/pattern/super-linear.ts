import { Automaton } from "./automaton.ts";
import { type Piece, parsePattern } from "./parse.ts";

/** A repetition that can split the same text in more than one way; where it stands in the pattern. */
export interface Ambiguity {
  readonly start: number;
  readonly end: number;
}

/**
 * The innermost repetition of a pattern that takes exponential time on a text that almost matches: (a+)+, (\w+\s?)*,
 * (a|a)*. That is so when its automaton can read some text from a state back to the same state in two ways (Weber and
 * Seidl, On the degree of ambiguity of finite automata, 1991), and something that can fail follows. Null for linear
 * patterns, for patterns of mere polynomial cost, and for those that cannot be read or are too large.
 */
export function ambiguousRepetition(source: string, failsAfter = false): Ambiguity | null {
  const tree = parsePattern(source);
  return tree === null ? null : search(tree, failsAfter);
}

/** Something that can fail must follow, or no text makes the pattern try again. */
function search(pieces: readonly Piece[], failsAfter: boolean): Ambiguity | null {
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== "group") continue;
    const after = failsAfter || pieces.slice(index + 1).some((next) => !isNullable(next));
    for (const branch of piece.branches) {
      const inner = search(branch, after || piece.max > 1);
      if (inner !== null) return inner;
    }
    if (after && piece.max === Number.POSITIVE_INFINITY && isAmbiguous(piece.branches)) return { start: piece.start, end: piece.end };
  }
  return null;
}

/** Whether two different ways lead from some state back to it on the same text. */
function isAmbiguous(branches: readonly (readonly Piece[])[]): boolean {
  const automaton = Automaton.ofLoop(branches);
  if (automaton === null) return false;
  const states = automaton.chars.map((_, state) => state);
  return states.some((state) => returnsTwice(automaton, state));
}

/** Follows two ways at once from (state, state); they must part, read the same text, and both come back. */
function returnsTwice(automaton: Automaton, state: number): boolean {
  const size = automaton.chars.length;
  const home = state * size + state;
  const seen = new Set<number>();
  // A pair of states, doubled; odd once the two ways have parted.
  const queue = [home * 2];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    const parted = at % 2;
    const [a, b] = [Math.floor(at / 2 / size), Math.floor(at / 2) % size];
    for (const [nextA, waysA] of automaton.next[a] as Map<number, number>) {
      for (const nextB of (automaton.next[b] as Map<number, number>).keys()) {
        if (!automaton.overlap(nextA, nextB)) continue;
        const splits = nextA !== nextB || (a === b && waysA > 1);
        const to = (nextA * size + nextB) * 2 + (parted === 1 || splits ? 1 : 0);
        if (to === home * 2 + 1) return true;
        if (seen.has(to)) continue;
        seen.add(to);
        queue.push(to);
      }
    }
  }
  return false;
}

function isNullable(piece: Piece): boolean {
  if (piece.kind === "anchor") return piece.mayBeEmpty;
  if (piece.min === 0) return true;
  return piece.kind === "group" && piece.branches.some((branch) => branch.every(isNullable));
}
