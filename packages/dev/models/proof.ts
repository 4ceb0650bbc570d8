import type { Claim } from "./fixture-marks.ts";
import type { Library } from "./library.ts";
import type { Reached } from "./reach.ts";

/** What is known not to be proven, of one library and for one reason. */
export interface Unproven {
  readonly library: string;
  readonly reason: string;
  /** Code of fixture lines whose mark does not hold, without the mark. */
  readonly lines: readonly string[];
  /** Names of sink rows that no line proves. */
  readonly rows?: readonly string[];
}

/**
 * Differences between what a fixture claims and what the engine finds in it, one line each: a claim that does not hold,
 * a sink row or a value of a type that no line proves, and whatever is listed as unproven and works, or is not there.
 */
export function proofDifferences(library: Library, reached: readonly Reached[], unproven: readonly Unproven[]): string[] {
  const own = unproven.filter((one) => one.library === library.name);
  return [
    ...lineDifferences(library.fixture?.claims ?? [], reached, new Set(own.flatMap((one) => one.lines))),
    ...rowDifferences(library, proven(library, reached), new Set(own.flatMap((one) => one.rows ?? []))),
  ];
}

function lineDifferences(claims: readonly Claim[], reached: readonly Reached[], listed: ReadonlySet<string>): string[] {
  const found = claims.flatMap((claim) => {
    const holds = claimHolds(claim, reached);
    if (holds !== listed.has(claim.code)) return [];
    const what = claim.sink === null ? "clean" : `sink: ${claim.sink}`;
    return [holds ? `line ${claim.line}: \`${what}\` holds by now: take it off the list` : `line ${claim.line}: \`${what}\` does not hold`];
  });
  const codes = new Set(claims.map((claim) => claim.code));
  return [...found, ...[...listed].filter((code) => !codes.has(code)).map((code) => `no marked line is listed by \`${code}\``)];
}

function claimHolds(claim: Claim, reached: readonly Reached[]): boolean {
  const here = reached.filter((one) => one.line === claim.line);
  return claim.sink === null ? here.length === 0 : here.some((one) => one.kind === claim.sink);
}

function rowDifferences(library: Library, paths: ReadonlySet<string>, listed: ReadonlySet<string>): string[] {
  const out: string[] = [];
  const values = new Map<string, boolean>();
  for (const row of library.rows) {
    const hits = row.paths.filter(({ text }) => paths.has(`${row.kind} ${text}`));
    for (const { text, value } of row.paths) values.set(value, (values.get(value) ?? false) || hits.some((hit) => hit.text === text));
    if (hits.length > 0 && listed.has(row.name)) out.push(`row \`${row.name}\` is proven by now: take it off the list`);
    if (hits.length === 0 && !listed.has(row.name)) out.push(`row \`${row.name}\` is proven by no line`);
  }
  for (const [value, hit] of values) if (!hit && value !== "") out.push(`no line reaches a sink by way of \`${value}\``);
  const names = new Set(library.rows.map((row) => row.name));
  return [...out, ...[...listed].filter((name) => !names.has(name)).map((name) => `the model has no row \`${name}\``)];
}

/** "<kind> <path>" of everything reached on a line that is marked with that kind. */
function proven(library: Library, reached: readonly Reached[]): Set<string> {
  const marks = new Set(library.fixture?.claims.map((claim) => `${claim.line} ${claim.sink}`));
  return new Set(reached.filter((one) => marks.has(`${one.line} ${one.kind}`)).map((one) => `${one.kind} ${one.at}`));
}
