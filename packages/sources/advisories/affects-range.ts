import { gt as laterPython, satisfies as satisfiesPython, validRange as validPython } from "@renovatebot/pep440";
import { coerce, gt as laterSemver, Range, satisfies as satisfiesSemver, validRange as validSemver } from "semver";
import type { Affected } from "./advisory.ts";
import { affects, type Verdict } from "./affects.ts";

/** How versions of an ecosystem are written, admitted by a range and put in order. */
interface Versions {
  readonly valid: (range: string) => boolean;
  readonly satisfies: (version: string, range: string) => boolean;
  readonly later: (a: string, b: string) => boolean;
  /** A version as the ecosystem writes it, and one just above it. */
  readonly around: (version: string) => readonly string[];
  readonly bounds: (range: string) => readonly string[];
}

const VERSIONS: ReadonlyMap<string, Versions> = new Map<string, Versions>([
  [
    "npm",
    {
      valid: (range) => validSemver(range, { loose: true }) !== null,
      satisfies: (version, range) => satisfiesSemver(version, range, { loose: true }),
      later: laterSemver,
      around: (version) => {
        const read = coerce(version, { includePrerelease: true });
        return read === null ? [] : [read.version, `${read.major}.${read.minor}.${read.patch + 1}`];
      },
      bounds: (range) => new Range(range, { loose: true }).set.flat().map(({ semver }) => semver.version ?? "0.0.0"),
    },
  ],
  [
    "PyPI",
    {
      valid: (range) => validPython(range),
      satisfies: (version, range) => satisfiesPython(version, range),
      later: laterPython,
      around: (version) => [version, `${version.replace(/(?:\.?post|\.?dev|a|b|rc|\+).*$/u, "")}.0.1`],
      bounds: (range) => range.match(/\d[\w.!+]*/gu) ?? [],
    },
  ],
]);

/** At or below, and above, any version that is ever published. */
const BOTTOM = "0.0.0";
const TOP = "99999.0.0";

/**
 * Whether even the newest versions that a range admits are affected, as an installation today would get them. Whether a
 * version is affected and whether the range admits it both change only at the versions that the two name: so the highest of
 * those, and of their next neighbours, that the range admits speaks for everything above it.
 */
export function affectsRange(affected: Affected, ecosystem: string, requirement: string): Verdict {
  const versions = VERSIONS.get(ecosystem);
  const range = requirement === "latest" ? "*" : requirement;
  if (versions === undefined || (!(ecosystem === "PyPI" && range === "*") && !versions.valid(range))) return "unknown";
  const admits = (version: string): boolean => (range === "*" ? true : versions.satisfies(version, range));
  // Single versions are no regions: which of the admitted ones is newest is not known.
  if (affected.ranges.length === 0) return affected.versions.some(admits) ? "unknown" : "unaffected";
  const named = affected.ranges.flatMap(({ events }) => events.map(([, version]) => (version === "0" ? BOTTOM : version)));
  const bounds = range === "*" ? [] : versions.bounds(range);
  let newest: string | null = null;
  for (const version of [...[BOTTOM, ...named, ...bounds].flatMap(versions.around), TOP]) {
    if (admits(version) && (newest === null || versions.later(version, newest))) newest = version;
  }
  return newest === null ? "unknown" : affects({ ...affected, versions: [] }, ecosystem, newest);
}
