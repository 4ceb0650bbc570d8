import { classOf, escaped, OTHER } from "./characters.ts";

/**
 * A part of a regular expression. Characters are ASCII codes; OTHER stands for all beyond. An anchor is a position
 * that must hold: `$`, `\b`, a look-around, a back-reference; one that may fail is not empty for whoever asks what follows.
 */
export type Piece =
  | { readonly kind: "set"; readonly chars: Set<number>; readonly min: number; readonly max: number }
  | {
      readonly kind: "group";
      readonly branches: readonly (readonly Piece[])[];
      readonly min: number;
      readonly max: number;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "anchor"; readonly mayBeEmpty: boolean };

const MAX_SOURCE = 2000;
const MAX_DEPTH = 40;

interface Cursor {
  readonly text: string;
  at: number;
}

/** Reads a pattern (JavaScript or Python) into pieces; null when it is too long, too deep or does not parse. */
export function parsePattern(source: string): readonly Piece[] | null {
  if (source.length > MAX_SOURCE) return null;
  const cursor: Cursor = { text: source, at: 0 };
  const branches = readBranches(cursor, 0);
  if (branches === null || cursor.at !== source.length) return null;
  return branches.length === 1
    ? (branches[0] as readonly Piece[])
    : [{ kind: "group", branches, min: 1, max: 1, start: 0, end: source.length }];
}

function readBranches(cursor: Cursor, depth: number): (readonly Piece[])[] | null {
  if (depth > MAX_DEPTH) return null;
  const branches: Piece[][] = [[]];
  while (cursor.at < cursor.text.length && cursor.text[cursor.at] !== ")") {
    if (cursor.text[cursor.at] === "|") {
      cursor.at++;
      branches.push([]);
      continue;
    }
    const piece = readPiece(cursor, depth);
    if (piece === null) return null;
    branches.at(-1)?.push(piece);
  }
  return branches;
}

function readPiece(cursor: Cursor, depth: number): Piece | null {
  const start = cursor.at;
  const char = cursor.text[cursor.at++] as string;
  if (char === "(") return readGroup(cursor, start, depth);
  if (char === "^" || char === "$") return { kind: "anchor", mayBeEmpty: char === "^" };
  if (char === "*" || char === "+" || char === "?") return null;
  let chars: Set<number> | null;
  if (char === "[") chars = readClass(cursor);
  else if (char === "\\") {
    const letter = cursor.text[cursor.at++];
    if (letter === undefined) return null;
    if (/[bBAZz1-9k]/.test(letter)) return { kind: "anchor", mayBeEmpty: false };
    chars = escaped(letter);
  } else chars = char === "." ? classOf("\n", true) : classOf(char, false);
  return chars === null ? null : { kind: "set", chars, ...readQuantifier(cursor) };
}

function readGroup(cursor: Cursor, start: number, depth: number): Piece | null {
  const head = /^\?(?:[:=!>]|<[=!]|P?<\w+>|P=\w+|[a-z-]+[:)]|#)/.exec(cursor.text.slice(cursor.at, cursor.at + 60))?.[0] ?? "";
  cursor.at += head.length;
  const branches = readBranches(cursor, depth + 1);
  if (branches === null || cursor.text[cursor.at] !== ")") return null;
  cursor.at++;
  const quantifier = readQuantifier(cursor);
  // A look-around matches no text, and an atomic group gives nothing back.
  if (/^\?(?:[=!>]|<[=!])$/.test(head)) return { kind: "anchor", mayBeEmpty: false };
  return { kind: "group", branches, ...quantifier, start, end: cursor.at };
}

function readClass(cursor: Cursor): Set<number> | null {
  const negated = cursor.text[cursor.at] === "^";
  if (negated) cursor.at++;
  const chars = new Set<number>();
  for (let first = true; cursor.text[cursor.at] !== "]" || (first && negated); first = false) {
    let char = cursor.text[cursor.at++];
    if (char === undefined) return null;
    let set = classOf(char, false);
    if (char === "\\") {
      char = cursor.text[cursor.at++];
      if (char === undefined) return null;
      set = escaped(char);
    }
    const range = /^-([^\]\\])/.exec(cursor.text.slice(cursor.at, cursor.at + 2));
    if (range !== null && set.size === 1) {
      cursor.at += 2;
      const to = (range[1] as string).charCodeAt(0);
      for (let code = [...set][0] as number; code <= Math.min(to, 127); code++) chars.add(code);
      if (to > 127) chars.add(OTHER);
    } else for (const code of set) chars.add(code);
  }
  cursor.at++;
  return negated ? classOf([...chars].map((code) => String.fromCharCode(code)).join(""), true) : chars;
}

function readQuantifier(cursor: Cursor): { min: number; max: number } {
  const match = /^(?:[*+?]|\{(\d{1,4})(,(\d{0,4}))?\})[?+]?/.exec(cursor.text.slice(cursor.at, cursor.at + 16));
  if (match === null) return { min: 1, max: 1 };
  cursor.at += match[0].length;
  const [whole, least, range, most] = match;
  if (least === undefined) return { min: whole[0] === "+" ? 1 : 0, max: whole[0] === "?" ? 1 : Number.POSITIVE_INFINITY };
  return { min: Number(least), max: range === undefined ? Number(least) : most === "" ? Number.POSITIVE_INFINITY : Number(most) };
}
