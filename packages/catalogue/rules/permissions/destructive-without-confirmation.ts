import { defineRule } from "@mcp-assay/core/define/rule";

const ASKS = /confirm|dry_?run|force|approve|trash|preview|idempotency/i;

export default defineRule({
  key: "permissions/destructive-without-confirmation",
  ruleId: "MCP-I003",
  threatId: "MCP-201",
  tier: "T1",
  title: "Deleting without a question",
  since: "0.1.0",
  status: "stable",
  category: "destructive",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.5, exploitability: 0.6, impact: 0.6, detection: 0.4, amplification: 0.8 },
  cwe: [862],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T2101", "SAFE-T2104"],
  msss: ["MCP-AUTHZ-03"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:P/VC:N/VI:H/VA:H/SC:N/SI:L/SA:L",
  what: "A tool deletes files of the caller's choice at once: it has no confirmation argument, no dry run, and asks the user nothing.",
  why: "A model that misunderstood, or was misled, cannot take the call back.",
  fix: "Ask by elicitation, take a confirmation or dry-run argument, or move to a trash folder instead.",
  misses: ["Confirmation by the client, which most clients offer.", "Deleting through another service."],
  messages: { found: "{tool} deletes through {sink} without asking." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import shutil
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def clean(folder: str) -> str:
    shutil.rmtree(folder)
    return "done"
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import shutil
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def clean(folder: str, confirm: bool) -> str:
    if confirm:
        shutil.rmtree(folder)
    return "done"
`,
        reason: "The caller must confirm.",
      },
    ],
  },
  *onTool(tool, see) {
    const operations = see.operationsOf(tool);
    const deletes = operations.find(({ kind, roles }) => kind === "file-delete" && roles.path?.sources.includes("tool-input") === true);
    const asks =
      operations.some(({ kind }) => kind === "elicitation") ||
      Object.keys(tool.inputSchema?.properties ?? {}).some((name) => ASKS.test(name));
    if (deletes === undefined || asks) return;
    yield { message: "found", holes: { tool: tool.name, sink: deletes.api }, place: deletes.place, tool: tool.name };
  },
});
