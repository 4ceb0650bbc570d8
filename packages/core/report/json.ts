import keys from "./key-order.json" with { type: "json" };
import { compareText } from "./order.ts";
import type { Report } from "./report.ts";
import { visibleJson } from "./visible.ts";

const RANK: ReadonlyMap<string, number> = new Map(keys.map((key, index) => [key, index]));

/** The report as JSON: two spaces, a trailing newline, and the same bytes however the object was built. */
export function toJson(report: Report): string {
  return stableJson(report);
}

/**
 * Any plain value as JSON with keys in the order of the report's documentation, then by code unit.
 * Invisible characters are written as \u escapes, so the file shows what it holds and parses to the
 * exact original.
 */
export function stableJson(value: unknown): string {
  return `${visibleJson(JSON.stringify(ordered(value), null, 2))}\n`;
}

/** Objects get no prototype, so that a key such as __proto__ is only a key. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => compareKeys(a, b))) copy[key] = ordered(member);
  return copy;
}

function compareKeys(a: string, b: string): number {
  return (RANK.get(a) ?? keys.length) - (RANK.get(b) ?? keys.length) || compareText(a, b);
}
