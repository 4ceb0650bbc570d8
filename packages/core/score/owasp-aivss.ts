import type { Capability } from "../define/kinds.ts";
import { clamp, roundHalfUp } from "./round.ts";

/** The ten agentic factors of OWASP AIVSS 0.8 in calculation order; each 0, 0.5 or 1. */
export interface AgenticFactors {
  readonly autonomy: number;
  readonly tools: number;
  readonly language: number;
  readonly context: number;
  readonly non_determinism: number;
  readonly opacity: number;
  readonly persistence: number;
  readonly identity: number;
  readonly multi_agent: number;
  readonly self_mod: number;
}

/** Who uses the server: the nine factors that no scan of the server can see. */
export interface DeploymentProfile {
  readonly name: string;
  readonly factors: Omit<AgenticFactors, "tools">;
}

export interface OwaspAivss {
  readonly version: "0.8";
  readonly vector: string;
  readonly score: number;
}

/** Threat multiplier by CVSS 4.0 exploit maturity: attacked, proof of concept, unreported (OWASP AIVSS 0.8). */
export const THREAT_MULTIPLIER = { A: 1, P: 0.97, U: 0.5 } as const;

/** Mitigation factor: none, partial, strong. 0.8 sets a floor of 0.67. */
export const MITIGATION_FACTOR = { none: 1, partial: 0.83, strong: 0.67 } as const;

/** The usual client of an MCP server: plans in natural language, asks before some actions, remembers the session. */
export const DEFAULT_PROFILE: DeploymentProfile = {
  name: "interactive coding agent",
  factors: {
    autonomy: 0.5,
    language: 1,
    context: 1,
    non_determinism: 1,
    opacity: 0.5,
    persistence: 0.5,
    identity: 0.5,
    multi_agent: 0,
    self_mod: 0,
  },
};

/**
 * External tool control surface by what a tool can do (OWASP crosswalk of tool posture): pure compute 0,
 * reading 0.5, open egress, writing, databases and running programs 1.
 */
const TOOL_FACTOR: Readonly<Record<Capability, number>> = {
  network_egress: 1,
  file_read: 0.5,
  file_write: 1,
  process_exec: 1,
  secret_access: 0.5,
  env_access: 0.5,
  db_access: 1,
  code_eval: 1,
};

/** Factor order and the letters of our textual vector; the standard publishes an order but no spelling. */
const LETTERS: Readonly<Record<keyof AgenticFactors, string>> = {
  autonomy: "EA",
  tools: "TC",
  language: "NL",
  context: "CA",
  non_determinism: "ND",
  opacity: "OR",
  persistence: "PS",
  identity: "DI",
  multi_agent: "MA",
  self_mod: "SM",
};

/** 0, 0.5 or 1. */
export function toolsFactor(capabilities: readonly Capability[]): number {
  return capabilities.reduce((highest, capability) => Math.max(highest, TOOL_FACTOR[capability]), 0);
}

/** The profile's factors with the tools factor of what the finding's tools can do. */
export function factorsOf(capabilities: readonly Capability[], profile: DeploymentProfile = DEFAULT_PROFILE): AgenticFactors {
  return { ...profile.factors, tools: toolsFactor(capabilities) };
}

/**
 * OWASP AIVSS 0.8: `(base + (10 − base) × sum/10 × threat) × mitigation`, 0..10, one decimal, half up.
 * Not comparable with CVSS, nor with the score that drives the grade; always shown under its own name.
 * @param base CVSS 4.0 base score
 */
export function owaspAivss(
  base: number,
  factors: AgenticFactors,
  maturity: keyof typeof THREAT_MULTIPLIER = "P",
  mitigation: keyof typeof MITIGATION_FACTOR = "none",
): OwaspAivss {
  const names = Object.keys(LETTERS) as (keyof AgenticFactors)[];
  const sum = names.reduce((total, name) => total + factors[name], 0);
  const uplift = (10 - base) * (sum / 10) * THREAT_MULTIPLIER[maturity];
  const score = clamp(roundHalfUp((base + uplift) * MITIGATION_FACTOR[mitigation], 1), 0, 10);
  const letters = names.map((name) => `${LETTERS[name]}:${factors[name].toFixed(1)}`).join("/");
  return { version: "0.8", vector: `AIVSS:0.8/${letters}/E:${maturity}/MF:${MITIGATION_FACTOR[mitigation].toFixed(2)}`, score };
}
