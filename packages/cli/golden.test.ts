import { catalogue } from "@mcp-assay/catalogue/index.generated";
import { stableJson } from "@mcp-assay/core/report/json";
import type { Report } from "@mcp-assay/core/report/report";
import { toSarif } from "@mcp-assay/core/report/sarif";
import { problemsOf, SARIF_SCHEMA, SCHEMAS, validatorOf } from "@mcp-assay/core/report/testing/validate";
import { expect, it } from "vitest";
import { run } from "./testing/run.ts";

const validReport = validatorOf(new URL("report-1.0.0.json", SCHEMAS));
const validSarif = validatorOf(SARIF_SCHEMA);

/**
 * What a deep scan says of three published servers, without what only moves with a rule's words. A change that is meant is
 * written down with: npx vitest run packages/cli/golden.test.ts -u
 */
it.each([
  "@modelcontextprotocol/server-filesystem@2025.3.28",
  "@modelcontextprotocol/server-github@2025.4.8",
  "@modelcontextprotocol/server-memory@2026.8.31",
])("%s", async (name) => {
  const { code, out, err } = await run(["scan", `npm:${name}`, "--mode", "deep", "--no-cache", "--output", "json"]);
  expect([code, err]).toEqual([0, ""]);
  const report = JSON.parse(out) as Report;
  expect(problemsOf(validReport, report)).toEqual([]);
  expect(problemsOf(validSarif, JSON.parse(toSarif(report, { rules: catalogue.rules })))).toEqual([]);
  const file = name.replace(/^@/, "").replaceAll("/", "-");
  await expect(stableJson(summaryOf(report))).toMatchFileSnapshot(`./goldens/${file}.golden.json`);
});

function summaryOf(report: Report): unknown {
  const { mcp_surface: surface, findings, safety, msss_score: msss, coverage } = report;
  return {
    target: { name: report.target.name, version: report.target.version },
    tools: surface.tools.map((tool) => ({
      name: tool.name,
      handler: `${tool.handler} ${tool.handler_location?.file}:${tool.handler_location?.line}`,
      parameters: Object.keys(tool.input_schema?.properties ?? {}),
      capabilities: tool.capabilities,
    })),
    transport: surface.transport,
    findings: findings.map((finding) => ({
      rule: finding.rule_id,
      severity: finding.severity,
      confidence: finding.confidence,
      context: finding.context,
      tools: finding.mcp_context.tools,
      location: `${finding.location.file}:${finding.location.start_line}`,
      guards: finding.guards.map((guard) => `${guard.location.file}:${guard.location.line}`),
    })),
    safety,
    consensus: {
      tools: report.consensus?.tools.map(({ tool_name, median, verdicts }) => ({
        name: tool_name,
        median,
        scores: verdicts.map(({ score }) => score).join(" "),
      })),
      median: report.consensus?.panel_median,
      adjustment: report.consensus?.adjustment,
    },
    msss: { total: msss.total, level: msss.level },
    coverage: {
      analysed: coverage.files.analysed,
      skipped: coverage.files.skipped,
      tools: coverage.tools,
      limits: coverage.limits,
      complete: coverage.complete,
    },
  };
}
