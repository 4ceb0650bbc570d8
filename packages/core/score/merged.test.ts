import fc from "fast-check";
import { expect, test } from "vitest";
import { finding } from "../report/testing/samples.ts";
import { evidenceFloor, mergedAivss } from "./merged.ts";
import { GRADES, type GradeTable, gradeOf } from "./safety.ts";

test.each([
  [5, 5, 0, 5],
  [5, 7, 0, 5.5],
  [5, 10, 0, 6],
  [0, 10, 0, 1],
  [0, 2, 0, 0.5],
  [8.5, 0, 7, 7.5],
  [7.4, 0, 7, 7],
  [9.2, 0, 9, 9],
  [9.8, 10, 9, 9.9],
  [2, 0, 0, 1.5],
  [3.9, 10, 0, 4.9],
])("rules %d and median %d over a floor of %d give %d", (rule, median, floor, merged) => {
  expect(mergedAivss(rule, median, floor)).toBe(merged);
});

test("whatever the panel says: at most one point, at most one grade, never below the floor, always 0 to 10", () => {
  const tenths = fc.integer({ min: 0, max: 100 }).map((value) => value / 10);
  fc.assert(
    fc.property(tenths, fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(0, 0.1, 4, 7, 9), (rule, median, band) => {
      const floor = Math.min(band, rule);
      const merged = mergedAivss(rule, median, floor);
      const grades = GRADES.map(({ grade }) => grade);
      expect(Math.abs(merged - rule)).toBeLessThanOrEqual(1 + 1e-9);
      expect(Math.abs(grades.indexOf(gradeOf(merged)) - grades.indexOf(gradeOf(rule)))).toBeLessThanOrEqual(1);
      expect(merged).toBeGreaterThanOrEqual(floor);
      expect(merged).toBeLessThanOrEqual(10);
    }),
  );
});

test("with narrow grades the score stops at the next one", () => {
  const narrow: GradeTable = [
    { grade: "A", below: 1 },
    { grade: "B", below: 1.3 },
    { grade: "C", below: 1.6 },
    { grade: "F", below: Number.POSITIVE_INFINITY },
  ];
  expect(mergedAivss(0.9, 10, 0, narrow)).toBe(1.2);
  expect(mergedAivss(1.7, 0, 0, narrow)).toBe(1.3);
});

test("the floor is the band of the worst production finding that is more than a suspicion", () => {
  const high = finding({ severity: "high", confidence: "medium" });
  expect(evidenceFloor([high, finding({ severity: "critical", confidence: "low" })])).toBe(7);
  expect(evidenceFloor([high, finding({ severity: "critical", context: "test" })])).toBe(7);
  expect(evidenceFloor([finding({ severity: "medium", confidence: "low" })])).toBe(0);
  expect(evidenceFloor([])).toBe(0);
});
