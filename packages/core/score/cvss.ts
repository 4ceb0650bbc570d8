import * as library from "ae-cvss-calculator";
import { fail, ok, type Result } from "../problem.ts";

export interface Cvss {
  readonly version: "4.0";
  /** With the "CVSS:4.0/" prefix. */
  readonly vector: string;
  readonly score: number;
}

/** The eleven base metrics of CVSS 4.0 in the order of its specification, with their values. */
const BASE_METRICS: readonly (readonly [name: string, values: string])[] = [
  ["AV", "NALP"],
  ["AC", "LH"],
  ["AT", "NP"],
  ["PR", "NLH"],
  ["UI", "NPA"],
  ["VC", "HLN"],
  ["VI", "HLN"],
  ["VA", "HLN"],
  ["SC", "HLN"],
  ["SI", "HLN"],
  ["SA", "HLN"],
];
const PREFIX = "CVSS:4.0/";

/** Node hides the names of this CommonJS bundle behind `default`; bundlers do not. */
const { Cvss4P0 } = "default" in library ? (library.default as typeof library) : library;

/**
 * CVSS 4.0 base score of a vector, with or without its prefix. The vector must hold each base metric
 * exactly once and nothing else, since the library scores an incomplete vector as 0.
 */
export function cvssBase(vector: string): Result<Cvss> {
  const metrics = vector.startsWith(PREFIX) ? vector.slice(PREFIX.length) : vector;
  const parts = metrics.split("/");
  const wrong = BASE_METRICS.find(([name, values], index) => {
    const value = parts[index]?.startsWith(`${name}:`) ? parts[index].slice(name.length + 1) : "";
    return value.length !== 1 || !values.includes(value);
  });
  if (wrong !== undefined || parts.length !== BASE_METRICS.length) {
    const what = wrong === undefined ? "more than the base metrics" : `no valid ${wrong[0]} in its place`;
    return fail("RULE_PACK_INVALID", `CVSS vector has ${what}`, {
      where: vector.slice(0, 120),
      hint: "write the 11 base metrics, AV to SA",
    });
  }
  return ok({ version: "4.0", vector: PREFIX + metrics, score: new Cvss4P0(PREFIX + metrics).calculateScores().overall });
}
