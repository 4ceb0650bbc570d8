import { Op } from "../ir.ts";
import { elementIndex } from "./assignments.ts";
import { captureName } from "./bindings.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { lowerDotted, lowerExpression, opaque } from "./expressions.ts";
import { K } from "./kinds.ts";
import { constantString } from "./strings.ts";

/** Emits an expression for the part of the subject that a pattern is matched against. */
export type Subject = (at: number) => number;

/**
 * Tests of a pattern, one per alternative; none if it matches everything. A constant is compared with
 * the subject; Opaque stands for all other tests. Assignments of the captures are pushed to `captures`.
 */
export function matchPattern(cx: Context, pattern: number, subject: Subject, captures: number[]): number[] {
  if (cx.depth >= MAX_DEPTH) return [opaque(cx, pattern, [])];
  cx.depth++;
  const at = ungrouped(cx, pattern);
  const match = at === 0 ? undefined : PATTERNS[cx.tree.kind[at] as number];
  const tests = at === 0 ? [] : match === undefined ? [matchConstant(cx, at)] : match(cx, at, subject, captures);
  cx.depth--;
  return tests;
}

/** Tests of the elements of a sequence pattern; a starred element takes what the others leave. */
export function matchSequence(cx: Context, elements: readonly number[], subject: Subject, captures: number[]): number[] {
  const isStar = (at: number): boolean => cx.tree.kind[ungrouped(cx, at)] === K.splat_pattern;
  const star = elements.findIndex(isStar);
  return elements.flatMap((element, index) => {
    if (isStar(element)) {
      captureRest(cx, ungrouped(cx, element), (at) => cx.node(Op.ArrayRest, at, subject(at), index), captures);
      return [];
    }
    const position = star >= 0 && index > star ? index - elements.length : index;
    return matchPattern(cx, element, (at) => cx.node(Op.Index, at, subject(at), elementIndex(cx, at, position)), captures);
  });
}

type Match = (cx: Context, at: number, subject: Subject, captures: number[]) => number[];

/** The pattern inside case_pattern and parentheses; 0 for the `_` that the grammar gives as a bare token. */
function ungrouped(cx: Context, pattern: number): number {
  const { kind, end } = cx.tree;
  for (let at = pattern; ; ) {
    const first = cx.firstKid(at);
    // Parentheses with a comma are a sequence of one.
    const group =
      kind[at] === K.tuple_pattern && first !== 0 && first === cx.lastKid(at) && !cx.text.slice(end[first], end[at]).includes(",");
    if (kind[at] !== K.case_pattern && !group) return at;
    if (first === 0) return 0;
    at = first;
  }
}

/** A literal; the sign of a number is a token in front of it. */
function matchConstant(cx: Context, at: number): number {
  const { kind, start } = cx.tree;
  if (kind[at] === K.complex_pattern) return cx.node(Op.Num, at, cx.builder.string(cx.slice(at)));
  const node = lowerExpression(cx, at);
  let before = (start[at] as number) - 1;
  while (/\s/.test(cx.text.charAt(before))) before--;
  const negative = cx.text.charAt(before) === "-" && (kind[at] === K.integer || kind[at] === K.float);
  return negative ? cx.node(Op.Unary, at, cx.builder.string("-"), node) : node;
}

function matchName(cx: Context, at: number, subject: Subject, captures: number[]): number[] {
  const name = captureName(cx, at);
  if (name !== "") captures.push(cx.assign(at, cx.bound(at, name), subject(at)));
  return name !== "" || cx.slice(at) === "_" ? [] : [lowerDotted(cx, at)];
}

function matchUnion(cx: Context, at: number, subject: Subject, captures: number[]): number[] {
  const alternatives = cx.kids(at).map((kid) => matchPattern(cx, kid, subject, captures));
  return alternatives.some((tests) => tests.length === 0) ? [] : alternatives.flat();
}

function matchAs(cx: Context, at: number, subject: Subject, captures: number[]): number[] {
  const name = cx.lastKid(at);
  const tests = matchPattern(cx, cx.firstKid(at), subject, captures);
  captures.push(cx.assign(name, cx.bound(name, cx.name(name)), subject(name)));
  return tests;
}

function matchItems(cx: Context, at: number, subject: Subject, captures: number[]): number[] {
  return [cx.list(Op.Opaque, at, [], [subject(at), ...matchSequence(cx, cx.kids(at), subject, captures)])];
}

/** `{"key": pattern, **rest}`. */
function matchMapping(cx: Context, at: number, subject: Subject, captures: number[]): number[] {
  const tests: number[] = [];
  const known: number[] = [];
  let key = 0;
  for (const kid of cx.kids(at)) {
    const from = key;
    if (cx.tree.kind[kid] === K.splat_pattern) {
      captureRest(cx, kid, (place) => cx.list(Op.ObjectRest, place, [subject(place)], known), captures);
    } else if (cx.tree.kind[kid] === K.case_pattern) {
      tests.push(...matchPattern(cx, kid, (place) => cx.node(Op.Index, place, subject(place), keyNode(cx, from)), captures));
    } else {
      key = kid;
      tests.push(keyNode(cx, key));
      if (constantString(cx, key) !== null) known.push(keyNode(cx, key));
    }
  }
  return [cx.list(Op.Opaque, at, [], [subject(at), ...tests])];
}

function keyNode(cx: Context, key: number): number {
  return cx.tree.kind[key] === K.dotted_name ? lowerDotted(cx, key) : matchConstant(cx, key);
}

/** Classes whose one positional part is the whole subject. Source: Python reference, 8.6.4.10 "Class patterns". */
// biome-ignore format: one list
const SELF_MATCHING: ReadonlySet<string> = new Set([
  "bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple",
]);

/** `Point(x, y=pattern)`: a keyword part is an attribute; a positional one is some part of the subject. */
function matchClass(cx: Context, at: number, subject: Subject, captures: number[]): number[] {
  const [name = 0, ...parts] = cx.kids(at);
  const whole = SELF_MATCHING.has(cx.slice(name));
  const checked = cx.list(Op.Call, at, [cx.global(at, "isinstance")], [subject(at), lowerDotted(cx, name)]);
  const tests = parts.flatMap((part) => {
    const keyword = ungrouped(cx, part);
    if (cx.tree.kind[keyword] !== K.keyword_pattern) {
      return matchPattern(cx, part, whole ? subject : (place) => cx.list(Op.Opaque, place, [], [subject(place)]), captures);
    }
    const attribute = cx.builder.string(cx.name(cx.firstKid(keyword)));
    return matchPattern(cx, cx.lastKid(keyword), (place) => cx.node(Op.Member, place, subject(place), attribute), captures);
  });
  return [cx.list(Op.Opaque, at, [], [checked, ...tests])];
}

function captureRest(cx: Context, splat: number, value: Subject, captures: number[]): void {
  const name = cx.kid(splat, K.identifier);
  if (name !== 0 && cx.name(name) !== "_") captures.push(cx.assign(splat, cx.bound(name, cx.name(name)), value(splat)));
}

const PATTERNS: Readonly<Record<number, Match>> = {
  [K.dotted_name]: matchName,
  [K.union_pattern]: matchUnion,
  [K.as_pattern]: matchAs,
  [K.tuple_pattern]: matchItems,
  [K.list_pattern]: matchItems,
  [K.dict_pattern]: matchMapping,
  [K.class_pattern]: matchClass,
};
