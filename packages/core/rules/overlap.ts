import type { Rule } from "../define/rule.ts";
import { type Hit, SEVERITY_RANK } from "./hit.ts";
import { classOf } from "./select.ts";

/**
 * Of several flow rules of one class that found the same argument of the same sink, only the most severe one speaks,
 * of equally severe ones the most specific: they are one weakness, and it would be scored twice.
 */
export function withoutOverlap(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    const key = overlapKey(hit);
    if (key === null) continue;
    const other = best.get(key);
    if (other === undefined || comparePrecedence(hit.rule, other.rule) < 0) best.set(key, hit);
  }
  return hits.filter((hit) => {
    const key = overlapKey(hit);
    return key === null || best.get(key)?.rule === hit.rule;
  });
}

function overlapKey(hit: Hit): string | null {
  if (hit.flow === null) return null;
  const { file, startLine, startCol } = hit.place;
  return `${classOf(hit.rule)}|${startLine}:${startCol}|${hit.flow.sink.argument}|${file}`;
}

function comparePrecedence(a: Rule, b: Rule): number {
  return SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || breadth(a) - breadth(b) || (a.ruleId < b.ruleId ? -1 : 1);
}

/** How much a flow rule covers; one that asks for a broken guard says more than one that does not. */
function breadth({ flow }: Rule): number {
  if (flow === undefined) return Number.POSITIVE_INFINITY;
  return flow.from.length * flow.to.length * (flow.brokenGuard === undefined ? 2 : 1);
}
