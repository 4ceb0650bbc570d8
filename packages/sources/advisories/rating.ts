import type { Rating } from "@mcp-assay/core/inventory/advisories";
import * as library from "ae-cvss-calculator";

/** Node hides the names of this CommonJS bundle behind `default`; bundlers do not. */
const { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } = "default" in library ? (library.default as typeof library) : library;

/** Words of the databases (GitHub says MODERATE). */
const WORDS: ReadonlyMap<string, Rating> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["moderate", "medium"],
  ["medium", "medium"],
  ["low", "low"],
]);

const VECTORS = [
  ["CVSS:4.0/", Cvss4P0],
  ["CVSS:3.1/", Cvss3P1],
  ["CVSS:3.0/", Cvss3P0],
  ["AV:", Cvss2],
] as const;

/** The rating of an advisory: its database's own word, else the highest of its CVSS vectors; null when there is neither. */
export function ratingOf(severity: readonly string[]): Rating | null {
  for (const entry of severity) {
    const word = WORDS.get(entry.toLowerCase());
    if (word !== undefined) return word;
  }
  const scores = severity.map(scoreOf).filter((score) => score > 0);
  return scores.length === 0 ? null : rated(Math.max(...scores));
}

/** Score of a vector of any version, 0 to 10; 0 for anything else. */
function scoreOf(vector: string): number {
  const kind = VECTORS.find(([prefix]) => vector.startsWith(prefix));
  if (kind === undefined) return 0;
  try {
    return new kind[1](vector).calculateScores().overall ?? 0;
  } catch {
    return 0;
  }
}

/** Qualitative severity rating scale (first.org, CVSS 3.1 section 5 and 4.0 section 6). */
function rated(score: number): Rating {
  return score >= 9 ? "critical" : score >= 7 ? "high" : score >= 4 ? "medium" : "low";
}
