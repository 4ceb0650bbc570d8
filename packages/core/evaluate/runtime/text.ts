import { withBound } from "../bound.ts";
import type { Arguments } from "../calls.ts";
import { callValue, isCallable } from "../calls.ts";
import type { Frame } from "../engine.ts";
import { knownElements } from "../expressions.ts";
import { settled } from "../facts.ts";
import { patternTruth } from "../guards.ts";
import { appendElement, newObject } from "../heap.ts";
import { iterElement } from "../iteration.ts";
import { includesTruth, membershipTruth } from "../membership-guards.ts";
import { concat } from "../operators.ts";
import { startsWithTruth } from "../prefix-guards.ts";
import { PROOF } from "../proofs.ts";
import { shapeOfPattern } from "../regex-shape.ts";
import { rewritingProofs, survivors } from "../rewriting.ts";
import { endsWithTruth } from "../suffix-guards.ts";
import {
  atomValue,
  BOOLEAN,
  constant,
  constantsOf,
  join,
  type Label,
  NOTHING,
  type RegexAtom,
  stringOf,
  UNKNOWN,
  type Value,
} from "../value.ts";

/** call, apply, bind and then/catch/finally of functions and promises (a promise is its value here). */
export function functionMethod(f: Frame, receiver: Value, name: string, args: Arguments, node: number): Value | null {
  const functions = receiver.atoms.filter(isCallable);
  const [first, ...rest] = args.positional;
  if (f.unit.language !== "python") {
    if (
      functions.length > 0 &&
      (name === "call" || name === "apply" || name === "bind") &&
      functions.some((atom) => atom.tag !== "api" || atom.call === null)
    ) {
      if (name === "call") return callValue(f, { ...receiver, atoms: functions }, first ?? null, rest, null, node);
      if (name === "apply")
        return callValue(
          f,
          { ...receiver, atoms: functions },
          first ?? null,
          rest[0] === undefined ? [] : (knownElements(rest[0]) ?? [rest[0]]),
          null,
          node,
        );
      return withBound(receiver, first ?? null, rest, null);
    }
    if (name === "then" || name === "catch" || name === "finally") return settle(f, receiver, name, args, node);
  }
  return null;
}

function settle(f: Frame, receiver: Value, name: string, args: Arguments, node: number): Value {
  const [onValue, onError] = args.positional;
  const region = f.region;
  f.region = f.engine.region();
  let result = NOTHING;
  if (name === "then" && onValue !== undefined) result = callValue(f, onValue, null, [receiver], null, node);
  const error = name === "catch" ? onValue : name === "then" ? onError : undefined;
  if (error?.atoms.some(isCallable)) {
    const origin = f.engine.sourceOrigin("error-detail", "error", f.unitIndex, node);
    result = join(
      result,
      callValue(
        f,
        error,
        null,
        [
          {
            ...UNKNOWN,
            labels: [{ origin, proofs: 0, trail: null, seen: [], partial: false }],
            vid: f.engine.nodeVid(f.context, f.unitIndex, node),
          },
        ],
        null,
        node,
      ),
    );
  }
  if (name === "finally" && onValue !== undefined) callValue(f, onValue, null, [], null, node);
  f.region = region;
  return name === "then" && onValue !== undefined ? result : join(settled(receiver, f.state.facts), result);
}

const SAME_TEXT = new Set([
  "trim",
  "trimStart",
  "trimEnd",
  "trimLeft",
  "trimRight",
  "strip",
  "lstrip",
  "rstrip",
  "toString",
  "valueOf",
  "normalize",
  "toWellFormed",
  "decode",
  "encode",
  "as_posix",
  "expandtabs",
]);
const CASE = new Set([
  "toLowerCase",
  "toUpperCase",
  "toLocaleLowerCase",
  "toLocaleUpperCase",
  "lower",
  "upper",
  "casefold",
  "title",
  "capitalize",
  "swapcase",
]);
const PART = new Set(["slice", "substring", "substr", "at", "charAt", "removeprefix", "removesuffix"]);
const SPLIT = new Set(["split", "rsplit", "splitlines", "partition", "rpartition", "match", "matchAll"]);

/** Methods of text. A receiver that is only objects or functions is not text. */
export function textMethod(f: Frame, receiver: Value, name: string, args: Arguments, node: number): Value | null {
  const text = receiver.labels.length > 0 || receiver.atoms.some((atom) => atom.tag === "const" && typeof atom.value === "string");
  const regexes = receiver.atoms.filter((atom): atom is RegexAtom => atom.tag === "regex");
  const [first, second] = args.positional;
  if (regexes.length > 0 && first !== undefined && (name === "test" || name === "exec")) {
    const truth = patternTruth(f, regexes, first, "search", node);
    return name === "test" ? { ...BOOLEAN, truth } : { ...partOf(f, first, node), truth };
  }
  const ending =
    name === "replace" && receiver.labels.length === 0 && first !== undefined && second !== undefined
      ? newEnding(receiver, first, second)
      : null;
  if (ending !== null) return ending;
  const library = receiver.atoms.some((atom) => atom.tag === "api" && atom.call === null) && receiver.labels.length === 0;
  if (library) return null;
  const answer = answerOf(receiver, name, args);
  if (answer !== null) return answer;
  if (name === "startsWith" || name === "startswith")
    return first === undefined ? BOOLEAN : { ...BOOLEAN, truth: startsWithTruth(f, receiver, flattened(first), node) };
  if (name === "includes" && first !== undefined)
    return {
      ...BOOLEAN,
      truth: text && first.labels.length === 0 ? includesTruth(f, receiver, first, node) : membershipTruth(f, first, receiver, node),
    };
  if ((name === "has" || name === "hasOwnProperty") && first !== undefined)
    return { ...BOOLEAN, truth: membershipTruth(f, first, receiver, node) };
  if ((name === "indexOf" || name === "search") && first !== undefined)
    return { ...UNKNOWN, form: { op: "index-of", inputs: [receiver, first] } };
  if (name === "endsWith" || name === "endswith")
    return first === undefined ? BOOLEAN : { ...BOOLEAN, truth: endsWithTruth(f, receiver, flattened(first), node) };
  if (!text && receiver.atoms.length > 0 && !receiver.open) return null;
  if (receiver.labels.length === 0 && !text) return null;
  return transformed(f, receiver, name, first, second, args, node);
}

/** What a question about one fixed text says of another. */
function answerOf(receiver: Value, name: string, { positional }: Arguments): Value | null {
  const [text, part] = [stringOf(receiver), positional.length === 1 ? stringOf(positional[0] as Value) : null];
  if (text === null || part === null) return null;
  switch (name) {
    case "startsWith":
    case "startswith":
      return constant(text.startsWith(part));
    case "endsWith":
    case "endswith":
      return constant(text.endsWith(part));
    case "includes":
      return constant(text.includes(part));
    default:
      return null;
  }
}

/** `dir.replace(/\\/?$/, "/")`: whatever it ended with, it now ends with this. */
function newEnding(receiver: Value, pattern: Value, by: Value): Value | null {
  const regex = pattern.atoms.find((atom): atom is RegexAtom => atom.tag === "regex");
  return regex?.source.endsWith("$") === true && stringOf(by) !== null && stringOf(receiver) === null
    ? { ...UNKNOWN, form: { op: "concat", inputs: [receiver, by] } }
    : null;
}

function transformed(
  f: Frame,
  receiver: Value,
  name: string,
  first: Value | undefined,
  second: Value | undefined,
  args: Arguments,
  node: number,
): Value | null {
  const data = settled(receiver, f.state.facts);
  const whole = stringOf(receiver);
  if (SAME_TEXT.has(name))
    return whole !== null
      ? folded(whole, name)
      : { ...data, vid: receiver.vid, truth: null, form: { op: "trimmed", inputs: [receiver] }, atoms: [], open: true };
  if (CASE.has(name))
    return whole !== null
      ? folded(whole, name)
      : { ...data, atoms: [], open: true, vid: receiver.vid, truth: null, form: { op: "lowercase", inputs: [receiver] } };
  if (name === "replace" || name === "replaceAll") return replaced(f, data, first, second, name === "replaceAll", node);
  if (SPLIT.has(name)) return pieces(f, receiver, name, first, node);
  if (PART.has(name)) return partOf(f, receiver, node);
  if (name === "join" && first !== undefined) {
    const [list, separator] = f.unit.language === "python" ? [first, receiver] : [receiver, first];
    if (list.labels.length > 0) return joinedList(f, list, separator, node);
  }
  if (
    name === "concat" ||
    name === "join" ||
    name === "format" ||
    name === "padStart" ||
    name === "padEnd" ||
    name === "repeat" ||
    name === "format_map"
  ) {
    return concat(f, [data, ...args.positional, ...(args.keywords?.values() ?? [])], node);
  }
  return null;
}

/** The text of an opaque list: what was proven of each of them is true of each part. */
function joinedList(f: Frame, list: Value, separator: Value, node: number): Value {
  const element = settled(iterElement(f, list, node), f.state.facts);
  return concat(f, [element, separator, element], node);
}

function folded(text: string, name: string): Value {
  const out = /upper/i.test(name)
    ? text.toUpperCase()
    : /lower|casefold/i.test(name)
      ? text.toLowerCase()
      : /^(trim|strip)$/.test(name)
        ? text.trim()
        : text;
  return constant(out);
}

function flattened(value: Value): Value {
  const items = value.atoms.length === 1 && value.atoms[0]?.tag === "object" ? knownElements(value) : null;
  return items === null ? value : items.reduce((a, b) => join(a, b), NOTHING);
}

/** A statement that was put together with quoted data stays one when it is trimmed, split or rewritten as a whole. */
function keptInStatement(label: Label): number {
  return label.partial ? PROOF["sql-quoted"] : 0;
}

/** A piece of a text: the same data, of which only proofs about single characters are kept. */
export function partOf(f: Frame, receiver: Value, node: number): Value {
  const data = settled(receiver, f.state.facts);
  const kept =
    PROOF["no-shell-meta"] | PROOF["no-separator"] | PROOF["no-dotdot"] | PROOF.identifier | PROOF["constant-set"] | PROOF.numeric;
  const labels = data.labels.map((label): Label => ({ ...label, proofs: label.proofs & (kept | keptInStatement(label)) }));
  return {
    labels,
    atoms: [],
    open: true,
    vid: labels.length === 0 ? 0 : f.engine.nodeVid(f.context, f.unitIndex, node),
    truth: null,
    form: { op: "part", inputs: [receiver] },
  };
}

function pieces(f: Frame, receiver: Value, name: string, first: Value | undefined, node: number): Value {
  const object = f.engine.allocate(f.context, `s${f.unitIndex}.${node}`, () => newObject("array", f.unitIndex, node, f.region));
  object.length = -1;
  const whole = stringOf(receiver);
  const separator = first === undefined ? null : stringOf(first);
  const truth =
    name === "match" && first !== undefined
      ? patternTruth(
          f,
          first.atoms.filter((atom): atom is RegexAtom => atom.tag === "regex"),
          receiver,
          "search",
          node,
        )
      : null;
  if (whole !== null && separator !== null && name === "split") {
    const fresh = newObject("array", f.unitIndex, node, f.region);
    for (const piece of whole.split(separator).slice(0, 200)) appendElement(fresh, constant(piece), true);
    return atomValue(fresh);
  }
  object.rest = join(object.rest, partOf(f, receiver, node));
  return { ...atomValue(object), truth, form: { op: "split", inputs: [receiver] } };
}

/**
 * text.replace(pattern, by). Removing or escaping a class of characters everywhere proves that they
 * are gone; replacing the first hit, or a few of many, proves nothing.
 */
function replaced(f: Frame, data: Value, pattern: Value | undefined, by: Value | undefined, _all: boolean, node: number): Value {
  const regex = pattern?.atoms.find((atom): atom is RegexAtom => atom.tag === "regex");
  const everywhere =
    regex === undefined
      ? f.unit.language === "python" || constantsOf(by ?? UNKNOWN) === null
      : regex.flags.includes("g") || f.unit.language === "python";
  const replacement = by === undefined ? null : stringOf(by);
  let gained = 0;
  let kept = 0;
  if (replacement !== null && /\*{3}|redact|hidden|masked/i.test(replacement)) gained = PROOF.redacted;
  else if (regex !== undefined && everywhere && replacement !== null) gained = rewritingProofs(regex.source, replacement);
  else if (regex === undefined && pattern !== undefined && replacement !== null) {
    const literal = stringOf(pattern);
    // A single literal: quote doubling for SQL, '\'' for a shell.
    if (literal !== null && /^['"`\]]$/.test(literal) && replacement === literal + literal && everywhere) gained = PROOF["sql-quoted"];
    if (literal === "'" && (replacement === "'\\''" || replacement === "'\"'\"'")) gained = PROOF["shell-quoted"];
    if (literal !== null && !/["'`$;&|<>\\/.-]/.test(replacement)) kept = -1;
  }
  const stays = (proofs: number): number =>
    regex === undefined || replacement === null ? proofs & kept : survivors(regex.source, replacement, proofs);
  const labels = data.labels.map(
    (label): Label => ({ ...label, proofs: stays(label.proofs) | (label.proofs & keptInStatement(label)) | gained }),
  );
  const more = by === undefined ? [] : settled(by, f.state.facts).labels.map((label) => ({ ...label, proofs: 0 }));
  const vid = labels.length + more.length === 0 ? 0 : f.engine.nodeVid(f.context, f.unitIndex, node);
  return {
    labels: [...labels, ...more.filter((item) => !labels.some((label) => label.origin === item.origin))],
    atoms: [],
    open: true,
    vid,
    truth: null,
    form: keepsDots(regex, pattern) && more.length === 0 ? { op: "rewritten", inputs: [data] } : null,
  };
}

/** A rewriting that leaves every dot alone cannot turn a climbing path into a harmless one. */
function keepsDots(regex: RegexAtom | undefined, pattern: Value | undefined): boolean {
  if (regex !== undefined) {
    const shape = shapeOfPattern(regex.source);
    return shape.understood && shape.alphabet[46] === 0;
  }
  const literal = pattern === undefined ? null : stringOf(pattern);
  return literal !== null && !literal.includes(".");
}
