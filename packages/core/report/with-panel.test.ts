import { expect, test } from "vitest";
import type { Panel } from "./consensus.ts";
import { emptyReport, finding, report } from "./testing/samples.ts";
import { withPanel } from "./with-panel.ts";

function panel(median: number | null): Panel {
  return { panel_size: 3, models: [], tools: [], panel_median: median, panel_agreement: null };
}

test("the panel cannot talk a score below the band of the evidence", () => {
  const rules = report([finding({ severity: "critical", confidence: "high", aivss_score: 9.3 })]);
  const { consensus, safety } = withPanel(rules, panel(0));
  expect(consensus).toMatchObject({ panel_median: 0, rule_aivss: 9.3, merged_aivss: 9, adjustment: -0.3 });
  expect(safety).toEqual({ aivss_score: 9, safety_score: 10, safety_grade: "F" });
});

test("a panel that finds worse than the rules moves the score and the grade with it", () => {
  const rules = report([finding({ severity: "low", aivss_score: 1.5 })]);
  const judged = withPanel(rules, panel(8));
  expect(judged.consensus).toMatchObject({ rule_aivss: 1.5, merged_aivss: 2.5, adjustment: 1 });
  expect(judged.safety).toMatchObject({ aivss_score: 2.5, safety_grade: "B" });
  expect(judged.mcp_surface.servers.map(({ safety }) => safety)).toEqual([judged.safety]);
});

test("a panel without a median moves nothing", () => {
  const rules = report();
  const { consensus, ...rest } = withPanel(rules, panel(null));
  expect(consensus).toMatchObject({ panel_median: null, merged_aivss: rules.safety.aivss_score, adjustment: 0 });
  expect(rest).toEqual(rules);
});

test("where nothing was analysed a panel makes no grade", () => {
  expect(withPanel(emptyReport(), panel(9))).toMatchObject({ safety: { safety_grade: null }, consensus: { merged_aivss: null } });
});

test("without a panel there is no consensus", () => {
  expect(withPanel(report(), null)).toEqual(report());
});
