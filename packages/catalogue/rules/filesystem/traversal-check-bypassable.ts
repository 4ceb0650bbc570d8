import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "filesystem/traversal-check-bypassable",
  ruleId: "MCP-B002",
  threatId: "MCP-003",
  tier: "T1",
  title: "Path check that can be passed",
  since: "0.1.0",
  status: "stable",
  category: "path_traversal",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.9, impact: 0.8, detection: 0.8, amplification: 1 },
  cwe: [22, 41],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-01"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:N/SA:N",
  what: "A path is checked before use, but the check can be passed: a prefix without a separator, a comparison before the path is resolved, a list of forbidden texts, an unanchored pattern.",
  why: "The author saw the danger, so reviewers trust the code; /srv/notes-old begins with /srv/notes, and ../ has many spellings.",
  fix: "Resolve first, then compare with the root plus separator or by relative path, and use the value that was compared.",
  misses: ["Checks that are right in themselves and applied to another value in a way that cannot be followed."],
  messages: { found: "{source} of {entry} reaches {sink} past a check that does not hold: {guard}" },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { readFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("read", { inputSchema: { name: z.string() } }, async ({ name }) => {
  const file = path.resolve("/srv/notes", name);
  if (!file.startsWith("/srv/notes")) throw new Error("outside");
  return { content: [{ type: "text", text: await readFile(file, "utf8") }] };
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { readFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("read", { inputSchema: { name: z.string() } }, async ({ name }) => {
  const file = path.resolve("/srv/notes", name);
  if (!file.startsWith("/srv/notes/")) throw new Error("outside");
  return { content: [{ type: "text", text: await readFile(file, "utf8") }] };
});
`,
        reason: "The compared prefix ends with a separator.",
      },
    ],
  },
  flow: {
    from: ["tool-input", "resource-uri", "prompt-argument", "completion-argument", "http-request", "elicitation"],
    to: ["path-read", "path-write", "path-delete", "path-exec"],
    brokenGuard: ["prefix-without-separator", "check-before-canonical", "blocklist", "unanchored-pattern", "pattern-too-wide"],
  },
});
