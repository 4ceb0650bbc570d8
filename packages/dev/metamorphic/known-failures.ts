import type { Case } from "./cases.ts";
import listed from "./known-failures.json" with { type: "json" };

/** Cases whose verdict the engine does not keep, all for one cause. */
interface KnownFailure {
  readonly cause: string;
  readonly language: string;
  /** Name of a transformation; "as written" is none. */
  readonly change: string;
  readonly side: string;
  readonly twins: readonly string[];
}

const LISTED: readonly KnownFailure[] = listed;

/** One line that names a case: "python, rename: missed in path-order.py". */
export function caseLine({ twin, side, change }: Case): string {
  return `${twin.language}, ${change ?? "as written"}: ${side === "vulnerable" ? "missed" : "false"} in ${twin.name}`;
}

/** Lines of the listed failures among cases, sorted. */
export function listedLines(cases: readonly Case[]): string[] {
  return cases
    .filter(({ twin, side, change }) =>
      LISTED.some(
        (known) =>
          known.language === twin.language &&
          known.change === (change ?? "as written") &&
          known.side === side &&
          known.twins.includes(twin.name),
      ),
    )
    .map(caseLine)
    .sort();
}

/** Listed failures that name no case: nothing can fail or pass there. */
export function strayLines(cases: readonly Case[]): string[] {
  const known = new Set(listedLines(cases));
  return LISTED.flatMap(({ language, change, side, twins }) =>
    twins.map((name) => `${language}, ${change}: ${side === "vulnerable" ? "missed" : "false"} in ${name}`),
  ).filter((line) => !known.has(line));
}
