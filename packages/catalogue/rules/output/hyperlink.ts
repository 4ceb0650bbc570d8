import { defineRule } from "@mcp-assay/core/define/rule";

const LINK =
  /(?<!!)\[[^\]\n]{1,200}\]\((?:https?:\/\/)?(?:\$\{\w[^}]{0,80}\}|\{\w+\})[^)\n]{0,120}\)|href=\\?["'](?:https?:\/\/)?(?:\$\{\w[^}]{0,80}\}|\{\w+\})/g;

export default defineRule({
  key: "output/hyperlink",
  ruleId: "MCP-C013",
  threatId: "MCP-221",
  tier: "T1",
  title: "Answer with a link that the caller's text completes",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "low",
  confidence: "low",
  audience: "auditor",
  dimensions: { scope: 0.3, exploitability: 0.4, impact: 0.3, detection: 0.7, amplification: 0.6 },
  cwe: [200],
  owaspMcp: ["MCP03:2025", "MCP10:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1902", "SAFE-T1910"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A link is built whose address a value completes right after the scheme, or in the query of another host.",
  why: "A user who clicks sends the value to that host, or lands where the value says.",
  fix: "Compare the address with a list, and encode values that belong in the path.",
  misses: ["Addresses that are built in several steps."],
  messages: { found: "A link is built from a value: {part}" },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("link", { inputSchema: { host: z.string() } }, async ({ host }) => ({ content: [{ type: "text", text: \`[open](https://\${host}/login)\` }] }));
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("link", { inputSchema: { id: z.number() } }, async ({ id }) => ({ content: [{ type: "text", text: \`[open](https://app.example.com/items/\${id})\` }] }));
`,
        reason: "The host is fixed and the number is part of the path.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]s|py)$/.test(path) && !/\.d\.ts$/.test(path),
    *check(file) {
      for (const match of file.text.slice(0, 500_000).matchAll(LINK)) {
        yield { message: "found", holes: { part: match[0].slice(0, 80) }, place: file.place(match.index, match.index + match[0].length) };
      }
    },
  },
});
