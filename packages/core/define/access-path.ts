import { fail, ok, type Result } from "../problem.ts";
import type { AccessPath, PathEnd, Step } from "./model.ts";

/** Upper end of `(n..)` and `(*)`: every position from n on. */
export const OPEN_END = 2 ** 31 - 1;

/** Longest text and longest chain that a path may have; both far above any real row. */
const MAX_TEXT = 400;
const MAX_STEPS = 24;
/** Rows that one text with alternatives may stand for. */
const MAX_ALTERNATIVES = 2000;

/** Names of several values that share their members: `pool` in `<pool>.query(0)`. */
export type PathTypes = ReadonlyMap<string, readonly string[]>;

const MEMBER = /[A-Za-z_$][\w$]*|\*/y;
const CALLBACK = /\((-?\d{1,3})\)>\((\d{1,3})\)/y;
const SELECTOR = /\[(?:\d{1,3}(?:\.\.)?)?\]/y;
/** What may stand between the parentheses of an argument: n, -n, n.., n|name, name:, *, this. */
const ARGUMENT = /\((?:(-?\d{1,3})(\.\.)?(?:\|([A-Za-z_]\w*))?|([A-Za-z_]\w*):|(\*)|(this))\)/y;

type Piece = { readonly kind: "end"; readonly end: PathEnd } | Step | { readonly kind: "selector"; readonly text: string };

/**
 * Reads one access path in the grammar of the comment in model.ts, without alternatives.
 * A path of an argument only, such as `(0).shell`, is relative to the call that a row is about.
 */
export function parseAccessPath(text: string): Result<AccessPath> {
  if (text === "") return bad(text, "is empty");
  if (text.length > MAX_TEXT) return bad(`${text.slice(0, 40)}…`, `is longer than ${MAX_TEXT} characters`);
  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const [piece, next] = readPiece(text, at);
    if (piece === null) return bad(text, `does not parse at "${text.slice(at, at + 20)}"`);
    pieces.push(piece);
    at = next;
  }
  if (pieces.length > MAX_STEPS) return bad(text, `has more than ${MAX_STEPS} parts`);
  return assemble(text, pieces);
}

/**
 * Reads a path that may hold alternatives: `a|b` between dots stands for either member, `<name>` at
 * the start for each path of that type. The order of the results is the order of writing.
 */
export function parseAccessPaths(text: string, types: PathTypes = new Map()): Result<readonly AccessPath[]> {
  const texts = expandTypes(text, types, 0);
  if (!texts.ok) return texts;
  const paths: AccessPath[] = [];
  for (const one of texts.value) {
    const written = expandMembers(one);
    if (written === null || paths.length + written.length > MAX_ALTERNATIVES) return flood(text);
    for (const item of written) {
      const path = parseAccessPath(item);
      if (!path.ok) return path;
      paths.push(path.value);
    }
  }
  return ok(paths);
}

/**
 * Whether an argument end means the argument at `index` of `count` (positions count from 0, a negative
 * position from the end), or the keyword argument `keyword` where one is given.
 */
export function coversArgument(end: PathEnd, index: number, count: number, keyword: string | null = null): boolean {
  if (end.kind !== "argument") return false;
  if (keyword !== null) return end.keyword === keyword || end.keyword === "*";
  const from = end.from < 0 ? count + end.from : end.from;
  const to = end.to < 0 && end.from < 0 ? count + end.to : end.to;
  return index >= from && index <= to;
}

function bad<T = never>(text: string, why: string): Result<T> {
  return fail("RULE_PACK_INVALID", `access path "${text}" ${why}`);
}

function flood<T = never>(text: string): Result<T> {
  return bad(`${text.slice(0, 60)}…`, `stands for more than ${MAX_ALTERNATIVES} paths`);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function readPiece(text: string, at: number): readonly [Piece | null, number] {
  const char = text[at];
  if (char === "(") {
    if (text[at + 1] === ")") return [{ kind: "call" }, at + 2];
    const callback = match(CALLBACK, text, at);
    if (callback !== null)
      return [{ kind: "callback", argument: Number(callback[1]), parameter: Number(callback[2]) }, at + callback[0].length];
    const argument = match(ARGUMENT, text, at);
    return argument === null ? [null, at] : [{ kind: "end", end: argumentEnd(argument) }, at + argument[0].length];
  }
  if (char === "[") {
    const selector = match(SELECTOR, text, at);
    return selector === null ? [null, at] : [{ kind: "selector", text: selector[0] }, at + selector[0].length];
  }
  if (char !== "." && at > 0) return [null, at];
  const start = char === "." ? at + 1 : at;
  // A leading dot would make ".a" and "a" two spellings of one path.
  const member = at === 0 && char === "." ? null : match(MEMBER, text, start);
  if (member === null) return [null, at];
  return [member[0] === "new" ? { kind: "new" } : { kind: "member", name: member[0] }, start + member[0].length];
}

function argumentEnd(groups: RegExpExecArray): PathEnd {
  const [, position, open, alias, keyword, every] = groups;
  if (position !== undefined) {
    const from = Number(position);
    return { kind: "argument", from, to: open === undefined ? from : OPEN_END, keyword: alias ?? null };
  }
  if (keyword !== undefined) return { kind: "argument", from: 0, to: -1, keyword };
  if (every !== undefined) return { kind: "argument", from: 0, to: OPEN_END, keyword: "*" };
  return { kind: "this" };
}

/** Parts before the end are steps; parts after it are fields; a callback that nothing is called on is an end. */
function assemble(text: string, pieces: readonly Piece[]): Result<AccessPath> {
  const ending = endIndex(pieces);
  const steps: Step[] = [];
  const below: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (index === ending) continue;
    if (ending === -1 || index < ending) {
      if (piece.kind === "end") return bad(text, "goes on with a call after an argument");
      if (piece.kind === "selector" && piece.text !== "[]")
        return bad(text, "selects an element by number outside of an argument; write []");
      steps.push(piece.kind === "selector" ? { kind: "element" } : piece);
    } else if (piece.kind === "member") below.push(`.${piece.name}`);
    else if (piece.kind === "selector") below.push(piece.text);
    else return bad(text, "goes on with a call after an argument");
  }
  return ok({ text, steps, end: endOf(pieces[ending]), below });
}

function endIndex(pieces: readonly Piece[]): number {
  const argument = pieces.findIndex((piece) => piece.kind === "end");
  if (argument !== -1) return argument;
  const callback = pieces.findLastIndex((piece) => piece.kind === "callback");
  const after = pieces.slice(callback + 1);
  return callback !== -1 && after.every((piece) => piece.kind === "member" || piece.kind === "selector") ? callback : -1;
}

function endOf(piece: Piece | undefined): PathEnd {
  if (piece?.kind === "end") return piece.end;
  if (piece?.kind === "callback") return { kind: "callback", argument: piece.argument, parameter: piece.parameter };
  return { kind: "value" };
}

/** Types may be made of other types; deeper than four they would be a riddle, or a circle. */
function expandTypes(text: string, types: PathTypes, depth: number): Result<readonly string[]> {
  const head = /^<([A-Za-z][\w-]*)>/.exec(text);
  if (head === null) return ok([text]);
  const name = head[1] as string;
  const prefixes = types.get(name);
  if (prefixes === undefined) return bad(text, `names the unknown type "${name}"`);
  if (depth >= 4) return bad(text, "nests types more than four deep");
  const out: string[] = [];
  for (const prefix of prefixes) {
    const more = expandTypes(prefix + text.slice(head[0].length), types, depth + 1);
    if (!more.ok) return more;
    out.push(...more.value);
    if (out.length > MAX_ALTERNATIVES) return flood(text);
  }
  return ok(out);
}

/** `a|b.c(0|x)` is `a.c(0|x)` and `b.c(0|x)`: bars inside parentheses belong to the argument. Null: too many. */
function expandMembers(text: string): readonly string[] | null {
  let out = [""];
  for (const part of text.split(/(\([^)]*\)|\[[^\]]*\]|\.)/)) {
    const names = part.startsWith("(") || !part.includes("|") ? [part] : part.split("|");
    if (out.length * names.length > MAX_ALTERNATIVES) return null;
    out = out.flatMap((head) => names.map((name) => head + name));
  }
  return out;
}
