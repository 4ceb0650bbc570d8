import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Dimensions, Severity } from "../define/rule.ts";
import { BANDS, findingAivss, WEIGHTS } from "./aivss.ts";
import { explainDimensions } from "./dimensions.ts";
import { roundHalfUp } from "./round.ts";
import { countedAivss, gradeOf, safetyOf } from "./safety.ts";

const all = (value: number): Dimensions => ({ scope: value, exploitability: value, impact: value, detection: value, amplification: value });
const counted = (aivss_score: number, confidence: "high" | "low" = "high", context: "production" | "test" = "production") => ({
  aivss_score,
  confidence,
  context,
});

describe("rounding", () => {
  it.each([
    [8.65, 1, 8.7],
    [8.64, 1, 8.6],
    [1.005, 2, 1.01],
    [0.1 + 0.2, 1, 0.3],
    [2.5, 0, 3],
    [0, 1, 0],
    [1e-9, 1, 0],
    [99.95, 1, 100],
    [86.5 * 0.1, 1, 8.7],
  ])("%d to %d digits is %d", (value, digits, expected) => expect(roundHalfUp(value, digits)).toBe(expected));
});

describe("score of a finding", () => {
  it("weighs five dimensions that sum to one", () => {
    expect(WEIGHTS).toEqual({ scope: 0.25, exploitability: 0.25, impact: 0.25, detection: 0.1, amplification: 0.15 });
  });

  it.each<[Severity, number, number, number]>([
    ["critical", 9, 9.5, 10],
    ["high", 7, 8, 8.9],
    ["medium", 4, 5.5, 6.9],
    ["low", 0.1, 2, 3.9],
    ["info", 0, 0, 0],
  ])("%s spans its band", (severity, low, middle, high) => {
    expect([0, 0.5, 1].map((value) => findingAivss(severity, all(value)))).toEqual([low, middle, high]);
  });

  it("never leaves the band of its severity, whatever a rule pack says", () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    const dimensions = fc.record({ scope: number, exploitability: number, impact: number, detection: number, amplification: number });
    fc.assert(
      fc.property(fc.constantFrom<Severity>("critical", "high", "medium", "low", "info"), dimensions, (severity, values) => {
        const score = findingAivss(severity, values);
        expect(score).toBeGreaterThanOrEqual(BANDS[severity].low);
        expect(score).toBeLessThanOrEqual(BANDS[severity].high);
      }),
    );
  });

  it("names the nearest step of every dimension", () => {
    const steps = explainDimensions({ ...all(1), detection: 0.6 });
    expect(steps.map((step) => step.dimension)).toEqual(["scope", "exploitability", "impact", "detection", "amplification"]);
    expect(steps[3]?.means).toBe("noticed by somebody who reads the logs");
  });
});

describe("safety of a package", () => {
  it.each([
    [0, "A"],
    [1.9, "A"],
    [2, "B"],
    [3.9, "B"],
    [4, "C"],
    [6.9, "C"],
    [7, "D"],
    [8.9, "D"],
    [9, "F"],
    [10, "F"],
  ])("AIVSS %d is grade %s", (aivss, grade) => expect(gradeOf(aivss)).toBe(grade));

  it("takes another table of grades", () => expect(gradeOf(5, [{ grade: "B", below: 6 }])).toBe("B"));

  it("is its worst finding", () => {
    expect(safetyOf([counted(4.2), counted(8.6), counted(2)], true)).toEqual({ aivss_score: 8.6, safety_score: 14, safety_grade: "D" });
  });

  it("has no grade when nothing was analysed, and the best one when nothing was found", () => {
    expect(safetyOf([], false)).toEqual({ aivss_score: null, safety_score: null, safety_grade: null });
    expect(safetyOf([], true)).toEqual({ aivss_score: 0, safety_score: 100, safety_grade: "A" });
  });

  it("caps a doubtful finding at the low band and leaves tests out", () => {
    expect(countedAivss(counted(9.8, "low"))).toBe(3.9);
    expect(countedAivss(counted(2.5, "low"))).toBe(2.5);
    expect(safetyOf([counted(10, "high", "test")], true).safety_grade).toBe("A");
    expect(safetyOf([counted(10, "low")], true).safety_grade).toBe("B");
  });
});
