import { defineRule, type Rule } from "../../define/rule.ts";
import { msssScore } from "../../score/msss.ts";
import { safetyOf } from "../../score/safety.ts";
import type { Finding, Region, Report, ReportDependency, ReportTool } from "../report.ts";

/** Reports that tests print, validate and try to break. */

export const FILE = "src/handler.py";
export const SOURCE = [
  "import os",
  "",
  "def handle_execute(args):",
  '    cmd = args["command"]',
  "    os.system(f'execute {cmd}')",
  "    return 'done'",
  "",
].join("\n");
export const sources = (path: string): string | null => (path === FILE ? SOURCE : null);

export function region(file: string, line: number, from: number, to: number): Region {
  return { file, start_line: line, start_col: from, end_line: line, end_col: to };
}

export const RULE: Rule = defineRule({
  key: "command-injection/shell",
  ruleId: "MCP-A003",
  threatId: "MCP-002",
  tier: "T1",
  title: "Tool argument reaches a shell",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "critical",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 1, impact: 1, detection: 0.5, amplification: 1 },
  cwe: [78],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-EXEC-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
  what: "Text of a tool argument becomes part of a shell command.",
  why: "Whoever writes the argument runs programs on the machine.",
  fix: "Start the program with a list of arguments and no shell.",
  misses: ["Commands that are built in another process."],
  messages: { found: "{argument} reaches {api}" },
  examples: {
    bad: [{ language: "python", code: "os.system(command)" }],
    good: [{ language: "python", code: "subprocess.run(['ls', '--', name])" }],
  },
  onPackage: () => [],
});

export const OTHER_RULE: Rule = {
  ...RULE,
  key: "secrets/hardcoded",
  ruleId: "MCP-E001",
  title: "Secret in source",
  severity: "high",
  category: "secrets",
  cwe: [798],
  msss: ["MCP-LOG-02"],
};

export function finding(more: Partial<Finding> = {}): Finding {
  const sink = region(FILE, 5, 5, 32);
  return {
    id: "abc123def456",
    rule_id: RULE.ruleId,
    key: RULE.key,
    title: RULE.title,
    threat_id: RULE.threatId,
    class: "A",
    category: RULE.category,
    severity: "critical",
    confidence: "high",
    confidence_reasons: [],
    aivss_score: 9.9,
    language: "python",
    context: "production",
    location: sink,
    mcp_context: { tool_name: "execute_command", handler_name: "handle_execute", transport: "stdio", tools: ["execute_command"] },
    trace: {
      source: { file: FILE, start_line: 3, start_col: 20 },
      sink: { file: FILE, start_line: 5, start_col: 5 },
      steps: [
        { location: region(FILE, 3, 20, 24), action: "source", variable: "args" },
        { location: region(FILE, 4, 5, 26), action: "assign", variable: "cmd" },
        { location: sink, action: "sink", variable: "os.system" },
      ],
      complete: true,
    },
    guards: [],
    evidence: { snippet: "os.system(f'execute {cmd}')", snippet_hash: "sha256:00" },
    description: "args.command reaches os.system",
    remediation: RULE.fix,
    cwe: ["CWE-78"],
    owasp_mcp: ["MCP05:2025"],
    owasp_asi: ["ASI05"],
    safe_mcp: ["SAFE-T1101"],
    msss_controls: ["MCP-EXEC-01"],
    cvss: { version: "4.0", vector: `CVSS:4.0/${RULE.cvss}`, score: 9.3 },
    owasp_aivss: {
      version: "0.8",
      vector: "AIVSS:0.8/EA:0.5/TC:1.0/NL:1.0/CA:1.0/ND:1.0/OR:0.5/PS:0.5/DI:0.5/MA:0.0/SM:0.0/E:P/MF:1.00",
      score: 9.7,
    },
    fingerprint: "5".repeat(64),
    ...more,
  };
}

export function tool(more: Partial<ReportTool> = {}): ReportTool {
  return {
    name: "execute_command",
    title: null,
    description: "Runs a command",
    handler: "handle_execute",
    handler_location: { file: FILE, line: 3 },
    location: { file: FILE, line: 3 },
    input_schema: { type: "object", properties: { command: { type: "string", maxLength: 100 } }, required: ["command"] },
    output_schema: null,
    schema_enforced: false,
    annotations: { readOnlyHint: true },
    capabilities: ["process_exec"],
    ...more,
  };
}

const PACKAGE: ReportDependency = {
  ...{ ecosystem: "PyPI", name: "sample", version: "1.2.0", requirement: null, direct: true, development: false },
  ...{ purl: "pkg:pypi/sample@1.2.0", file: "uv.lock" },
};

/** A whole report around some findings; scores are computed, the rest is fixed. */
export function report(findings: readonly Finding[] = [finding()], more: Partial<Report> = {}): Report {
  const safety = safetyOf(findings, true);
  return {
    version: "1.0.0",
    scan_id: "20240115-143022-abc123",
    timestamp: "2024-01-15T14:30:22Z",
    target: { input: "./demo", type: "local", name: "demo", version: null, digest: "sha256:aa" },
    tool: { name: "mcp-assay", version: "0.1.0" },
    catalogue: { version: "1", digest: "sha256:bb" },
    config: { mode: "fast", hash: "sha256:cc" },
    manifest: {
      total_files: 1,
      languages: { python: 1 },
      files: [{ path: FILE, hash: "sha256:dd", size: SOURCE.length, language: "python" }],
    },
    mcp_surface: {
      transport: "stdio",
      transports: [{ kind: "stdio", host: null, port: null, location: { file: FILE, line: 1 } }],
      servers: [{ root: "", name: "demo", version: null, tools: 1, safety }],
      instructions: null,
      tools: [tool()],
      resources: [],
      prompts: [],
      auth_signals: [{ type: "jwt", location: { file: FILE, line: 1 } }],
    },
    dependencies: {
      ...{ total: 2, direct: 1, development: 0, checked_with: "database", checked: 1 },
      not_checked: [{ reason: "it does not come from the registry", count: 1, packages: ["PyPI other *"] }],
      database: { digest: "sha256:ee", imported_at: "2024-01-10T00:00:00Z", newest_record: "2024-01-09T00:00:00Z", age_days: 6 },
      vulnerable: [
        {
          ...PACKAGE,
          imported: true,
          release: false,
          advisories: [
            {
              ...{ id: "GHSA-aaaa-bbbb-cccc", aliases: ["CVE-2024-0001"], summary: "Text is evaluated", rating: "high", malicious: false },
              ...{ fixed_in: ["1.2.1"], affected_by: "version" },
            },
          ],
        },
      ],
      unread: [],
      packages: [PACKAGE, { ...PACKAGE, name: "other", version: null, requirement: "*", direct: false, purl: "pkg:pypi/other" }],
    },
    coverage: {
      files: { analysed: 1, skipped: [{ path: "logo.png", reason: "binary" }] },
      rules: { run: 2, skipped: [{ rule_id: "MCP-N002", reason: "no registry facts" }] },
      tools: { found: 1, with_handler: 1 },
      limits: [],
      complete: true,
    },
    safety,
    msss_score: msssScore(findings, { version: "1.0", mode: "fast", rulesRun: [RULE, OTHER_RULE], analysed: true }),
    findings,
    suppressed: [],
    errors: [],
    summary: {
      total: findings.length,
      by_severity: { critical: findings.length },
      by_class: { A: findings.length },
      by_language: { python: findings.length },
    },
    duration: "2.345s",
    ...more,
  };
}

/** A report of a target in which nothing could be analysed. */
export function emptyReport(): Report {
  const none = safetyOf([], false);
  return report([], {
    mcp_surface: {
      transport: "unknown",
      transports: [],
      servers: [],
      instructions: null,
      tools: [],
      resources: [],
      prompts: [],
      auth_signals: [],
    },
    manifest: { total_files: 0, languages: {}, files: [] },
    dependencies: {
      ...{ total: 0, direct: 0, development: 0, checked_with: "nothing", checked: 0, not_checked: [], database: null },
      ...{ vulnerable: [], unread: [], packages: [] },
    },
    coverage: {
      files: { analysed: 0, skipped: [{ path: "a.bin", reason: "too-large", detail: "12 MB" }] },
      rules: { run: 0, skipped: [] },
      tools: { found: 0, with_handler: 0 },
      limits: [],
      complete: false,
    },
    safety: none,
    msss_score: msssScore([], { version: "1.0", mode: "fast", rulesRun: [], analysed: false }),
    errors: [{ where: "inventory", message: "no file could be read" }],
    summary: { total: 0, by_severity: {}, by_class: {}, by_language: {} },
  });
}

/** A report in which every text that a target controls is the given one. */
export function hostileReport(text: string): Report {
  const place = region(text, 5, 5, 32);
  const base = finding();
  const hostile = finding({
    location: place,
    original_location: place,
    description: text,
    title: `title ${text}`,
    language: text,
    confidence: "low",
    confidence_reasons: [text],
    mcp_context: { tool_name: text, handler_name: text, transport: text, tools: [text, `${text}2`] },
    trace: {
      ...base.trace,
      steps: base.trace.steps.map((step) => ({ ...step, location: place, variable: text, note: text })),
      complete: false,
    },
    guards: [{ location: { file: text, line: 4 }, why_not_enough: text }],
    evidence: { snippet: text, snippet_hash: "sha256:00" },
  });
  const plain = report([hostile]);
  return {
    ...plain,
    target: { ...plain.target, input: text, name: text, version: text },
    manifest: { ...plain.manifest, files: [{ path: text, hash: "sha256:dd", size: 1, language: text }] },
    mcp_surface: {
      ...plain.mcp_surface,
      instructions: text,
      servers: [{ root: text, name: text, version: text, tools: 1, safety: plain.safety }],
      tools: [tool({ name: text, title: text, description: text, handler: text })],
      resources: [{ name: text, uri: text, description: text, handler: text, location: { file: text, line: 1 } }],
      prompts: [{ name: text, description: text, arguments: [text], handler: text, location: { file: text, line: 1 } }],
    },
    dependencies: {
      ...plain.dependencies,
      vulnerable: plain.dependencies.vulnerable.map((one) => ({
        ...{ ...one, name: text, version: text, file: text },
        advisories: one.advisories.map((advisory) => ({ ...advisory, id: text, aliases: [text], summary: text, fixed_in: [text] })),
      })),
      not_checked: [{ reason: text, count: 1, packages: [text] }],
      unread: [{ path: text, reason: text }],
      packages: [{ ...PACKAGE, name: text, version: text, requirement: text, purl: text, file: text }],
    },
    coverage: {
      ...plain.coverage,
      files: { analysed: 1, skipped: [{ path: text, reason: "binary", detail: text }] },
      limits: [{ what: text, where: text }],
    },
    suppressed: [{ finding_id: "f", rule_id: "MCP-A003", location: { file: text, line: 1 }, by: "baseline", reason: text }],
    errors: [{ where: text, message: text }],
  };
}
