import { Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { lowerExpression } from "./expressions.ts";
import { K } from "./kinds.ts";

/** What the prefix of a literal says. */
interface Prefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  /** An f-string or t-string: braces hold expressions. */
  readonly format: boolean;
}

/** Text in a literal, or the index of an interpolation. */
type Piece = string | number;

export function lowerString(cx: Context, at: number): number {
  return fromPieces(cx, at, piecesOf(cx, at));
}

/** Neighbouring literals are one string; one f-string among them makes all of it a Concat. */
export function lowerConcatenated(cx: Context, at: number): number {
  return fromPieces(cx, at, concatenatedPieces(cx, at));
}

/** Text of a string literal without interpolations, or null. */
export function constantString(cx: Context, at: number): string | null {
  const kind = cx.tree.kind[at];
  if (kind !== K.string && kind !== K.concatenated_string) return null;
  const pieces = kind === K.string ? piecesOf(cx, at) : concatenatedPieces(cx, at);
  return pieces.every((piece) => typeof piece === "string") ? pieces.join("") : null;
}

/** `{value!r:>{width}}`: the value; where the format holds expressions, a value that depends on all of them. */
export function lowerInterpolation(cx: Context, at: number): number {
  const kids = cx.kids(at);
  const format = cx.kid(at, K.format_specifier);
  const values = kids.filter((kid) => kid !== format).map((kid) => lowerExpression(cx, kid));
  const nested = format === 0 ? [] : cx.kids(format).map((kid) => lowerExpression(cx, kid));
  if (values.length === 1 && nested.length === 0) return values[0] as number;
  return cx.list(Op.Opaque, at, [], [...values, ...nested]);
}

function concatenatedPieces(cx: Context, at: number): Piece[] {
  const pieces: Piece[] = [];
  for (const kid of cx.kids(at)) for (const piece of piecesOf(cx, kid)) pieces.push(piece);
  return pieces;
}

function fromPieces(cx: Context, at: number, pieces: readonly Piece[]): number {
  const parts: number[] = [];
  let text: string[] = [];
  const flush = (): void => {
    if (text.length > 0) parts.push(cx.str(at, text.join("")));
    text = [];
  };
  let plain = true;
  for (const piece of pieces) {
    if (typeof piece === "string") {
      if (piece !== "") text.push(piece);
      continue;
    }
    plain = false;
    const echo = echoedText(cx, piece);
    if (echo !== "") text.push(echo);
    flush();
    parts.push(lowerExpression(cx, piece));
  }
  if (plain) return cx.str(at, text.join(""));
  flush();
  return cx.list(Op.Concat, at, [], parts);
}

/** The text before the value of `{x = }`, or "": expression, equals sign and spaces as they are written. */
function echoedText(cx: Context, interpolation: number): string {
  const value = cx.firstKid(interpolation);
  if (value === 0) return "";
  const behind = cx.text.slice(cx.tree.end[value], cx.tree.end[interpolation]);
  const equals = /^\s*=\s*/.exec(behind)?.[0] ?? "";
  return equals === "" ? "" : cx.text.slice((cx.tree.start[interpolation] as number) + 1, (cx.tree.end[value] as number) + equals.length);
}

/** Splits a literal at its interpolations and decodes the text between them. */
function piecesOf(cx: Context, at: number): Piece[] {
  const { start, end } = cx.tree;
  const open = cx.kid(at, K.string_start);
  if (open === 0) return [];
  const prefix = prefixOf(cx.slice(open));
  const close = cx.kid(at, K.string_end);
  const pieces: Piece[] = [];
  let from = end[open] as number;
  for (const kid of cx.kidsOf(at, K.interpolation)) {
    if ((start[kid] as number) > from) pieces.push(decode(cx.text.slice(from, start[kid]), prefix));
    pieces.push(kid);
    from = end[kid] as number;
  }
  const last = close === 0 ? (end[at] as number) : (start[close] as number);
  if (last > from) pieces.push(decode(cx.text.slice(from, last), prefix));
  return pieces;
}

function prefixOf(open: string): Prefix {
  const letters = open.slice(0, open.search(/["'`]/)).toLowerCase();
  return { raw: letters.includes("r"), bytes: letters.includes("b"), format: /[ft]/.test(letters) };
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\n", ""],
]);

/** Escape sequences of the Python reference, 2.4.1; an unknown one keeps its backslash. Names of characters are short. */
const ESCAPE = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(N)\{[^}]{0,120}\}|([\s\S]))/g;

function decode(written: string, prefix: Prefix): string {
  let text = written.includes("\r") ? written.replace(/\r\n?/g, "\n") : written;
  if (prefix.format) text = text.replaceAll("{{", "{").replaceAll("}}", "}");
  if (prefix.raw || !text.includes("\\")) return text;
  return text.replace(
    ESCAPE,
    (whole: string, octal?: string, hex?: string, short?: string, long?: string, named?: string, other?: string) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (other !== undefined) return SIMPLE.get(other) ?? whole;
      if (prefix.bytes) return whole;
      // The names of characters are a large table; one character of unknown identity stands for them.
      if (named !== undefined) return "\uFFFD";
      const code = Number.parseInt(short ?? long ?? "", 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
