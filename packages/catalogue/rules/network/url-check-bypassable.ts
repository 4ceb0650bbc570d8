import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "network/url-check-bypassable",
  ruleId: "MCP-C002",
  threatId: "MCP-060",
  tier: "T1",
  title: "URL built behind a check that can be passed",
  since: "0.1.0",
  status: "stable",
  category: "ssrf",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.75, exploitability: 0.9, impact: 0.6, detection: 0.8, amplification: 1 },
  cwe: [918, 184],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI02"],
  safeMcp: ["SAFE-T1104"],
  msss: ["MCP-NET-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:H/SI:L/SA:N",
  what: "The address of a request is checked before use, but the check can be passed: a prefix of the text, a list of forbidden hosts, an unanchored pattern, a check on another value.",
  why: "https://api.example.com.evil.test begins with https://api.example.com, and a loopback address has a hundred spellings.",
  fix: "Parse the URL once, compare its host name with a list, and request the parsed value.",
  misses: ["Redirects after a right check."],
  messages: { found: "{source} of {entry} reaches {sink} past a check that does not hold: {guard}" },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("get", { inputSchema: { url: z.string() } }, async ({ url }) => {
  if (!url.startsWith("https://api.example.com")) throw new Error("not allowed");
  return { content: [{ type: "text", text: await (await fetch(url)).text() }] };
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("get", { inputSchema: { url: z.string() } }, async ({ url }) => {
  if (!url.startsWith("https://api.example.com/")) throw new Error("not allowed");
  return { content: [{ type: "text", text: await (await fetch(url)).text() }] };
});
`,
        reason: "The prefix ends after the host, so the host is fixed.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["url", "url-host"],
    brokenGuard: ["prefix-without-separator", "check-before-canonical", "blocklist", "unanchored-pattern", "pattern-too-wide"],
  },
});
