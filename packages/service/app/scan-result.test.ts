import { describe, expect, it } from "vitest";
import { sampleFinding, sampleReport, sampleTool } from "../testing/sample-report.ts";
import { scanResultShape } from "./result-shape.ts";
import { scanResult } from "./scan-result.ts";
import type { ScanRow } from "./store.ts";

const row: ScanRow = {
  scanId: "cAOvXioPjoEEP6g=",
  runId: "r",
  input: "some-server",
  inputType: "npm",
  packageName: "some-server",
  canonicalId: "npm:some-server@latest",
  mode: "fast",
  visibility: "public",
  cached: false,
  accountId: null,
  status: "complete",
  lastSeq: 9,
  createdAt: "2026-04-18T06:56:40.123Z",
  finishedAt: "2026-04-18T06:56:49.987Z",
  report: JSON.stringify(sampleReport()),
  resolvedVersion: "1.2.3",
  resolvedDigest: "sha256:00",
  aivssScore: 9.4,
  safetyScore: 6,
  safetyGrade: "F",
  errorCode: null,
  errorMessage: null,
};

const withFindings = (...findings: Parameters<typeof sampleFinding>[0][]) =>
  scanResult(
    {
      ...row,
      report: JSON.stringify(
        sampleReport({
          findings: findings.map(sampleFinding),
          mcp_surface: { ...sampleReport().mcp_surface, tools: [sampleTool("run"), sampleTool("idle")] },
        }),
      ),
    },
    "https://assay.example",
  );

describe("the result of a scan", () => {
  it("has the documented fields, and passes its own shape unchanged", () => {
    const result = scanResult(row, "https://assay.example");
    expect(result).toMatchObject({
      scanned_at: "2026-04-18T06:56:49Z",
      created_at: "2026-04-18T06:56:40Z",
      safety_grade: "F",
      schema_version: 2,
    });
    expect(result.report_url).toBe("https://assay.example/scan/cAOvXioPjoEEP6g%3D");
    expect(scanResultShape.parse(result)).toEqual(result);
  });

  it("numbers findings in their order and names threat, rule and place", () => {
    const { findings } = withFindings(
      {},
      { severity: "low", location: { file: "", start_line: 0, start_col: 0, end_line: 0, end_col: 0 } },
    );
    expect(findings[0]).toMatchObject({
      finding_id: "f_001",
      mcp_threat_id: "MCP-002",
      class_rule_id: "MCP-A001",
      rule_key: "command-injection/shell",
      file_path: "src/tools/execute.ts",
      line_number: 42,
      tool_name: "execute_command",
    });
    expect(findings[1]).toMatchObject({ finding_id: "f_002", file_path: null, line_number: null });
  });

  it("counts severities without info", () => {
    expect(withFindings({ severity: "high" }, { severity: "info" }, { severity: "high" }).severity_distribution).toEqual({
      critical: 0,
      high: 2,
      medium: 0,
      low: 0,
    });
  });

  it("scores a tool by its worst finding in production, a doubtful one at most 3.9", () => {
    const own = { mcp_context: { tool_name: "run", handler_name: null, transport: "stdio", tools: ["run"] } };
    const scoreOf = (...changes: Parameters<typeof sampleFinding>[0][]) =>
      withFindings(...changes.map((change) => ({ ...own, ...change }))).tool_scores.find((tool) => tool.tool_name === "run");
    expect(scoreOf({ aivss_score: 8 })).toMatchObject({ aivss_score: 8, safety_grade: "D", finding_ids: ["f_001"] });
    expect(scoreOf({ aivss_score: 8, context: "test" })).toMatchObject({ aivss_score: 0, safety_grade: "A", finding_ids: ["f_001"] });
    expect(scoreOf({ aivss_score: 8, confidence: "low" })).toMatchObject({ aivss_score: 3.9, safety_grade: "B" });
    expect(withFindings(own).tool_scores.find((tool) => tool.tool_name === "idle")).toMatchObject({ aivss_score: 0, finding_ids: [] });
  });

  it("of a tool called like a key of every object is a tool like others", () => {
    const report = sampleReport({
      mcp_surface: { ...sampleReport().mcp_surface, tools: [sampleTool("__proto__"), sampleTool("constructor")] },
    });
    expect(scanResult({ ...row, report: JSON.stringify(report) }, "").tool_scores.map((tool) => tool.tool_name)).toEqual([
      "__proto__",
      "constructor",
    ]);
  });

  it("has no grade before the end, and none for a cut report", () => {
    const ungraded = { safety_score: null, safety_grade: null, aivss_score: null, msss_score: null };
    expect(scanResult({ ...row, status: "running", report: null, finishedAt: null }, "")).toMatchObject({
      ...ungraded,
      status: "in_progress",
      findings: [],
      severity_distribution: null,
      scanned_at: null,
    });
    expect(scanResult({ ...row, status: "failed", errorCode: "SCAN_TIMED_OUT", errorMessage: "too long" }, "")).toMatchObject({
      ...ungraded,
      status: "failed",
      error_code: "SCAN_TIMED_OUT",
      findings: [expect.anything()],
      tool_scores: [{ safety_grade: null }],
    });
  });
});
