import { type Piece, parsePattern } from "./parse.ts";

/** A repetition that can split the same text in more than one way; where it stands in the pattern. */
export interface Ambiguity {
  readonly start: number;
  readonly end: number;
}

/**
 * The first repetition of a pattern that takes exponential time on a text that almost matches: (a+)+, (\w+\s?)*,
 * (a|a)*. A repetition is ambiguous when its body can end inside an inner repetition whose characters could as well
 * begin the body anew, or when two of its alternatives match the same character. Null for linear patterns, for
 * patterns of mere polynomial cost, and for those that cannot be read.
 */
export function ambiguousRepetition(source: string): Ambiguity | null {
  const tree = parsePattern(source);
  return tree === null ? null : search(tree, false);
}

/** Something that can fail must follow, or no text makes the pattern try again. */
function search(pieces: readonly Piece[], failsAfter: boolean): Ambiguity | null {
  for (const [index, piece] of pieces.entries()) {
    const after = failsAfter || pieces.slice(index + 1).some((next) => !isNullable(next));
    if (piece.kind !== "group") continue;
    if (after && piece.max === Number.POSITIVE_INFINITY && isAmbiguous(piece.branches)) return { start: piece.start, end: piece.end };
    const repeats = piece.max > 1;
    for (const branch of piece.branches) {
      const inner = search(branch, after || repeats);
      if (inner !== null) return inner;
    }
  }
  return null;
}

function isAmbiguous(branches: readonly (readonly Piece[])[]): boolean {
  const first = branches.map(firstOf);
  for (const branch of branches) {
    for (const set of loopsAtEnd(branch)) if (first.some((other) => overlaps(set, other))) return true;
  }
  const single = branches.filter((branch) => branch.length === 1 && branch[0]?.kind === "set" && branch[0].max === 1).map(firstOf);
  return single.some((set, index) => single.slice(index + 1).some((other) => overlaps(set, other)));
}

/** Characters of the unbounded repetitions in which a sequence can end. */
function loopsAtEnd(branch: readonly Piece[]): Set<number>[] {
  const out: Set<number>[] = [];
  for (const piece of branch.toReversed()) {
    if (piece.kind === "anchor") return out;
    if (piece.kind === "set" && piece.max === Number.POSITIVE_INFINITY) out.push(piece.chars);
    if (piece.kind === "group") {
      if (piece.max === Number.POSITIVE_INFINITY) out.push(firstOf([piece]));
      for (const inner of piece.branches) out.push(...loopsAtEnd(inner));
    }
    if (!isNullable(piece)) return out;
  }
  return out;
}

/** Characters with which a sequence can begin. */
function firstOf(branch: readonly Piece[]): Set<number> {
  const out = new Set<number>();
  for (const piece of branch) {
    if (piece.kind === "set") for (const char of piece.chars) out.add(char);
    if (piece.kind === "group") for (const inner of piece.branches) for (const char of firstOf(inner)) out.add(char);
    if (piece.kind === "anchor" || !isNullable(piece)) return out;
  }
  return out;
}

function isNullable(piece: Piece): boolean {
  if (piece.kind === "anchor") return piece.mayBeEmpty;
  if (piece.min === 0) return true;
  return piece.kind === "group" && piece.branches.some((branch) => branch.every(isNullable));
}

function overlaps(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const char of a) if (b.has(char)) return true;
  return false;
}
