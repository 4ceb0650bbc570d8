import { describe, expect, it } from "vitest";
import { cvssBase } from "./cvss.ts";
import { type AgenticFactors, factorsOf, owaspAivss, toolsFactor } from "./owasp-aivss.ts";

const NAMES = [
  "autonomy",
  "tools",
  "language",
  "context",
  "non_determinism",
  "opacity",
  "persistence",
  "identity",
  "multi_agent",
  "self_mod",
] as const;
const factors = (values: readonly number[]): AgenticFactors =>
  Object.fromEntries(NAMES.map((name, index) => [name, values[index] ?? 0])) as unknown as AgenticFactors;

/** The ten examples published with OWASP AIVSS 0.8 (threat multiplier 0.97, no mitigation). */
const PUBLISHED: readonly (readonly [risk: string, vector: string, base: number, factors: readonly number[], score: number])[] = [
  ["tool misuse", "AV:N/AC:L/AT:N/PR:N/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 9.4, [1, 1, 1, 1, 1, 1, 0.5, 1, 1, 0.5], 9.9],
  ["access control", "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 8.7, [1, 1, 1, 1, 0.5, 1, 1, 1, 0.5, 0], 9.7],
  ["cascading failures", "AV:N/AC:H/AT:N/PR:L/UI:N/VC:N/VI:N/VA:H/SC:N/SI:H/SA:H", 7.1, [1, 0.5, 1, 1, 1, 1, 0.5, 0.5, 1, 0.5], 9.4],
  ["multi-agent", "AV:A/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 9.4, [1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5], 10],
  ["impersonation", "AV:N/AC:H/AT:N/PR:N/UI:A/VC:H/VI:H/VA:N/SC:N/SI:N/SA:N", 7.4, [1, 1, 1, 1, 1, 1, 0, 1, 0.5, 0], 9.3],
  ["memory", "AV:A/AC:H/AT:N/PR:H/UI:N/VC:L/VI:H/VA:L/SC:N/SI:N/SA:N", 5.8, [1, 0.5, 1, 1, 0.5, 1, 1, 0, 0.5, 1], 8.9],
  ["critical systems", "AV:A/AC:L/AT:N/PR:H/UI:N/VC:N/VI:H/VA:H/SC:N/SI:N/SA:N", 6.9, [1, 1, 0.5, 1, 0.5, 1, 0.5, 0, 1, 1], 9.2],
  ["supply chain", "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3, [1, 1, 0, 0, 1, 1, 0.5, 1, 1, 0], 9.7],
  ["untraceability", "AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N", 5.3, [1, 1, 0, 0, 1, 1, 0.5, 0.5, 1, 0.5], 8.3],
  ["goal manipulation", "AV:N/AC:H/AT:N/PR:N/UI:A/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N", 2.1, [0.5, 0, 1, 1, 1, 1, 1, 0, 0, 1], 7.1],
];

describe("published examples", () => {
  it.each(PUBLISHED)("%s", (_, vector, base, values, score) => {
    const cvss = cvssBase(vector);
    expect(cvss).toEqual({ ok: true, value: { version: "4.0", vector: `CVSS:4.0/${vector}`, score: base } });
    expect(owaspAivss(base, factors(values)).score).toBe(score);
  });
});

describe("CVSS vectors", () => {
  it("may have the prefix", () => expect(cvssBase(`CVSS:4.0/${PUBLISHED[0]?.[1]}`).ok).toBe(true));

  it.each([
    "",
    "AV:N/AC:L",
    `${PUBLISHED[0]?.[1]}/E:A`,
    PUBLISHED[0]?.[1].replace("AV:N", "AV:Q") ?? "",
    PUBLISHED[0]?.[1].replace("AV:N/AC:L", "AC:L/AV:N") ?? "",
    "CVSS:3.1/AV:N",
    "AV:/AC:",
  ])("%j is a problem, not a score of 0", (vector) =>
    expect(cvssBase(vector)).toMatchObject({ ok: false, problem: { code: "RULE_PACK_INVALID" } }));
});

describe("deployment profile", () => {
  it("takes the tools factor from what the tools can do", () => {
    expect(toolsFactor([])).toBe(0);
    expect(toolsFactor(["file_read", "env_access"])).toBe(0.5);
    expect(toolsFactor(["file_read", "process_exec"])).toBe(1);
  });

  it("prints what it assumed", () => {
    expect(owaspAivss(9.3, factorsOf(["process_exec"]))).toEqual({
      version: "0.8",
      vector: "AIVSS:0.8/EA:0.5/TC:1.0/NL:1.0/CA:1.0/ND:1.0/OR:0.5/PS:0.5/DI:0.5/MA:0.0/SM:0.0/E:P/MF:1.00",
      score: 9.7,
    });
  });

  it("lowers with mitigation and unreported threats", () => {
    expect(owaspAivss(9.3, factorsOf(["process_exec"]), "U", "strong").score).toBe(6.4);
  });
});
