import { defineRule } from "@mcp-assay/core/define/rule";

const DESTRUCTIVE = /^(?:\w+[_-])?(?:delete|drop|destroy|purge|wipe|truncate|erase|terminate|uninstall|revoke|format_disk)(?:[_-]|$)/i;

export default defineRule({
  key: "permissions/destructive-undeclared",
  ruleId: "MCP-I002",
  threatId: "MCP-200",
  tier: "T1",
  title: "Destructive tool that says it is harmless",
  since: "0.1.0",
  status: "stable",
  category: "destructive",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.5, detection: 0.6, amplification: 0.8 },
  cwe: [451],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1104", "SAFE-T2101"],
  msss: ["MCP-AUTHZ-03"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:P/VC:N/VI:H/VA:H/SC:N/SI:L/SA:L",
  what: "A tool whose name says delete, drop, purge or the like is annotated as read-only or as not destructive.",
  why: "Clients use the annotations to decide whether to ask the user before a call.",
  fix: "Set destructiveHint: true and readOnlyHint: false.",
  misses: ["Destructive tools with harmless names."],
  messages: { found: "{tool} is named like a destructive tool and annotated {hint}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("delete_user", { annotations: { destructiveHint: false } }, async () => ({ content: [] }));
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("delete_user", { annotations: { destructiveHint: true } }, async () => ({ content: [] }));
`,
        reason: "The annotation says what the name says.",
      },
    ],
  },
  *onTool(tool) {
    const spelled = tool.name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
    const { readOnlyHint, destructiveHint } = tool.annotations;
    const hint = destructiveHint === false ? "destructiveHint: false" : readOnlyHint === true ? "readOnlyHint: true" : null;
    if (hint !== null && DESTRUCTIVE.test(spelled))
      yield { message: "found", holes: { tool: tool.name, hint }, place: tool.place, tool: tool.name };
  },
});
