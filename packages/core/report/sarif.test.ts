import type { Log, Result, Run } from "sarif";
import { describe, expect, it } from "vitest";
import type { Rule } from "../define/rule.ts";
import type { Finding, Report } from "./report.ts";
import { toSarif } from "./sarif.ts";
import { emptyReport, finding, hostileReport, OTHER_RULE, RULE, region, report } from "./testing/samples.ts";
import { problemsOf, SARIF_SCHEMA, validatorOf } from "./testing/validate.ts";

const validate = validatorOf(SARIF_SCHEMA);
const runOf = (from: Report, rules: readonly Rule[] = [RULE, OTHER_RULE], compressedSize?: (text: string) => number): Run => {
  const log: Log = JSON.parse(toSarif(from, { rules, ...(compressedSize === undefined ? {} : { compressedSize }) }));
  expect(problemsOf(validate, log)).toEqual([]);
  const [run] = log.runs;
  if (run === undefined) throw new Error("no run");
  return run;
};
const resultOf = (more: Partial<Finding>): Result => {
  const [result] = runOf(report([finding(more)])).results ?? [];
  if (result === undefined) throw new Error("no result");
  return result;
};
const notes = (run: Run) => run.invocations?.[0]?.toolExecutionNotifications?.map((note) => note.message.text) ?? [];

describe("a result", () => {
  it("has what the documented sample has", () => {
    const sink = {
      artifactLocation: { uri: "src/handler.py", uriBaseId: "%SRCROOT%" },
      region: { startLine: 5, startColumn: 5, endLine: 5, endColumn: 32 },
    };
    expect(resultOf({})).toMatchObject({
      ruleId: "MCP-A003",
      ruleIndex: 0,
      level: "error",
      message: { text: "args.command reaches os.system" },
      locations: [{ physicalLocation: sink }],
      codeFlows: [
        {
          threadFlows: [
            {
              locations: [
                { location: { message: { text: "Source: args" } } },
                { location: { message: { text: "Assign: cmd" } } },
                { location: { message: { text: "Sink: os.system" }, physicalLocation: sink } },
              ],
            },
          ],
        },
      ],
      partialFingerprints: { "mcpAssay/v1": "5".repeat(64), primaryLocationLineHash: "5".repeat(64) },
      properties: { remediation: RULE.fix },
    });
    expect(resultOf({})).not.toHaveProperty("fixes");
  });

  it.each([
    ["critical", "error"],
    ["high", "error"],
    ["medium", "warning"],
    ["low", "note"],
    ["info", "note"],
  ] as const)("%s is level %s", (severity, level) => expect(resultOf({ severity }).level).toBe(level));

  it.each([
    ["a b/c#1?.py", "a%20b/c%231%3F.py"],
    ["c:/x", "c%3A/x"],
    ["ä\u202E/x", "%C3%A4%E2%80%AE/x"],
    ["\uD800", "%EF%BF%BD"],
  ])("path %j is a relative URI", (file, uri) => {
    expect(resultOf({ location: region(file, 1, 1, 2) }).locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
  });

  it("has no flow where there is none, and says why checks are not enough", () => {
    const { trace } = finding();
    expect(resultOf({ trace: { ...trace, steps: trace.steps.slice(2) } })).not.toHaveProperty("codeFlows");
    expect(
      resultOf({ guards: [{ location: { file: "a.py", line: 4 }, why_not_enough: "blocklist" }] }).relatedLocations?.[0]?.message?.text,
    ).toBe("Not enough: blocklist");
  });

  it("survives places without columns or lines", () => {
    expect(
      resultOf({ location: { file: "package.json", start_line: 0, start_col: 0, end_line: 0, end_col: 0 } }).locations?.[0]
        ?.physicalLocation?.region,
    ).toMatchObject({ startLine: 1 });
    expect(
      resultOf({ location: { file: "a", start_line: 3, start_col: 9, end_line: 2, end_col: 1 } }).locations?.[0]?.physicalLocation?.region,
    ).toMatchObject({ endLine: 3, endColumn: 9 });
  });

  it("holds no link or placeholder of the target", () => {
    expect(resultOf({ description: "see [this](https://x) {0} {a}" }).message.text).toBe("see [this] (https://x) {{0}} {a}");
  });
});

describe("the rules of a run", () => {
  it("are all that ran, with help, score and tags", () => {
    const { rules } = runOf(report([])).tool.driver;
    expect(rules?.map((rule) => rule.id)).toEqual(["MCP-A003", "MCP-E001"]);
    expect(rules?.[0]).toMatchObject({
      defaultConfiguration: { level: "error" },
      properties: { "security-severity": "10.0", precision: "high" },
    });
    expect(rules?.[0]?.properties?.tags).toEqual([
      "security",
      "external/cwe/cwe-078",
      "command-injection",
      "mcp",
      "MCP05:2025",
      "ASI05",
      "SAFE-T1101",
      "MCP-EXEC-01",
    ]);
    expect(rules?.[0]?.help?.markdown).toContain("### Fix\n\nStart the program");
  });

  it("leave out what was skipped, and say so", () => {
    const { coverage } = report();
    const run = runOf(
      report([], { coverage: { ...coverage, rules: { run: 1, skipped: [{ rule_id: "MCP-E001", reason: "fast mode" }] } } }),
    );
    expect(run.tool.driver.rules?.map((rule) => rule.id)).toEqual(["MCP-A003"]);
    expect(notes(run)).toContain("Rule MCP-E001 was not run: fast mode");
  });

  it("know the rule of every finding, at hand or not", () => {
    const run = runOf(report([finding(), finding({ key: "own/rule", rule_id: "MCP-A900" })]));
    expect(run.results?.map((result) => run.tool.driver.rules?.[result.ruleIndex ?? -1]?.id)).toEqual(["MCP-A003", "MCP-A900"]);
  });

  it("have at most 20 tags", () => {
    const many = { ...RULE, cwe: Array.from({ length: 40 }, (_, index) => index + 1) };
    expect(runOf(report([]), [many]).tool.driver.rules?.[0]?.properties?.tags?.length).toBe(20);
  });
});

describe("limits", () => {
  it("keep the 5,000 most severe results", () => {
    const many = Array.from({ length: 5003 }, (_, index) =>
      finding({ severity: index < 4 ? "low" : "high", trace: { ...finding().trace, steps: [] } }),
    );
    const run = runOf(report(many));
    expect(run.results?.length).toBe(5000);
    expect(run.results?.filter((result) => result.level === "note").length).toBe(1);
    expect(notes(run)).toContain(
      "3 less severe findings were left out to stay within the limits of code scanning; the JSON report has all 5003.",
    );
  });

  it("keep both ends of a long trace", () => {
    const [source, middle, sink] = finding().trace.steps;
    if (source === undefined || middle === undefined || sink === undefined) throw new Error("sample changed");
    const steps = [source, ...Array.from({ length: 3000 }, () => middle), sink];
    const locations = resultOf({ trace: { ...finding().trace, steps } }).codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(locations.length).toBe(1000);
    expect([locations[0], locations[999]].map((row) => row?.location?.message?.text)).toEqual(["Source: args", "Sink: os.system"]);
  });

  it("drop results until the compressed log fits", () => {
    const many = Array.from({ length: 40 }, () => finding());
    const sizes = (text: string) => text.split('"ruleIndex"').length * 1_000_000;
    const run = runOf(report(many), [RULE], sizes);
    expect(run.results?.length).toBe(9);
    expect(notes(run).join()).toContain("31 less severe findings");
  });
});

describe("a run", () => {
  it("that was cut short was not successful", () => {
    expect(runOf(report()).invocations?.[0]?.executionSuccessful).toBe(true);
    const run = runOf(emptyReport());
    expect(run.invocations?.[0]?.executionSuccessful).toBe(false);
    expect(notes(run)).toEqual([
      "Grade N/A (nothing was analysed)",
      "1 files were not analysed (1 too-large): a.bin",
      "inventory: no file could be read",
    ]);
  });

  it("is valid for a hostile target", () => expect(runOf(hostileReport("\u0000\uD800\u202E{0}[a](b)/../%2e")).results?.length).toBe(1));
});
