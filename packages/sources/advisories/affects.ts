import { compare as comparePython, valid as validPython } from "@renovatebot/pep440";
import { parse as parseSemver } from "semver";
import type { Affected, Range } from "./advisory.ts";

/** Whether a version is affected; "unknown" when the ecosystem's order of versions is not known here and no list names the version. */
export type Verdict = "affected" | "unaffected" | "unknown";

/** -1, 0, 1, or null when one of the two is no version of the ecosystem. */
type Compare = (a: string, b: string) => number | null;

const COMPARE: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ["npm", compareSemver],
  ["Go", compareSemver],
  ["crates.io", compareSemver],
  ["PyPI", comparePep440],
]);

/**
 * Evaluates an advisory for one version by the algorithm of the OSV schema ("Evaluation"): listed
 * versions, or any range in which the last event at or below the version is an introduction.
 */
export function affects(affected: Affected, ecosystem: string, version: string): Verdict {
  const compare = COMPARE.get(ecosystem) ?? null;
  const same = (other: string): boolean => other === version || (compare !== null && compare(other, version) === 0);
  if (affected.versions.some(same)) return "affected";
  const verdicts = affected.ranges.map((range) => inRange(range, range.type === "SEMVER" ? compareSemver : compare, version));
  if (verdicts.includes("affected")) return "affected";
  return verdicts.includes("unknown") ? "unknown" : "unaffected";
}

function inRange(range: Range, compare: Compare | null, version: string): Verdict {
  if (compare === null) return range.events.length === 0 ? "unaffected" : "unknown";
  if (compare(version, version) === null) return "unknown";
  const known = range.events.flatMap(([what, at]) => {
    const order = at === "0" ? -1 : compare(at, version);
    return order === null ? [] : [{ what, at, order }];
  });
  if (known.some(({ what, order }) => what === "limit" && order <= 0)) return "unaffected";
  const sorted = known.filter(({ what }) => what !== "limit").sort((a, b) => between(a.at, b.at, compare) || rank(a.what) - rank(b.what));
  let inside = false;
  for (const { what, order } of sorted) {
    if (what === "introduced" && order <= 0) inside = true;
    else if (what === "fixed" && order <= 0) inside = false;
    else if (what === "last_affected" && order < 0) inside = false;
  }
  return inside ? "affected" : "unaffected";
}

/** Order of two events; "0" is below every version. */
function between(a: string, b: string, compare: Compare): number {
  if (a === b) return 0;
  if (a === "0") return -1;
  return b === "0" ? 1 : (compare(a, b) ?? 0);
}

/** At one version an end counts before a new introduction. */
function rank(what: string): number {
  return what === "introduced" ? 1 : 0;
}

function compareSemver(a: string, b: string): number | null {
  const [left, right] = [parseSemver(padded(a), { loose: true }), parseSemver(padded(b), { loose: true })];
  return left === null || right === null ? null : left.compare(right);
}

/** Advisories write "1" and "1.2" for 1.0.0 and 1.2.0. */
function padded(version: string): string {
  const plain = version.trim().replace(/^v/u, "");
  const short = /^(\d+)(?:\.(\d+))?((?:[-+].*)?)$/u.exec(plain);
  return short === null ? plain : `${short[1]}.${short[2] ?? "0"}.0${short[3] ?? ""}`;
}

function comparePep440(a: string, b: string): number | null {
  return validPython(a) === null || validPython(b) === null ? null : comparePython(a, b);
}
