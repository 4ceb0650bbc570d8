import { expect, it } from "vitest";
import { hasGaps, whyIncomplete } from "./facts.ts";
import type { Coverage, Report } from "./report.ts";
import { report } from "./testing/samples.ts";

const whole = report().coverage;
const LIMIT = { what: "steps of one entry point", where: "entry 3" };

function covered(more: Partial<Coverage>, errors: Report["errors"] = []): Report {
  return report([], { coverage: { ...whole, ...more }, errors });
}

function lost(path: string): Coverage["files"] {
  return { analysed: 1, skipped: [{ path, reason: "too-large" }] };
}

it("takes a limit of the analysis for less depth, not for a gap", () => {
  const limited = covered({ complete: false, limits: [LIMIT] });
  expect(hasGaps(limited)).toBe(false);
  expect(whyIncomplete(limited)).toContain("a limit was reached: steps of one entry point (entry 3)");
});

it("leaves a whole report whole, whatever data was too large for it", () => {
  expect(hasGaps(covered({ files: lost("data/words.json") }))).toBe(false);
});

it.each([
  ["a program that was not looked at", covered({ complete: false, limits: [LIMIT], files: lost("dist/index.js") })],
  ["a stage that failed, limits or not", covered({ complete: false, limits: [LIMIT] }, [{ where: "rules", message: "broke" }])],
  ["a scan that ended for no reason it could list", covered({ complete: false })],
])("finds a gap in %s", (_, incomplete) => {
  expect(hasGaps(incomplete)).toBe(true);
});
