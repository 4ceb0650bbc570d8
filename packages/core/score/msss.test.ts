import { describe, expect, it } from "vitest";
import type { Severity } from "../define/rule.ts";
import { CONTROLS } from "./controls.ts";
import { type MsssInput, msssScore } from "./msss.ts";
import { CATEGORY_MAX } from "./msss-tables.ts";
import type { ScoredFinding } from "./scored.ts";

const finding = (letter: string, severity: Severity, more: Partial<ScoredFinding> = {}): ScoredFinding => ({
  id: `${letter}-${severity}`,
  class: letter,
  severity,
  confidence: "high",
  context: "production",
  aivss_score: 5,
  msss_controls: [],
  ...more,
});
const score = (findings: readonly ScoredFinding[], more: Partial<MsssInput> = {}) =>
  msssScore(findings, { version: "1.0", mode: "fast", rulesRun: [], analysed: true, ...more });

describe("version 1.0", () => {
  it("gives away 100 points", () => expect(CATEGORY_MAX.reduce((sum, [, max]) => sum + max, 0)).toBe(100));

  it.each(["A", "B", "C", "D", "E"])("one critical of class %s leaves 90", (letter) => {
    expect(score([finding(letter, "critical")]).total).toBe(90);
  });

  it("two highs leave 93", () => expect(score([finding("A", "high"), finding("B", "high")]).total).toBe(93));

  it("scores the categories of the documented sample", () => {
    const { categories } = score([finding("A", "medium"), finding("A", "medium"), finding("E", "low")]);
    expect(categories.A).toEqual({ score: 18, max_score: 22, findings: 2 });
    expect(categories.E).toEqual({ score: 9, max_score: 10, findings: 1 });
    expect(categories.B).toEqual({ score: 13, max_score: 13, findings: 0 });
  });

  it("never takes more than a category has", () => {
    expect(score([finding("H", "critical"), finding("H", "critical")]).categories.H?.score).toBe(0);
    expect(score([finding("H", "critical"), finding("H", "critical")]).total).toBe(95);
  });

  it("weighs confidence, and leaves tests and examples out", () => {
    expect(score([finding("A", "high", { confidence: "medium" })]).total).toBe(97.4);
    expect(score([finding("A", "high", { confidence: "low" })]).total).toBe(98.3);
    expect(score([finding("A", "critical", { context: "test" })])).toMatchObject({ total: 100, level: 2 });
  });
});

describe("version 2.0", () => {
  it.each<[readonly Severity[], number]>([
    [["high", "high"], 49],
    [["critical"], 37.5],
    [["high"], 72.3],
    [["medium"], 95],
    [["low"], 99],
    [["info"], 100],
    [["critical", "critical", "critical", "critical"], 0],
    [["high", "high", "high", "high", "high", "high"], 2.5],
  ])("%j leaves %d", (severities, total) => {
    expect(
      score(
        severities.map((severity) => finding("A", severity)),
        { version: "2.0" },
      ).total,
    ).toBe(total);
  });
});

describe("level", () => {
  const four = ["A", "B", "C", "D"].map((letter) => finding(letter, "high"));
  it.each<[string, readonly ScoredFinding[], "fast" | "deep", number]>([
    ["nothing found, fast", [], "fast", 2],
    ["nothing found, deep", [], "deep", 3],
    ["a critical", [finding("A", "critical")], "deep", 0],
    ["a critical of a class without points", [finding("M", "critical")], "deep", 0],
    ["three highs", four.slice(1), "deep", 1],
    ["four highs", four, "deep", 0],
    ["a suspected critical only", [finding("A", "critical", { confidence: "low" })], "deep", 3],
    ["many mediums", ["A", "A", "A", "A", "A", "A"].map((letter) => finding(letter, "medium")), "deep", 2],
  ])("%s", (_, findings, mode, level) => {
    expect(score(findings, { mode })).toMatchObject({ level, compliant: level >= 1 });
  });

  it("is 0 and says so when nothing was analysed", () => {
    const nothing = score([], { analysed: false, rulesRun: [{ msss: ["MCP-EXEC-01"] }] });
    expect(nothing).toMatchObject({ total: 0, level: 0, compliant: false, assessed: false });
    expect(new Set(nothing.controls.map((control) => control.status))).toEqual(new Set(["not-assessable"]));
  });
});

describe("controls", () => {
  const statusOf = (findings: readonly ScoredFinding[], ran: readonly string[], control: string) =>
    score(findings, { rulesRun: [{ msss: ran }] }).controls.find((row) => row.control === control);
  const shell = (more: Partial<ScoredFinding> = {}) => finding("A", "critical", { msss_controls: ["MCP-EXEC-01"], ...more });

  it("are 24, six on each level", () => {
    expect(CONTROLS.length).toBe(24);
    for (const level of ["L1", "L2", "L3", "L4"]) expect(CONTROLS.filter((row) => row.level === level).length).toBe(6);
    expect(new Set(CONTROLS.map((row) => row.control)).size).toBe(24);
  });

  it("are met only if a rule looked", () => {
    expect(statusOf([], ["MCP-EXEC-01"], "MCP-EXEC-01")?.status).toBe("met");
    expect(statusOf([], [], "MCP-EXEC-01")?.status).toBe("not-assessable");
  });

  it("are violated by a finding, and name it", () => {
    expect(statusOf([shell()], ["MCP-EXEC-01"], "MCP-EXEC-01")).toMatchObject({ status: "violated", findings: ["A-critical"] });
  });

  it("are neither met nor violated on a suspicion, and not touched by tests", () => {
    expect(statusOf([shell({ confidence: "low" })], ["MCP-EXEC-01"], "MCP-EXEC-01")?.status).toBe("not-assessable");
    expect(statusOf([shell({ context: "test" })], ["MCP-EXEC-01"], "MCP-EXEC-01")).toMatchObject({ status: "met", findings: [] });
  });
});
