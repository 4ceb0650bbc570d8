import type { Need, Rule } from "../define/rule.ts";
import type { AdvisoryData } from "../inventory/advisories.ts";
import type { ScanOptions } from "../scan-options.ts";
import type { ResolvedTarget } from "../snapshot.ts";
import type { Material } from "./see.ts";

/** What this scan has; a rule that needs more is "not run". */
export interface Available {
  readonly needs: ReadonlySet<Need>;
  /** False if no code was lowered: then rules about code have nothing to look at. */
  readonly analysed: boolean;
  readonly stopped: boolean;
}

/** What a snapshot, its surface and the advisory databases offer to rules. */
export function availableTo(
  { facts, advisories, surface }: Pick<Material, "facts" | "surface"> & { readonly advisories: AdvisoryData | null },
  { trusted }: ResolvedTarget,
  analysed: boolean,
): (stopped: boolean) => Available {
  const needs = new Set<Need>([
    ...(facts === null ? [] : ["registry-facts" as const]),
    ...(trusted ? [] : ["fetched-target" as const]),
    ...(facts?.comparison === undefined ? [] : ["repository" as const]),
    ...(advisories === null || advisories.checkedWith === "nothing" ? [] : ["advisories" as const]),
    ...(surface.servers.length === 0 ? [] : ["surface" as const]),
  ]);
  return (stopped) => ({ needs, analysed, stopped });
}

const ABSENT: Readonly<Record<Need, string>> = {
  "registry-facts": "needs what a registry says about the package; this target has none",
  repository: "needs the release's repository on GitHub beside it, which is asked for when GITHUB_TOKEN is set",
  advisories: "needs advisory data: osv.dev was not reached and none is imported (mcp-assay db update)",
  surface: "no MCP server was found",
  "previous-version": "needs an earlier version to compare with",
  "fetched-target": "is about targets that were fetched; a folder that you name configures its own scan",
};

/** Why a rule does not run in this scan; null if it does. */
export function whySkipped(rule: Rule, options: ScanOptions, available: Available): string | null {
  const named = (list: readonly string[]): boolean => list.includes(rule.ruleId) || list.includes(rule.key);
  if (rule.status === "retired") return "retired";
  if (options.onlyRules.length > 0 && !named(options.onlyRules)) return "not among the rules asked for";
  if (named(options.skipRules)) return "switched off";
  if (options.classes.length > 0 && !options.classes.includes(classOf(rule))) return "its class was not asked for";
  if (rule.status === "preview" && !named(options.onlyRules)) return "in preview; runs only when it is asked for by name";
  if (rule.tier === "T2" && options.mode === "fast") return "runs in deep mode only";
  const missing = rule.needs?.find((need) => !available.needs.has(need));
  if (missing !== undefined) return ABSENT[missing];
  if (needsCode(rule) && !available.analysed) return "no code was analysed";
  return available.stopped ? "the scan was stopped before" : null;
}

/** Class letter of a rule id: "MCP-A003" is A. */
export function classOf(rule: Pick<Rule, "ruleId">): string {
  return rule.ruleId[4] ?? "";
}

function needsCode(rule: Rule): boolean {
  return (
    rule.flow !== undefined ||
    rule.onTool !== undefined ||
    rule.onSurface !== undefined ||
    rule.onResource !== undefined ||
    rule.onCall !== undefined
  );
}
