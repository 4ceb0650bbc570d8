import { PROOF_BIT } from "../define/kinds.ts";
import type { GuardFlaw } from "../taint/flow.ts";
import { refusesPrivate } from "./private-ranges.ts";
import { type Label, type Truth, type Value, withLabels } from "./value.ts";

/** A guard that was seen on the way and does not do the job, or is not understood. */
export interface GuardSeen {
  readonly flaw: GuardFlaw;
  readonly why: string;
  readonly unit: number;
  readonly node: number;
}

/** What is known about one datum at one point of the program. */
export interface Fact {
  readonly proofs: number;
  readonly seen: readonly GuardSeen[];
  /** Data the proof was measured against (the allowed folder, the list of hosts), by fact name. */
  readonly bases: readonly number[];
  /** Ranges of private addresses that it was compared with (see private-ranges.ts). */
  readonly ranges: number;
}

/** Stands in the facts for "only when the operator has switched a setting on": checks may be off there. */
export const OPTED_IN = -2;
/** … and for "where a setting is left as it is". */
export const AS_SHIPPED = -3;

/** Not a proof about data but a fact about a setting: it is not given (null, empty). */
export const ABSENT = 2 ** 30;

export type Facts = ReadonlyMap<number, Fact>;

export const NO_FACTS: Facts = new Map();
const NONE: readonly GuardSeen[] = [];

const NO_BASES: readonly number[] = [];

export function fact(proofs: number, seen: readonly GuardSeen[] = NONE, bases: readonly number[] = NO_BASES, ranges = 0): Fact {
  return { proofs: refusesPrivate(ranges) ? proofs | PROOF_BIT["private-refused"] : proofs, seen, bases, ranges };
}

function mergeBases(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 0 || a === b) return a;
  return a.length === 0 ? b : b.every((vid) => a.includes(vid)) ? a : [...new Set([...a, ...b])];
}

export function mergeSeen(a: readonly GuardSeen[], b: readonly GuardSeen[]): readonly GuardSeen[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  let out: GuardSeen[] | null = null;
  for (const item of b) {
    const sofar = out ?? a;
    if (sofar.length >= 8) break;
    if (sofar.some((other) => other === item || (other.node === item.node && other.unit === item.unit && other.flaw === item.flaw)))
      continue;
    out ??= a.slice();
    out.push(item);
  }
  return out ?? a;
}

/** Both hold. */
export function both(a: Facts, b: Facts): Facts {
  if (a.size === 0 || a === b) return b;
  if (b.size === 0) return a;
  let out: Map<number, Fact> | null = null;
  for (const [vid, item] of b) {
    const other = (out ?? a).get(vid);
    const merged = other === undefined ? item : bothFacts(other, item);
    if (merged === other) continue;
    out ??= new Map(a);
    out.set(vid, merged);
  }
  return out ?? a;
}

/** Adds to a table that nobody else has seen yet. */
export function addFact(out: Map<number, Fact>, vid: number, item: Fact): void {
  const other = out.get(vid);
  out.set(vid, other === undefined ? item : bothFacts(other, item));
}

function bothFacts(a: Fact, b: Fact): Fact {
  if (a === b) return a;
  const proofs = a.proofs | b.proofs;
  const seen = mergeSeen(a.seen, b.seen);
  const bases = mergeBases(a.bases, b.bases);
  const ranges = a.ranges | b.ranges;
  return proofs === a.proofs && seen === a.seen && bases === a.bases && ranges === a.ranges ? a : fact(proofs, seen, bases, ranges);
}

/** One of the two holds: proofs must hold on both sides; guards seen on either side are kept as remarks. */
export function either(a: Facts, b: Facts, ofOneTest = false): Facts {
  if (a === b) return a;
  if (a.size === 0 && b.size === 0) return NO_FACTS;
  const out = new Map<number, Fact>();
  for (const [vid, item] of a) {
    const other = b.get(vid);
    const proofs = item.proofs & (other?.proofs ?? 0);
    const seen = mergeSeen(item.seen, other?.seen ?? NONE);
    // Parts of one test name ranges together: (a === 172 && b >= 16) is a comparison with 172.16/12.
    const ranges = ofOneTest ? item.ranges | (other?.ranges ?? 0) : item.ranges & (other?.ranges ?? 0);
    if (proofs !== 0 || seen.length > 0 || ranges !== 0)
      out.set(vid, fact(proofs, seen, mergeBases(item.bases, other?.bases ?? NO_BASES), ranges));
  }
  for (const [vid, item] of b)
    if (!a.has(vid) && (item.seen.length > 0 || (ofOneTest && item.ranges !== 0)))
      out.set(vid, fact(0, item.seen, NO_BASES, ofOneTest ? item.ranges : 0));
  return out;
}

/** The value with what is known about it written into its labels. */
export function settled(value: Value, facts: Facts): Value {
  if (value.vid === 0 || facts.size === 0) return value;
  const known = facts.get(value.vid);
  if (known === undefined) return value;
  return withLabels(
    value,
    value.labels.map((label): Label => {
      const proofs = label.proofs | known.proofs;
      const seen = mergeSeen(label.seen, known.seen);
      return proofs === label.proofs && seen === label.seen ? label : { ...label, proofs, seen };
    }),
  );
}

/**
 * Facts after a check that is skipped where its own base is not given ("no folder configured, so no
 * restriction"): the way on which the base is absent does not count against the proof.
 */
export function eitherUnlessAbsent(a: Facts, b: Facts): Facts {
  if (excused(a, b)) return b;
  if (excused(b, a)) return a;
  return either(a, b);
}

/**
 * Outcomes of a predicate ("is this address private?"): the ranges it names count together, also where
 * it says no at once to what is not an address; not where it says no because it is switched off.
 */
export function eitherOutcome(a: Facts, b: Facts): Facts {
  if (excused(a, b)) return b;
  if (excused(b, a)) return a;
  return either(a, b, !a.has(AS_SHIPPED) && !b.has(AS_SHIPPED));
}

function excused(a: Facts, b: Facts): boolean {
  if (a.has(OPTED_IN) && !b.has(OPTED_IN)) return true;
  for (const [vid, item] of a) {
    if ((item.proofs & ABSENT) === 0) continue;
    for (const other of b.values()) if (other.bases.includes(vid)) return true;
  }
  return false;
}

export function truth(whenTrue: Facts, whenFalse: Facts): Truth | null {
  return whenTrue.size === 0 && whenFalse.size === 0 ? null : { whenTrue, whenFalse };
}

export function negated(value: Truth | null): Truth | null {
  return value === null ? null : { whenTrue: value.whenFalse, whenFalse: value.whenTrue };
}

export function andTruth(left: Truth | null, right: Truth | null): Truth | null {
  const l = left ?? { whenTrue: NO_FACTS, whenFalse: NO_FACTS };
  const r = right ?? { whenTrue: NO_FACTS, whenFalse: NO_FACTS };
  return truth(both(l.whenTrue, r.whenTrue), either(l.whenFalse, both(l.whenTrue, r.whenFalse), true));
}

export function orTruth(left: Truth | null, right: Truth | null): Truth | null {
  return negated(andTruth(negated(left), negated(right)));
}

/** One of several tests holds: `some`, `any`. When it is false, every one of them is. */
export function someTruth(tests: readonly (Truth | null)[]): Truth | null {
  return tests.reduce<Truth | null>((all, test, index) => (index === 0 ? test : someOf(all, test)), null);
}

/** Every one of several tests holds: `every`, `all`. */
export function everyTruth(tests: readonly (Truth | null)[]): Truth | null {
  return negated(someTruth(tests.map(negated)));
}

/** Where one element stands for all: what holds of some of them, or fails for some, is not known of each. */
export function ofOneElement(test: Truth | null, vid: number, everyOne: boolean): Truth | null {
  if (test === null || vid === 0) return test;
  const others = (facts: Facts): Facts => new Map([...facts].filter(([about]) => about !== vid));
  return everyOne ? truth(test.whenTrue, others(test.whenFalse)) : truth(others(test.whenTrue), test.whenFalse);
}

function someOf(a: Truth | null, b: Truth | null): Truth | null {
  return truth(either(a?.whenTrue ?? NO_FACTS, b?.whenTrue ?? NO_FACTS), both(a?.whenFalse ?? NO_FACTS, b?.whenFalse ?? NO_FACTS));
}
