import type { Consensus, Verdict } from "@mcp-assay/core/report/consensus";
import type { Finding, Report, ReportTool } from "@mcp-assay/core/report/report";

const region = { file: "src/tools/execute.ts", start_line: 42, start_col: 3, end_line: 42, end_col: 30 };

/** A whole finding, with some of its fields replaced. */
export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    id: "0123456789ab",
    rule_id: "MCP-A001",
    key: "command-injection/shell",
    title: "Shell command",
    threat_id: "MCP-002",
    class: "A",
    category: "command_injection",
    severity: "critical",
    confidence: "high",
    confidence_reasons: [],
    aivss_score: 9.4,
    language: "typescript",
    context: "production",
    location: region,
    mcp_context: { tool_name: "execute_command", handler_name: "execute", transport: "stdio", tools: ["execute_command"] },
    trace: {
      source: { file: region.file, start_line: 40, start_col: 1 },
      sink: { file: region.file, start_line: 42, start_col: 3 },
      steps: [{ location: region, action: "sink", variable: "command" }],
      complete: true,
    },
    guards: [],
    evidence: { snippet: "exec(command)", snippet_hash: "sha256:00" },
    description: "A tool argument reaches a shell.",
    remediation: "Start the program without a shell.",
    cwe: ["CWE-78"],
    owasp_mcp: [],
    owasp_asi: [],
    safe_mcp: [],
    msss_controls: [],
    cvss: { version: "4.0", vector: "AV:N", score: 9 },
    owasp_aivss: { version: "0.8", vector: "x", score: 9 },
    fingerprint: "f",
    ...changes,
  };
}

export function sampleTool(name: string): ReportTool {
  return {
    name,
    title: null,
    description: "Runs a command",
    handler: "execute",
    handler_location: null,
    location: { file: region.file, line: 40 },
    input_schema: null,
    output_schema: null,
    schema_enforced: false,
    annotations: {} as ReportTool["annotations"],
    capabilities: [],
  };
}

/** What a panel of four says of the sample tool; the second gave no answer. */
export function sampleConsensus(): Consensus {
  const criteria = { injection: 0, ambiguous_parameters: 0, undisclosed_side_effects: 5, excess_permission: 0 };
  const voted: Verdict = {
    model_id: "",
    score: 5,
    label: "suspicious",
    confidence: 0.8,
    reasons: ["it starts a program: “exec(command)”"],
    criteria,
  };
  const silent: Verdict = { ...voted, score: 0, label: "unsure", confidence: 0, reasons: ["no answer in time"] };
  const names = ["first", "second", "third", "fourth"];
  return {
    panel_size: names.length,
    models: names.map((model_id, panel_index) => ({
      ...{ model_id, panel_index, provider: "built-in", elapsed_ms: 2 },
      status: panel_index === 1 ? "no vote: no answer in time" : "voted",
    })),
    tools: [
      {
        tool_name: "execute_command",
        verdicts: names.map((model_id, index) => ({ ...(index === 1 ? silent : voted), model_id })),
        ...{ median: 5, agreement: 1, disagreement: false },
      },
    ],
    ...{ panel_median: 5, panel_agreement: null, rule_aivss: 9.4, merged_aivss: 9, adjustment: -0.4 },
  };
}

/** A whole report, with some of its fields replaced. */
export function sampleReport(changes: Partial<Report> = {}): Report {
  const safety = { aivss_score: 9.4, safety_score: 6, safety_grade: "F" as const };
  return {
    version: "1.0.0",
    scan_id: "20260418-065649-0a1b2c",
    timestamp: "2026-04-18T06:56:49Z",
    target: { input: "x", type: "npm", name: "x", version: "1.2.3", digest: `sha256:${"0".repeat(64)}` },
    tool: { name: "mcp-assay", version: "0.1.0" },
    catalogue: { version: "1", digest: "sha256:1" },
    config: { mode: "fast", hash: "sha256:2" },
    manifest: { total_files: 1, languages: { typescript: 1 }, files: [] },
    mcp_surface: {
      transport: "stdio",
      transports: [],
      servers: [],
      instructions: null,
      tools: [sampleTool("execute_command")],
      resources: [],
      prompts: [],
      auth_signals: [],
    },
    dependencies: {
      ...{ total: 1, direct: 1, development: 0, checked_with: "database", checked: 1, not_checked: [], vulnerable: [], unread: [] },
      database: { digest: "sha256:3", imported_at: "2026-04-17T00:00:00Z", newest_record: "2026-04-16T00:00:00Z", age_days: 2 },
      packages: [
        {
          ...{ ecosystem: "npm", name: "zod", version: "3.0.0", requirement: null, direct: true, development: false },
          ...{ purl: "pkg:npm/zod@3.0.0", file: "package-lock.json" },
        },
      ],
    },
    coverage: {
      files: { analysed: 1, skipped: [] },
      rules: { run: 12, skipped: [{ rule_id: "MCP-N001", reason: "needs advisories" }] },
      tools: { found: 1, with_handler: 1 },
      limits: [],
      complete: true,
    },
    safety,
    msss_score: { total: 90, level: 0, compliant: false, version: "1.0", categories: {}, controls: [], assessed: true },
    findings: [sampleFinding()],
    suppressed: [],
    errors: [],
    summary: { total: 1, by_severity: { critical: 1 }, by_class: { A: 1 }, by_language: { typescript: 1 } },
    duration: "0.100s",
    ...changes,
  };
}
