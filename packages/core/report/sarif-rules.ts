import type { ReportingDescriptor } from "sarif";
import type { Rule, Severity } from "../define/rule.ts";
import { BANDS, findingAivss } from "../score/aivss.ts";
import { ruleUrl } from "./links.ts";
import type { Finding } from "./report.ts";
import { MAX_TAGS } from "./sarif-limits.ts";
import { visible } from "./visible.ts";

export type SarifLevel = "error" | "warning" | "note";

/** The documented mapping. */
export const LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** The rules of a run: those that ran, then those that only a finding knows. */
export interface RuleTable {
  readonly descriptors: readonly ReportingDescriptor[];
  /** Index of a finding's rule in `descriptors`. */
  readonly indexOf: (finding: Pick<Finding, "key" | "rule_id">) => number;
}

/** Every rule that was not skipped, so that a consumer can tell "clean" from "not run". */
export function ruleTable(rules: readonly Rule[], skipped: ReadonlySet<string>, findings: readonly Finding[]): RuleTable {
  const byKey = new Map<string, number>();
  const descriptors: ReportingDescriptor[] = [];
  const fired = new Set(findings.map((finding) => finding.key));
  for (const rule of rules) {
    if (rule.status === "retired" || byKey.has(rule.key) || (skipped.has(rule.ruleId) && !fired.has(rule.key))) continue;
    byKey.set(rule.key, descriptors.push(describe(rule)) - 1);
  }
  for (const finding of findings) {
    if (!byKey.has(finding.key)) byKey.set(finding.key, descriptors.push(describeUnknown(finding)) - 1);
  }
  return { descriptors, indexOf: ({ key }) => byKey.get(key) ?? -1 };
}

function describe(rule: Rule): ReportingDescriptor {
  const markdown = helpMarkdown(rule);
  return {
    id: rule.ruleId,
    name: rule.title,
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.what },
    helpUri: ruleUrl(rule.key),
    help: { text: `${rule.what}\n\n${rule.why}\n\nFix: ${rule.fix}`, markdown },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: {
      "security-severity": findingAivss(rule.severity, rule.dimensions).toFixed(1),
      precision: rule.confidence,
      tags: tagsOf(rule),
      key: rule.key,
      threat_id: rule.threatId,
      cvss: `CVSS:4.0/${rule.cvss}`,
    },
  };
}

/** A rule of a pack that is not at hand any more: what the finding itself says. */
function describeUnknown(finding: Finding): ReportingDescriptor {
  const text = visible(finding.title);
  return {
    id: finding.rule_id,
    name: text,
    shortDescription: { text },
    defaultConfiguration: { level: LEVELS[finding.severity] },
    properties: { "security-severity": BANDS[finding.severity].low.toFixed(1), tags: ["security", "mcp"], key: finding.key },
  };
}

/** CWE tags come first: only the first ten are kept by some consumers. Their spelling is that of code scanning. */
function tagsOf(rule: Rule): string[] {
  const cwe = rule.cwe.map((id) => `external/cwe/cwe-${String(id).padStart(3, "0")}`);
  const category = rule.category.replaceAll("_", "-");
  return ["security", ...cwe, category, "mcp", ...rule.owaspMcp, ...rule.owaspAsi, ...rule.safeMcp, ...rule.msss].slice(0, MAX_TAGS);
}

function helpMarkdown(rule: Rule): string {
  const misses = rule.misses.length === 0 ? [] : ["### What this rule does not see", ...rule.misses.map((miss) => `- ${miss}`)];
  return [`## ${rule.title}`, rule.what, "### Why it matters", rule.why, "### Fix", rule.fix, ...misses].join("\n\n");
}
