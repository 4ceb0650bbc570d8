import type { Rule, See } from "../define/rule.ts";
import type { ScanEvent, ScanOptions } from "../scan-options.ts";
import { flowHits } from "./flow-rule.ts";
import type { Hit, RuleOutcome } from "./hit.ts";
import { hookHits } from "./hook-rule.ts";
import { withoutOverlap } from "./overlap.ts";
import { type Material, seeOf } from "./see.ts";
import { type Available, whySkipped } from "./select.ts";

/** A rule that says more than this says nothing; a target made of copies must not fill the memory. */
const MAX_HITS = 1000;

export interface RuleRun {
  readonly hits: readonly Hit[];
  /** One for each rule of the catalogue. */
  readonly outcomes: readonly RuleOutcome[];
  /** Rules whose hits were cut. */
  readonly limits: readonly { readonly what: string; readonly where: string }[];
}

/** Runs every rule. One that throws costs its own verdict, never the scan. */
export function runRules(
  rules: readonly Rule[],
  options: ScanOptions,
  material: Material,
  ports: {
    readonly available: (stopped: boolean) => Available;
    readonly stop: () => boolean;
    readonly onEvent: (event: ScanEvent) => void;
  },
): RuleRun {
  const see = seeOf(material);
  const hits: Hit[] = [];
  const outcomes: RuleOutcome[] = [];
  const limits: { what: string; where: string }[] = [];
  for (const rule of rules) {
    const why = whySkipped(rule, options, ports.available(ports.stop()));
    if (why === null)
      ports.onEvent({ type: "rule_started", rule_id: rule.ruleId, rule_name: rule.title, tier: rule.tier, severity_level: rule.severity });
    const { found, failure, cut } = why === null ? runRule(rule, see) : { found: [], failure: null, cut: false };
    hits.push(...found);
    if (cut) limits.push({ what: `findings of one rule (${MAX_HITS})`, where: rule.ruleId });
    const status = why !== null ? "skipped" : failure !== null ? "error" : found.length > 0 ? "fired" : "clean";
    outcomes.push({ rule, status, hits: found.length, reason: why ?? failure });
    if (why === null) ports.onEvent({ type: "rule_completed", rule_id: rule.ruleId, status, finding_count: found.length });
  }
  return { hits: withoutOverlap(hits), outcomes, limits };
}

/** What one rule finds; what it found before an error counts. */
function runRule(rule: Rule, see: See): { readonly found: readonly Hit[]; readonly failure: string | null; readonly cut: boolean } {
  const found = new Map<string, Hit>();
  try {
    for (const hit of rule.flow === undefined ? hookHits(rule, see) : flowHits(rule, rule.flow, see.flows)) {
      if (found.size >= MAX_HITS) return { found: [...found.values()], failure: null, cut: true };
      const { file, startLine, startCol } = hit.place;
      const key = `${startLine}:${startCol}|${file}|${hit.text}`;
      if (!found.has(key)) found.set(key, hit);
    }
    return { found: [...found.values()], failure: null, cut: false };
  } catch (error) {
    return {
      found: [...found.values()],
      failure: error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : "it failed",
      cut: false,
    };
  }
}
