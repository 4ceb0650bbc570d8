import { bits, networkTruth } from "./address-bits.ts";
import type { Frame } from "./engine.ts";
import { evaluate } from "./expressions.ts";
import { ABSENT, fact, NO_FACTS, negated, settled } from "./facts.ts";
import { equalityTruth, settingTruth } from "./guards.ts";
import { newObject } from "./heap.ts";
import { comparisonTruth, membershipTruth } from "./membership-guards.ts";
import { joinedPath } from "./paths.ts";
import { PROOF } from "./proofs.ts";
import {
  atomValue,
  BOOLEAN,
  constant,
  constantsOf,
  FALSE,
  type Form,
  isUntrusted,
  join,
  joinLabels,
  type Label,
  stringOf,
  TRUE,
  type Truth,
  truthiness,
  UNKNOWN,
  type Value,
} from "./value.ts";

const EQUAL = new Set(["===", "==", "is"]);
const UNEQUAL = new Set(["!==", "!=", "is not"]);
const ORDER = new Set(["<", ">", "<=", ">="]);

export function binary(f: Frame, op: string, left: Value, right: Value, node: number): Value {
  if (EQUAL.has(op)) return equality(f, left, right, node);
  if (UNEQUAL.has(op)) {
    const value = equality(f, left, right, node);
    const sure = truthiness(value);
    return { ...(sure === null ? BOOLEAN : sure ? FALSE : TRUE), truth: negated(value.truth) };
  }
  if (ORDER.has(op)) return { ...BOOLEAN, truth: comparisonTruth(f, op, left, right, node) };
  // In JavaScript `in` asks for a key, never for a part of a text.
  if (op === "in")
    return { ...BOOLEAN, truth: f.unit.language !== "python" && !isUntrusted(left) ? null : membershipTruth(f, left, right, node) };
  if (op === "not in") return { ...BOOLEAN, truth: negated(membershipTruth(f, left, right, node)) };
  if (op === "instanceof") return BOOLEAN;
  if (op === "+") return plus(f, left, right, node);
  if (op === "%" && f.unit.language === "python") return concat(f, [left, ...partsOf(f, right)], node);
  if (op === "/" && f.unit.language === "python") return joinedPath(f, left, right, node) ?? UNKNOWN;
  if (op === "|" && f.unit.language === "python") return join(settled(left, f.state.facts), settled(right, f.state.facts));
  if (op === "*" && f.unit.language === "python") return join(left, UNKNOWN);
  return bits(op, left, right) ?? UNKNOWN;
}

function equality(f: Frame, left: Value, right: Value, node: number): Value {
  const a = constantsOf(left);
  const b = constantsOf(right);
  if (a?.length === 1 && b?.length === 1) return a[0] === b[0] ? TRUE : loosely(a[0], b[0]) ? BOOLEAN : FALSE;
  if (a !== null && b !== null && !a.some((item) => b.some((other) => item === other || loosely(item, other)))) return FALSE;
  // `match(…) is None`, `find(…) === undefined`: the other way round of asking whether there was one.
  if (left.truth !== null && b !== null && b.every((item) => item === null || item === undefined))
    return { ...BOOLEAN, truth: negated(left.truth) };
  return { ...BOOLEAN, truth: networkTruth(f, left, right) ?? networkTruth(f, right, left) ?? equalityTruth(f, left, right, node) };
}

/** `null == undefined` and the like may hold with the loose operator. */
function loosely(a: unknown, b: unknown): boolean {
  return (a === null || a === undefined) && (b === null || b === undefined);
}

function plus(f: Frame, left: Value, right: Value, node: number): Value {
  const a = constantsOf(left);
  const b = constantsOf(right);
  if (a?.length === 1 && b?.length === 1) {
    const [x, y] = [a[0], b[0]];
    if (typeof x === "number" && typeof y === "number") return constant(x + y);
    if ((typeof x === "string" || typeof y === "string") && String(x).length + String(y).length < 4000)
      return constant(String(x) + String(y));
  }
  const array = left.atoms.some((atom) => atom.tag === "object") && right.atoms.some((atom) => atom.tag === "object");
  if (array) return joinedArrays(f, left, right, node);
  return concat(f, [left, right], node);
}

/** Python list + list. */
function joinedArrays(f: Frame, left: Value, right: Value, node: number): Value {
  const object = newObject("array", f.unitIndex, node, f.region);
  let known = true;
  let position = 0;
  for (const side of [left, right]) {
    for (const atom of side.atoms) {
      if (atom.tag !== "object") continue;
      if (side.atoms.length === 1 && atom.length >= 0 && known)
        for (let i = 0; i < atom.length; i++) object.fields.set(String(position++), atom.fields.get(String(i)) ?? UNKNOWN);
      else {
        known = false;
        for (const item of atom.fields.values()) object.rest = join(object.rest, item);
      }
      object.rest = join(object.rest, atom.rest);
    }
    if (side.labels.length > 0) {
      known = false;
      object.rest = join(object.rest, settled({ ...side, atoms: [] }, f.state.facts));
    }
  }
  object.length = known ? position : -1;
  return atomValue(object);
}

function partsOf(f: Frame, value: Value): Value[] {
  const out: Value[] = [{ ...value, atoms: value.atoms.filter((atom) => atom.tag !== "object") }];
  for (const atom of value.atoms)
    if (atom.tag === "object") for (const item of [...atom.fields.values(), atom.rest]) out.push(settled(item, f.state.facts));
  return out;
}

/** Proofs about a part that are also true of its place inside a longer text. */
const KEPT_INSIDE =
  PROOF["shell-quoted"] |
  PROOF["no-shell-meta"] |
  PROOF.identifier |
  PROOF.numeric |
  PROOF["constant-set"] |
  PROOF["no-dotdot"] |
  PROOF["no-separator"] |
  PROOF["sql-quoted"] |
  PROOF["html-escaped"] |
  PROOF["regex-escaped"] |
  PROOF["url-encoded"] |
  PROOF["json-encoded"] |
  PROOF["log-safe"] |
  PROOF.redacted |
  PROOF.bounded |
  PROOF["base-name"] |
  PROOF.integer;

/** Where a whole statement is expected: behind EXPLAIN, as the table of SELECT * FROM (…), after another statement. */
const BEFORE_STATEMENT = /(?:^|;)\s*(?:explain\b(?:[^'"`\0]|'[^']*')*|select\s+(?:top\s+\S+\s+)?\*\s+from\s*\(\s*)$|;\s*$/i;
/** What may follow a whole statement. */
const AFTER_STATEMENT = /^\s*(?:;|$|(?:limit|offset|fetch|order\s+by)\b)/i;

/** The end of the name of a file that is written beside another one for a moment. */
const BESIDE = /\.(?:tmp|temp|bak|lock|part|swp)$/i;

/** Whether data at this place is a statement or path of the caller, not a value written into one. */
function standsForWhole(before: string, after: unknown, end: unknown): boolean {
  if (BEFORE_STATEMENT.test(before)) return true;
  const opens = before.trim() === "" && typeof after === "string";
  return opens && (AFTER_STATEMENT.test(after) || (typeof end === "string" && BESIDE.test(end)));
}

/** The text that a piece was cut from. */
function cutFrom(piece: Value): number {
  const [whole] = piece.form?.inputs ?? [];
  return whole !== undefined && (piece.form?.op === "part" || piece.form?.op === "trimmed") ? cutFrom(whole) : piece.vid;
}

/** `text.slice(0, n) + "LIMIT 10" + text.slice(m)`: the caller's own text with something put in. */
function isOneTextRewritten(parts: readonly Value[]): boolean {
  const pieces = parts.filter(isUntrusted);
  const [first] = pieces;
  if (first === undefined || pieces.length < 2 || first !== parts.find((part) => stringOf(part) !== "") || first.form?.op !== "part")
    return false;
  return pieces.every((piece) => cutFrom(piece) === cutFrom(first) || piece.labels.every(({ proofs }) => (proofs & PROOF.numeric) !== 0));
}

/** Text made of parts: template literals, f-strings, `+`, `%` and format(). */
export function concat(f: Frame, given: readonly Value[], _node: number): Value {
  const parts = flattened(given);
  const texts = parts.map((part) => constantsOf(part));
  if (texts.every((text) => text?.length === 1)) {
    const text = texts.map((item) => String(item?.[0])).join("");
    if (text.length < 4000) return constant(text);
  }
  const form: Form = { op: "concat", inputs: parts };
  if (parts.every((part) => part.labels.length === 0 && arrayData(f, part).length === 0))
    return { labels: [], atoms: [], open: true, vid: 0, truth: null, form };
  let labels: readonly Label[] = [];
  let before = "";
  let opaqueBefore = false;
  let behind = 0;
  let count = 0;
  const several = parts.filter((_, index) => texts[index]?.[0] !== "").length > 1 && !isOneTextRewritten(parts);
  for (const [index, part] of parts.entries()) {
    const constants = texts[index];
    if (constants?.length === 1) {
      before += String(constants[0]);
      continue;
    }
    const data = settled(part, f.state.facts);
    const atStart = before === "" && !opaqueBefore;
    const gained = placeProofs(before, opaqueBefore) | behind;
    const all = [...data.labels, ...arrayData(f, data)];
    if (all.length > 0) {
      if (isUntrusted({ labels: all })) count++;
      labels = joinLabels(
        labels,
        all.map((label) => ({
          ...label,
          partial: label.partial || (several && !standsForWhole(before, texts[index + 1]?.[0], texts.at(-1)?.[0])),
          proofs: atStart ? label.proofs & (KEPT_INSIDE | startProofs(parts.length, index)) : (label.proofs & KEPT_INSIDE) | gained,
        })),
      );
    }
    if (atStart && all.length > 0) behind = settledBehind(all);
    if (isUntrusted({ labels: all })) before += "\u0000";
    else opaqueBefore = true;
  }
  const single = count === 1 ? parts.find(isUntrusted) : undefined;
  const plain = single !== undefined && parts.every((part, index) => part === single || texts[index]?.[0] === "");
  const vid = labels.length === 0 ? 0 : plain ? (single as Value).vid : f.engine.newVid();
  return { labels, atoms: [], open: true, vid, truth: null, form };
}

/** Text put together in steps is one text: the parts of its parts. */
function flattened(parts: readonly Value[]): readonly Value[] {
  if (!parts.some((part) => part.form?.op === "concat" && part.labels.length > 0) || parts.length > 40) return parts;
  return parts.flatMap((part) =>
    part.form?.op === "concat" && part.labels.length > 0 && part.form.inputs.length > 0 && part.form.inputs.length < 40
      ? part.form.inputs
      : [part],
  );
}

function arrayData(f: Frame, value: Value): readonly Label[] {
  let labels: readonly Label[] = [];
  for (const atom of value.atoms)
    if (atom.tag === "object" && atom.shape === "array")
      for (const item of [...atom.fields.values(), atom.rest]) labels = joinLabels(labels, settled(item, f.state.facts).labels);
  return labels;
}

/** Behind a text whose host or scheme is settled nothing can change it any more. */
function settledBehind(start: readonly Label[]): number {
  const all = (proofs: number): boolean => start.every((label) => (label.proofs & proofs) !== 0);
  return (
    (all(PROOF["fixed-host"] | PROOF["host-allowed"]) ? PROOF["fixed-host"] | PROOF["no-leading-dash"] : 0) |
    (all(PROOF["scheme-allowed"]) ? PROOF["scheme-allowed"] : 0)
  );
}

/** At the very start, what holds of the first characters stays true. */
function startProofs(count: number, index: number): number {
  return count > 0 && index === 0
    ? PROOF["no-leading-dash"] |
        PROOF["fixed-host"] |
        PROOF["host-allowed"] |
        PROOF.relative |
        PROOF["private-refused"] |
        PROOF["address-checked"] |
        PROOF["scheme-allowed"] |
        PROOF.contained |
        PROOF["contained-real"]
    : 0;
}

/** What the constant text in front proves about a part: it cannot be an option, or choose the host. */
function placeProofs(before: string, opaqueBefore: boolean): number {
  let proofs = 0;
  // The program names the option; what follows is its value. After a bare dash the data would name it.
  if (before !== "" && !before.startsWith("\u0000") && !/^--?$/.test(before)) proofs |= PROOF["no-leading-dash"];
  if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#\u0000]+[/?#]/i.test(before)) proofs |= PROOF["fixed-host"];
  // A path below whatever the client was configured with: "/items/…", "items/…".
  if (/^(?:\/[^/\\\u0000]|[A-Za-z0-9_-]+[/?])/.test(before)) proofs |= PROOF["fixed-host"];
  if (opaqueBefore && !before.startsWith("\u0000")) proofs |= PROOF["fixed-host"] | PROOF["no-leading-dash"];
  return proofs;
}

/** `!setting`: where it holds, the setting is not given. */
function absence(value: Value): Truth | null {
  return value.vid === 0 || isUntrusted(value) ? null : { whenTrue: new Map([[value.vid, fact(ABSENT)]]), whenFalse: NO_FACTS };
}

/** Unary operators; the operand is a node, since `typeof` and `delete` do not read it. */
export function unary(f: Frame, op: string, operand: number): Value {
  if (op === "delete") return UNKNOWN;
  const value = evaluate(f, operand);
  if (op === "!") {
    const sure = truthiness(value);
    return { ...(sure === null ? BOOLEAN : sure ? FALSE : TRUE), truth: negated(value.truth ?? settingTruth(value)) ?? absence(value) };
  }
  if (op === "typeof") return { ...UNKNOWN, form: { op: "typeof", inputs: [value] } };
  if (op === "-" || op === "+" || op === "~") {
    const constants = constantsOf(value);
    if (constants?.length === 1 && typeof constants[0] === "number")
      return constant(op === "-" ? -constants[0] : op === "~" ? ~constants[0] : constants[0]);
    return UNKNOWN;
  }
  if (op === "void") return constant(undefined);
  return UNKNOWN;
}
