import type { Proof } from "../define/kinds.ts";
import type { GuardFlaw } from "../taint/flow.ts";
import type { ApiRows } from "./api.ts";
import { argumentAt } from "./arguments.ts";
import type { Frame } from "./engine.ts";
import { ABSENT, AS_SHIPPED, both, type Fact, type Facts, fact, type GuardSeen, NO_FACTS, OPTED_IN, settled, truth } from "./facts.ts";
import { membership } from "./membership-guards.ts";
import { isSeparator } from "./paths.ts";
import { CANONICAL, normalised, startsWithTruth } from "./prefix-guards.ts";
import { rangesIn } from "./private-ranges.ts";
import { ALL_PROOFS, mask, PROOF } from "./proofs.ts";
import { absenceProofs, patternProofs } from "./regex-shape.ts";
import { type CallTerm, type Constant, constantsOf, isUntrusted, type RegexAtom, stringOf, type Truth, type Value } from "./value.ts";

/** Proofs a value has at this point. */
export function proofsOf(f: Frame, value: Value): number {
  let proofs = -1;
  for (const label of settled(value, f.state.facts).labels) proofs &= label.proofs;
  return proofs === -1 ? 0 : proofs;
}

/** Facts that something is proven of a datum, and of the data it is a plain rewriting of. */
export function proven(
  f: Frame,
  subject: Value,
  proofs: number,
  seen: readonly GuardSeen[] = [],
  base: Value | null = null,
  ranges = 0,
): Facts {
  const out = new Map<number, Fact>();
  spread(f, out, subject, proofs, seen, 0);
  if (ranges !== 0) spreadRanges(out, subject, ranges, 0);
  if (base === null) return out;
  const bases = basesOf(base, 0);
  if (bases.length > 0) for (const [vid, item] of out) out.set(vid, fact(item.proofs, item.seen, bases));
  return out;
}

/** A comparison with private ranges is about whatever the compared piece was taken from: octet, host, URL. */
function spreadRanges(out: Map<number, Fact>, subject: Value, ranges: number, depth: number): void {
  if (subject.vid !== 0) {
    const old = out.get(subject.vid);
    out.set(subject.vid, fact(old?.proofs ?? 0, old?.seen ?? [], old?.bases, ranges | (old?.ranges ?? 0)));
  }
  if (subject.form === null || depth > 10) return;
  for (const input of subject.form.inputs) if (isUntrusted(input)) spreadRanges(out, input, ranges, depth + 1);
}

/** Facts that a datum is none of these constants, where they name private ranges. */
export function notIn(f: Frame, subject: Value, constants: readonly Constant[]): Facts {
  let ranges = 0;
  for (const item of constants) ranges |= rangesIn(item);
  return ranges === 0 ? NO_FACTS : proven(f, subject, 0, [], null, ranges);
}

/** Fact names of a base and of what it was derived from. */
function basesOf(base: Value, depth: number): number[] {
  const out = base.vid === 0 ? [] : [base.vid];
  if (base.form !== null && depth < 4) for (const input of base.form.inputs) out.push(...basesOf(input, depth + 1));
  return out;
}

const CONTAINED = PROOF.contained | PROOF["contained-real"];

// budget: one case for each member of a closed set; the cases are calls
function spread(f: Frame, out: Map<number, Fact>, subject: Value, proofs: number, seen: readonly GuardSeen[], depth: number): void {
  if (subject.vid !== 0) {
    const old = out.get(subject.vid);
    out.set(subject.vid, fact((old?.proofs ?? 0) | proofs, seen));
    const stored = f.context.aliases?.get(subject.vid);
    if (stored !== undefined && stored !== null && depth <= 10) spread(f, out, stored, proofs, seen, depth + 1);
  }
  const form = subject.form;
  if (form === null || depth > 10) return;
  const inputs = form.inputs;
  switch (form.op) {
    case "identity":
    case "lowercase":
    case "trimmed":
    case "choice":
      for (const input of inputs) spread(f, out, input, proofs, seen, depth + 1);
      return;
    case "rewritten":
      for (const input of inputs) spread(f, out, input, proofs & (CONTAINED | PROOF["no-dotdot"]), seen, depth + 1);
      return;
    case "path-resolve":
    case "path-real":
    case "path-normalize":
    case "path-join-reset":
    case "path-join": {
      const tainted = inputs.filter(isUntrusted);
      const [only] = tainted;
      if (only === undefined || tainted.length > 1) return;
      const whole = inputs.length === 1;
      const passed = whole
        ? proofs & (CONTAINED | PROOF["constant-set"])
        : (proofs & CONTAINED) !== 0
          ? PROOF["no-dotdot"] | PROOF.relative | (proofs & PROOF.contained)
          : 0;
      spread(f, out, only, passed, seen, depth + 1);
      return;
    }
    case "concat": {
      const tainted = inputs.filter(isUntrusted);
      const [only] = tainted;
      if (only !== undefined && tainted.length === 1)
        spread(
          f,
          out,
          only,
          (proofs & CONTAINED) !== 0
            ? PROOF["no-dotdot"] | PROOF.relative
            : proofs & (PROOF["no-shell-meta"] | PROOF["no-dotdot"] | PROOF.identifier | PROOF["constant-set"]),
          seen,
          depth + 1,
        );
      return;
    }
    case "path-relative": {
      // Not climbing out of a root means lying below it.
      const target = inputs[1];
      if (target !== undefined && (proofs & PROOF["no-dotdot"]) !== 0) spread(f, out, target, containment(f, target), seen, depth + 1);
      return;
    }
    case "url-host":
    case "url-scheme":
    case "url-parse":
    case "dns-resolve":
    case "address-parse":
      for (const input of inputs) spread(f, out, input, hostProofs(form.op, proofs), seen, depth + 1);
      return;
    case "part":
    case "field": {
      const [whole] = inputs;
      const resolved = resolvedFrom(subject, 0);
      if (resolved !== null) {
        spread(f, out, resolved, proofs, seen, depth + 1);
        return;
      }
      if (whole?.form !== null && whole?.form !== undefined && form.op === "part")
        spread(f, out, whole, 0, [...seen, ...partRemark(f, proofs)], depth + 1);
      return;
    }
    default:
  }
}

/** The addresses that one of them was taken from: what every address is checked for holds for the host. */
function resolvedFrom(part: Value, depth: number): Value | null {
  const form = part.form;
  const [whole] = form?.inputs ?? [];
  if (form === null || whole === undefined || (form.op !== "part" && form.op !== "field") || depth > 5) return null;
  return whole.form?.op === "dns-resolve" ? whole : resolvedFrom(whole, depth + 1);
}

/** A check of one part of a text says nothing about the rest of it. */
function partRemark(f: Frame, proofs: number): readonly GuardSeen[] {
  return (proofs & PROOF["constant-set"]) === 0
    ? []
    : [
        {
          flaw: "first-word-only",
          why: "only one part of the text is compared with the list; the rest of it is free",
          unit: f.unitIndex,
          node: 0,
        },
      ];
}

/** What membership of a host, scheme or address in a trusted set proves about the URL it came from. */
function hostProofs(op: string, proofs: number): number {
  const kept = proofs & (PROOF["host-allowed"] | PROOF["private-refused"] | PROOF["address-checked"] | PROOF["scheme-allowed"]);
  if ((proofs & PROOF["constant-set"]) === 0) return kept;
  if (op === "url-scheme") return PROOF["scheme-allowed"];
  return kept | PROOF["host-allowed"];
}

export function containment(f: Frame, target: Value): number {
  return (proofsOf(f, target) & PROOF["real-path"]) !== 0 ? CONTAINED : PROOF.contained;
}

export function remark(f: Frame, node: number, flaw: GuardFlaw, why: string): readonly GuardSeen[] {
  return [{ flaw, why, unit: f.unitIndex, node }];
}

/** `a === b`: equal to something the program fixes. */
export function equalityTruth(f: Frame, left: Value, right: Value, node: number): Truth | null {
  if (!isUntrusted(left) && !isUntrusted(right) && (isRoot(left) || isRoot(right)))
    return truth(new Map([[BASE_IS_ROOT, fact(1)]]), NO_FACTS);
  for (const [subject, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (subject.form?.op === "typeof" && subject.form.inputs[0] !== undefined) {
      const type = stringOf(other);
      const numeric = type === "number" || type === "boolean" || type === "bigint";
      const proofs = numeric ? PROOF.numeric | PROOF.typed : type === "object" || type === "function" ? 0 : PROOF.typed;
      return truth(proven(f, subject.form.inputs[0], proofs), NO_FACTS);
    }
    if (isUntrusted(other)) continue;
    const special = specialEquality(f, subject, other, node);
    if (special !== null) return special;
    if (isUntrusted(subject)) return truth(proven(f, subject, ALL_PROOFS, [], other), notIn(f, subject, constantsOf(other) ?? []));
    if (isSetting(subject) && !isNothing(other)) return truth(SWITCHED_ON, LEFT_ALONE);
    if (subject.vid !== 0 && isNothing(other)) return truth(new Map([[subject.vid, fact(ABSENT)]]), NO_FACTS);
  }
  return null;
}

const SWITCHED_ON: Facts = new Map([[OPTED_IN, fact(1)]]);
const LEFT_ALONE: Facts = new Map([[AS_SHIPPED, fact(1)]]);

/** A setting of the operator: not given unless somebody gives it. */
function isSetting(value: Value): boolean {
  return value.labels.length > 0 && !isUntrusted(value);
}

/** A setting that is tested as it is: true only when somebody has set it. */
export function settingTruth(value: Value): Truth | null {
  return isSetting(value) ? truth(SWITCHED_ON, LEFT_ALONE) : null;
}

function isNothing(value: Value): boolean {
  const constants = constantsOf(value);
  return (
    constants !== null &&
    constants.length > 0 &&
    constants.every((item) => item === null || item === undefined || item === "" || item === 0)
  );
}

/** Stands in the facts for "the folder that paths are compared with is the file system's root". */
export const BASE_IS_ROOT = -1;

export function isRoot(value: Value): boolean {
  return isSeparator(value) || stringOf(value) === "/";
}

/** indexOf(...) === -1, commonpath(...) == root, lstat type checks and the like. */
function specialEquality(f: Frame, subject: Value, other: Value, node: number): Truth | null {
  const form = subject.form;
  if (form === null) return null;
  if (form.op === "index-of") {
    const [text, part] = form.inputs as [Value, Value];
    const wanted = constantsOf(other)?.[0];
    const contains = membership(f, text, part, node);
    if (contains === null) return null;
    if (wanted === -1) return truth(contains.whenFalse, contains.whenTrue);
    if (wanted === 0 && part.atoms.every((atom) => atom.tag !== "regex")) return startsWithTruth(f, text, part, node);
    return null;
  }
  if (form.op === "address-range") {
    const [address] = form.inputs;
    if (address !== undefined && stringOf(other) === "unicast") return truth(proven(f, address, PROOF["private-refused"]), NO_FACTS);
    return null;
  }
  if (form.op === "path-common") {
    const out = new Map<number, Fact>();
    for (const list of form.inputs)
      for (const item of [list, ...itemsOf(list)])
        if (isUntrusted(item))
          for (const [vid, known] of proven(
            f,
            item,
            normalised(f, item) ? containment(f, item) : 0,
            normalised(f, item) ? [] : remark(f, node, "check-before-canonical", CANONICAL),
          ))
            out.set(vid, known);
    return truth(out, NO_FACTS);
  }
  return null;
}

export function itemsOf(list: Value): Value[] {
  const out: Value[] = [];
  for (const atom of list.atoms) if (atom.tag === "object") out.push(...atom.fields.values(), atom.rest);
  return out;
}

/** `pattern.test(x)`, `x.match(pattern)`, `re.match(pattern, x)`. */
export function patternTruth(
  f: Frame,
  patterns: readonly RegexAtom[],
  subject: Value,
  how: "search" | "match" | "fullmatch",
  node: number,
): Truth | null {
  if (subject.vid === 0 || patterns.length === 0) return null;
  let whenTrue = -1;
  let whenFalse = -1;
  let seenTrue: readonly GuardSeen[] = [];
  let seenFalse: readonly GuardSeen[] = [];
  for (const pattern of patterns) {
    const positive = patternProofs(pattern.source, pattern.flags, how);
    const negative = absenceProofs(pattern.source);
    whenTrue &= positive.proofs;
    whenFalse &= negative.proofs;
    if (positive.flaw === "unanchored-pattern")
      seenTrue = remark(
        f,
        node,
        "unanchored-pattern",
        `the pattern /${pattern.source.slice(0, 60)}/ is not anchored at both ends, so it accepts anything around a match`,
      );
    else if (positive.flaw !== null)
      seenTrue = remark(f, node, "pattern-too-wide", `the pattern /${pattern.source.slice(0, 60)}/ admits the dangerous characters`);
    if (negative.blocklist)
      seenFalse = remark(f, node, "blocklist", `refusing /${pattern.source.slice(0, 60)}/ does not refuse everything that is dangerous`);
  }
  const named = notIn(
    f,
    subject,
    patterns.map((pattern) => pattern.source),
  );
  return truth(proven(f, subject, whenTrue, seenTrue), both(named, proven(f, subject, whenFalse, seenFalse)));
}

/** Library predicates that models declare as guards. */
export function apiGuardTruth(f: Frame, rows: ApiRows | null, call: CallTerm, node: number): Truth | null {
  let whenTrue: Facts = NO_FACTS;
  let whenFalse: Facts = NO_FACTS;
  for (const row of rows?.guards ?? []) {
    for (const subject of argumentAt(f, row.at, call)) {
      if (subject.labels.length === 0 && subject.vid === 0) continue;
      const facts = guardFacts(f, subject, row.proves, node, call.args[0] ?? null);
      if (row.on === "normal-return") f.state.learn(facts);
      else if (row.on === "true") whenTrue = both(whenTrue, facts);
      else whenFalse = both(whenFalse, facts);
    }
  }
  return truth(whenTrue, whenFalse);
}

/** `address.is_private`: a property that models declare as a guard of the object it is read from. */
export function memberGuardTruth(f: Frame, object: Value, name: string): Truth | null {
  if (object.vid === 0) return null;
  let whenTrue: Facts = NO_FACTS;
  let whenFalse: Facts = NO_FACTS;
  for (const atom of object.atoms) {
    const member = atom.tag === "api" ? f.engine.api.peek(atom.api, `.${name}`) : undefined;
    for (const row of member?.rows?.guards ?? []) {
      if (row.at.end.kind !== "value") continue;
      const facts = proven(f, object, mask(row.proves));
      if (row.on === "true") whenTrue = both(whenTrue, facts);
      else if (row.on === "false") whenFalse = both(whenFalse, facts);
    }
  }
  return truth(whenTrue, whenFalse);
}

function guardFacts(f: Frame, subject: Value, proves: readonly Proof[], node: number, base: Value | null): Facts {
  const proofs = mask(proves);
  if ((proofs & CONTAINED) === 0) return proven(f, subject, proofs);
  if (!normalised(f, subject)) return proven(f, subject, 0, remark(f, node, "check-before-canonical", CANONICAL));
  return proven(f, subject, containment(f, subject), [], base === subject ? null : base);
}
