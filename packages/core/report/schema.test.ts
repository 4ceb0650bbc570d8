import { describe, expect, it } from "vitest";
import { toJson } from "./json.ts";
import type { Report } from "./report.ts";
import { emptyReport, finding, hostileReport, region, report } from "./testing/samples.ts";
import { problemsOf, SCHEMAS, validatorOf } from "./testing/validate.ts";

const validate = validatorOf(new URL("report-1.0.0.json", SCHEMAS));
const problems = (value: Report) => problemsOf(validate, JSON.parse(toJson(value)));

describe("schema of the report", () => {
  it("accepts reports with findings, without, of nothing, and of hostile targets", () => {
    const more = finding({
      original_location: region("src/a.ts", 1, 1, 2),
      guards: [{ location: { file: "a", line: 1 }, why_not_enough: "blocklist" }],
    });
    for (const sample of [report(), report([]), emptyReport(), report([more]), hostileReport("\u202E<b>")])
      expect(problems(sample)).toEqual([]);
  });

  it("accepts a panel", () => {
    const criteria = { injection: 0.1, ambiguous_parameters: 0, undisclosed_side_effects: 0, excess_permission: 0 };
    const verdict = { model_id: "m", score: 2, label: "safe" as const, confidence: 0.9, reasons: [], criteria };
    const consensus = {
      panel_size: 1,
      models: [{ model_id: "m", panel_index: 0, provider: "built-in", status: "done", elapsed_ms: 1 }],
      tools: [{ tool_name: "t", verdicts: [verdict], median: 2, agreement: 1, disagreement: false }],
      panel_median: 2,
      panel_agreement: null,
      rule_aivss: 9.9,
      merged_aivss: 9,
      adjustment: -0.9,
    };
    expect(problems(report([finding()], { consensus }))).toEqual([]);
  });

  it("refuses unknown fields, missing ones and wrong values", () => {
    expect(problems({ ...report(), extra: 1 } as Report)).toEqual([expect.stringContaining("additional properties")]);
    expect(problems({ ...report(), safety: undefined } as unknown as Report)).toEqual([expect.stringContaining("safety")]);
    expect(problems(report([finding({ id: "ABC" })]))).toEqual([expect.stringContaining("/findings/0/id")]);
  });
});

describe("schema of the configuration", () => {
  const config = validatorOf(new URL("config.json", SCHEMAS));
  it("accepts what the documentation names", () => {
    const profile = {
      name: "kiosk",
      autonomy: 1,
      language: 1,
      context: 0,
      non_determinism: 1,
      opacity: 0.5,
      persistence: 0,
      identity: 0,
      multi_agent: 0,
      self_mod: 0,
    };
    const rules = { "command-injection/shell": "off", "MCP-E002": { severity: "low", reason: "test data" } };
    expect(problemsOf(config, { mode: "deep", exclude: ["dist/**"], rules, fail_on: "high", timeouts: { scan: "20m" }, profile })).toEqual(
      [],
    );
  });

  it("wants a reason for another severity, and knows its keys", () => {
    expect(problemsOf(config, { rules: { "MCP-E002": { severity: "low" } } })).not.toEqual([]);
    expect(problemsOf(config, { mod: "deep" })).not.toEqual([]);
  });
});
