import type { Rule } from "../define/rule.ts";
import rows from "./msss-controls.json" with { type: "json" };
import { isFirm, type ScoredFinding } from "./scored.ts";

/**
 * One control of the MCP Server Security Standard 0.1.0 and what this scan says about it. "met" means
 * not contradicted by any rule that looks at it; it is no certificate.
 */
export interface ControlStatus {
  readonly control: string;
  /** "L1" to "L4"; the standard's own levels, not the level of the score. */
  readonly level: string;
  readonly title: string;
  readonly status: "met" | "violated" | "not-assessable";
  /** Ids of the production findings that touch it. */
  readonly findings: readonly string[];
}

/** All 24 controls in the order of the standard's levels. CWE ids are those of its mapping document and control pages together. */
export const CONTROLS: readonly {
  readonly control: string;
  readonly level: string;
  readonly title: string;
  readonly cwe: readonly number[];
}[] = rows;

/**
 * Status of every control. A control is assessable if a rule that maps to it has run. A low-confidence
 * finding neither violates a control nor leaves it met: nothing can be said.
 */
export function controlStatuses(findings: readonly ScoredFinding[], rulesRun: readonly Pick<Rule, "msss">[]): readonly ControlStatus[] {
  const assessable = new Set(rulesRun.flatMap((rule) => rule.msss));
  const production = findings.filter((finding) => finding.context === "production");
  return CONTROLS.map(({ control, level, title }) => {
    const touching = production.filter((finding) => finding.msss_controls.includes(control));
    return { control, level, title, status: statusOf(touching, assessable.has(control)), findings: touching.map((finding) => finding.id) };
  });
}

function statusOf(touching: readonly ScoredFinding[], assessable: boolean): ControlStatus["status"] {
  if (touching.some(isFirm)) return "violated";
  return assessable && touching.length === 0 ? "met" : "not-assessable";
}
