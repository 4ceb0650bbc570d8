import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "injection/prototype-key",
  ruleId: "MCP-A014",
  threatId: "MCP-908",
  tier: "T1",
  title: "Caller names the property that is written",
  since: "0.1.0",
  status: "stable",
  category: "code_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.6, impact: 0.5, detection: 0.8, amplification: 0.5 },
  cwe: [1321, 915],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1101"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "The name of a property that is assigned comes from a caller.",
  why: "With __proto__ or constructor as the name, every object of the program changes: checks are switched off, options appear that nobody set.",
  fix: "Use a Map, or objects without a prototype, or accept only names out of a list.",
  misses: ["Merges written by hand.", "Python: setattr with a name of the caller."],
  messages: { found: "{source} of {entry} names the property that {sink} writes." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import _ from "lodash";
const settings = {};
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("set", { inputSchema: { path: z.string(), value: z.string() } }, async ({ path, value }) => {
  _.set(settings, path, value);
  return { content: [] };
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `const settings = new Map();
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("set", { inputSchema: { name: z.string(), value: z.string() } }, async ({ name, value }) => {
  settings.set(name, value);
  return { content: [] };
});
`,
        reason: "A Map has no prototype to reach by a key.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["prototype-key"],
  },
});
