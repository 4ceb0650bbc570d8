import type { Proof } from "../define/kinds.ts";
import type { GuardFlaw } from "../taint/flow.ts";
import type { ApiRows } from "./api.ts";
import { argumentAt } from "./arguments.ts";
import type { Frame } from "./engine.ts";
import { ABSENT, AS_SHIPPED, both, type Fact, type Facts, fact, type GuardSeen, NO_FACTS, OPTED_IN, settled, truth } from "./facts.ts";
import { elementsOf } from "./heap.ts";
import { endsWithSeparator, isSeparator } from "./paths.ts";
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
function notIn(f: Frame, subject: Value, constants: readonly Constant[]): Facts {
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
      if (whole?.form !== null && whole?.form !== undefined && form.op === "part")
        spread(f, out, whole, 0, [...seen, ...partRemark(f, proofs)], depth + 1);
      return;
    }
    default:
  }
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

function containment(f: Frame, target: Value): number {
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
      const proofs = type === "number" || type === "boolean" || type === "bigint" ? PROOF.numeric | PROOF.typed : PROOF.typed;
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
const BASE_IS_ROOT = -1;

function isRoot(value: Value): boolean {
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
    if (wanted === 0) return startsWithTruth(f, text, part, node);
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

function itemsOf(list: Value): Value[] {
  const out: Value[] = [];
  for (const atom of list.atoms) if (atom.tag === "object") out.push(...atom.fields.values(), atom.rest);
  return out;
}

const CANONICAL = "the path is compared before . and .. are resolved, so ../ passes the check";
const SEPARATOR =
  "the prefix is compared without a path separator, so a sibling folder that only starts with the same name passes (/allowed-other for /allowed)";

function normalised(f: Frame, value: Value): boolean {
  const proofs = proofsOf(f, value);
  return (proofs & (PROOF.normalized | PROOF["real-path"] | PROOF["no-dotdot"])) !== 0;
}

/** `text.startsWith(prefix)`. */
export function startsWithTruth(f: Frame, text: Value, prefix: Value, node: number): Truth | null {
  const named = isUntrusted(text) ? notIn(f, text, constantsOf(prefix) ?? []) : NO_FACTS;
  const result = prefixTruth(f, text, prefix, node);
  return named.size === 0 ? result : truth(result?.whenTrue ?? NO_FACTS, both(result?.whenFalse ?? NO_FACTS, named));
}

function prefixTruth(f: Frame, text: Value, prefix: Value, node: number): Truth | null {
  if (isUntrusted(prefix) || (text.vid === 0 && text.form === null)) return null;
  const constants = constantsOf(prefix);
  const literal = constants?.length === 1 && typeof constants[0] === "string" ? constants[0] : null;
  const parts = literal === null ? (constants?.filter((item): item is string => typeof item === "string") ?? null) : [literal];
  if (isRoot(prefix) && f.state.facts.has(BASE_IS_ROOT)) return truth(proven(f, text, containment(f, text)), NO_FACTS);
  if (text.form?.op === "path-relative" && literal !== null && literal.startsWith(".."))
    return truth(NO_FACTS, proven(f, text, PROOF["no-dotdot"]));
  if (parts !== null && parts.length > 0) {
    if (parts.every((part) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(part)))
      return truth(proven(f, text, PROOF["host-allowed"] | PROOF["fixed-host"]), NO_FACTS);
    if (parts.every((part) => /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+$/i.test(part)))
      return truth(
        proven(
          f,
          text,
          0,
          remark(
            f,
            node,
            "prefix-without-separator",
            "the URL is compared by a prefix that does not end the host name, so https://trusted.example.evil.test passes",
          ),
        ),
        NO_FACTS,
      );
    if (parts.every((part) => /^https?:(\/\/)?$/i.test(part))) return truth(proven(f, text, PROOF["scheme-allowed"]), NO_FACTS);
    if (literal === "-") return truth(NO_FACTS, proven(f, text, PROOF["no-leading-dash"]));
    if (literal === "--")
      return truth(NO_FACTS, proven(f, text, 0, remark(f, node, "blocklist", "only long options are refused; a single dash passes")));
    if (literal === ".." || literal === "../")
      return truth(
        NO_FACTS,
        proven(
          f,
          text,
          (proofsOf(f, text) & PROOF.normalized) !== 0 ? PROOF["no-dotdot"] : 0,
          (proofsOf(f, text) & PROOF.normalized) !== 0 ? [] : remark(f, node, "blocklist", "only the start is looked at; a/../.. passes"),
        ),
      );
    if (literal === "/" || literal === "~" || literal === "~/")
      return truth(proven(f, text, 0), proven(f, text, literal === "/" ? PROOF.relative : 0));
  }
  if (isPathLike(prefix, parts)) return prefixContainment(f, text, prefix, node);
  if (parts !== null && parts.length > 0)
    return truth(
      proven(f, text, 0, remark(f, node, "first-word-only", "only the first characters are compared; anything may follow them")),
      NO_FACTS,
    );
  return prefixContainment(f, text, prefix, node);
}

function isPathLike(prefix: Value, constants: readonly string[] | null): boolean {
  return constants === null || constants.length === 0 || constants.every((item) => /^(?:[/~.]|[A-Za-z]:[\\/])/.test(item));
}

/** Canonicalise-then-contain by prefix: with a separator it proves containment, without it does not. */
function prefixContainment(f: Frame, text: Value, prefix: Value, node: number): Truth | null {
  if (!normalised(f, text)) return truth(proven(f, text, 0, remark(f, node, "check-before-canonical", CANONICAL)), NO_FACTS);
  if (!endsWithSeparator(prefix) && !endsWithSeparator(text))
    return truth(proven(f, text, 0, remark(f, node, "prefix-without-separator", SEPARATOR)), NO_FACTS);
  return truth(proven(f, text, containment(f, text), [], prefix), NO_FACTS);
}

/** `text.includes(part)`, `part in text`, indexOf: what absence of a part proves. */
export function includesTruth(f: Frame, text: Value, part: Value, node: number): Truth | null {
  if (isUntrusted(part) || text.vid === 0) return null;
  const constants = constantsOf(part);
  if (constants === null) return null;
  const missing = constants.every((item) => item === ".." || item === "../" || item === "..\\" || item === "/.." || item === "/../");
  if (missing) return truth(NO_FACTS, proven(f, text, constants.some((item) => item === ".." || item === "../") ? PROOF["no-dotdot"] : 0));
  if (constants.length === 1 && constants[0] === "/") return truth(NO_FACTS, proven(f, text, PROOF["no-separator"]));
  if (constants.length === 1 && constants[0] === "\u0000") return null;
  const proofs = absenceProofs(`[${constants.map((item) => String(item).replace(/[\\\]^-]/g, "\\$&")).join("")}]`);
  if (constants.every((item) => String(item).length === 1) && proofs.proofs !== 0) return truth(NO_FACTS, proven(f, text, proofs.proofs));
  return truth(
    NO_FACTS,
    proven(
      f,
      text,
      0,
      remark(
        f,
        node,
        "blocklist",
        `a list of refused texts (${constants.slice(0, 3).map(String).join(", ")}) does not name everything that is dangerous`,
      ),
    ),
  );
}

/** `list.includes(x)`, `set.has(x)`, `x in collection`: member of a set that the program fixes. */
export function membershipTruth(f: Frame, subject: Value, collection: Value, node: number): Truth | null {
  if (!isUntrusted(subject))
    return isUntrusted(collection) ? includesTruth(f, collection, subject, node) : pathParents(f, collection, subject, node);
  if (isUntrusted(collection)) return null;
  const fixed = collection.atoms.length > 0 || collection.open || collection.labels.length > 0;
  if (!fixed) return null;
  for (const atom of collection.atoms) if (atom.tag === "object" && atom.shape !== "instance" && isUntrusted(elementsOf(atom))) return null;
  if (collection.atoms.some((atom) => atom.tag === "const" && typeof atom.value === "string")) return null;
  const named = itemsOf(collection).flatMap((item) => constantsOf(item) ?? []);
  return truth(
    proven(f, subject, ALL_PROOFS, [], collection),
    both(
      notIn(f, subject, named),
      proven(f, subject, 0, remark(f, node, "blocklist", "being absent from a list proves little about everything else")),
    ),
  );
}

/** `root in path.parents`. */
function pathParents(f: Frame, collection: Value, root: Value, node: number): Truth | null {
  if (collection.form?.op !== "path-parts" || isUntrusted(root)) return null;
  const [path] = collection.form.inputs;
  if (path === undefined) return null;
  const good = normalised(f, path);
  return truth(
    proven(f, path, good ? containment(f, path) : 0, good ? [] : remark(f, node, "check-before-canonical", CANONICAL)),
    NO_FACTS,
  );
}

function membership(f: Frame, container: Value, part: Value, node: number): Truth {
  const found = isUntrusted(container) ? includesTruth(f, container, part, node) : membershipTruth(f, part, container, node);
  return found ?? { whenTrue: NO_FACTS, whenFalse: NO_FACTS };
}

/** `x < n`, `indexOf(x) >= 0`. */
export function comparisonTruth(f: Frame, op: string, left: Value, right: Value, node: number): Truth | null {
  const form = left.form?.op === "index-of" ? left.form : null;
  if (form !== null) {
    const found = membership(f, form.inputs[0] as Value, form.inputs[1] as Value, node);
    if (op === ">=" || op === ">") return truth(found.whenTrue, found.whenFalse);
    if (op === "<") return truth(found.whenFalse, found.whenTrue);
  }
  if (isUntrusted(right) && !isUntrusted(left))
    return op === ">" || op === ">=" ? truth(proven(f, right, PROOF.bounded), NO_FACTS) : truth(NO_FACTS, proven(f, right, PROOF.bounded));
  if (!isUntrusted(left)) return null;
  return op === "<" || op === "<=" ? truth(proven(f, left, PROOF.bounded), NO_FACTS) : truth(NO_FACTS, proven(f, left, PROOF.bounded));
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

function guardFacts(f: Frame, subject: Value, proves: readonly Proof[], node: number, base: Value | null): Facts {
  const proofs = mask(proves);
  if ((proofs & CONTAINED) === 0) return proven(f, subject, proofs);
  if (!normalised(f, subject)) return proven(f, subject, 0, remark(f, node, "check-before-canonical", CANONICAL));
  return proven(f, subject, containment(f, subject), [], base === subject ? null : base);
}
