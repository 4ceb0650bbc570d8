import { stableJson } from "@mcp-assay/core/report/json";
import type { Report } from "@mcp-assay/core/report/report";
import { expect, it } from "vitest";
import { run } from "./testing/run.ts";

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
  const file = name.replace(/^@/, "").replaceAll("/", "-");
  await expect(stableJson(summaryOf(JSON.parse(out) as Report))).toMatchFileSnapshot(`./goldens/${file}.golden.json`);
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
