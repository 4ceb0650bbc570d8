import { defineRule } from "@mcp-assay/core/define/rule";

const HANDLER = /\b(?:req|request)\b[^)]*\)?\s*(?::\s*[\w<>]+\s*)?=>|function\s*\w*\s*\(\s*(?:req|request)\b/;
const LOOK_UP = 25;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Whether a line stands inside a function that handles one request. */
function isPerRequest(lines: readonly string[], index: number): boolean {
  let indent = indentOf(lines[index] ?? "");
  for (let at = index - 1; at >= Math.max(index - LOOK_UP, 0) && indent > 0; at--) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || indentOf(line) >= indent) continue;
    if (HANDLER.test(line)) return true;
    indent = indentOf(line);
  }
  return false;
}

export default defineRule({
  key: "authorisation/one-server-for-all-clients",
  ruleId: "MCP-K004",
  threatId: "MCP-285",
  tier: "T1",
  title: "One server object connected to every client",
  since: "0.1.0",
  status: "stable",
  category: "data_exfiltration",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.6, detection: 0.9, amplification: 0.2 },
  cwe: [362, 488],
  owaspMcp: ["MCP10:2025"],
  owaspAsi: ["ASI06"],
  safeMcp: ["SAFE-T1702"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "Each request or connection gets a transport of its own, and all of them are connected to the same server object.",
  why: "A server object speaks to one transport. With several, answers and notifications for one client can be sent to another.",
  fix: "Create the server object where the transport is created, one for each session.",
  misses: ["Transports that are created in a helper function.", "Servers that give out one transport for all clients on purpose."],
  messages: { found: "The server object made at line {line} is connected anew for each request." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("hello", { description: "Greets." }, async () => ({ content: [{ type: "text", text: "hello" }] }));

const app = express();

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

function createServer() {
  const server = new McpServer({ name: "sample", version: "1.0.0" });
  server.registerTool("hello", { description: "Greets." }, async () => ({ content: [{ type: "text", text: "hello" }] }));
  return server;
}

const app = express();

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await createServer().connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
        reason: "Each request has a server object of its own.",
      },
    ],
  },
  *onSurface(server, see) {
    const made = server.location;
    const text = made === null ? undefined : see.read(made.file)?.text;
    if (made === null || text === undefined || server.tools.length === 0) return;
    const lines = text.split("\n");
    if (indentOf(lines[made.startLine - 1] ?? " ") > 0) return;
    for (const { kind, place } of server.transports) {
      const near = lines.slice(place.startLine - 1, place.startLine + LOOK_UP).join("\n");
      const shared =
        (kind === "http" || kind === "sse") &&
        place.file === made.file &&
        /\.connect\(/.test(near) &&
        !/new \w*Server\(|[cC]reate\w*Server\(|get\w*Server\(/.test(near);
      if (shared && isPerRequest(lines, place.startLine - 1)) yield { message: "found", holes: { line: made.startLine }, place };
    }
  },
});
