import type { Rule } from "@mcp-assay/core/define/rule";

/** A rule as the API tells it. */
export function describeRule(rule: Rule) {
  const { key, tier, title, since, status, category, severity, confidence, audience, cwe, what, why, fix, misses } = rule;
  return {
    ...{ key, rule_id: rule.ruleId, threat_id: rule.threatId, tier, title, since, status, category, severity, confidence, audience, cwe },
    ...{ owasp_mcp: rule.owaspMcp, owasp_asi: rule.owaspAsi, safe_mcp: rule.safeMcp, msss_controls: rule.msss },
    ...{ what, why, fix, misses },
  };
}

/** Per threat: covered by at least one live rule, partial while its rules are in review, missing when they are retired. */
export function coverageOf(rules: readonly Rule[]) {
  const byThreat = new Map<string, Rule[]>();
  for (const rule of rules) byThreat.set(rule.threatId, [...(byThreat.get(rule.threatId) ?? []), rule]);
  return [...byThreat]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([threat_id, own]) => ({ threat_id, status: statusOf(own), rules: own.map((rule) => rule.ruleId) }));
}

function statusOf(rules: readonly Rule[]): "covered" | "partial" | "missing" {
  if (rules.some((rule) => rule.status === "stable")) return "covered";
  return rules.some((rule) => rule.status === "preview") ? "partial" : "missing";
}
