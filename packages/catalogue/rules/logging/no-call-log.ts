import { defineRule } from "@mcp-assay/core/define/rule";
import { asksWhoCalls } from "../transport/listening/callers.ts";
import { listenersOf, ownerOf } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "logging/no-call-log",
  ruleId: "MCP-L008",
  threatId: "MCP-283",
  tier: "T1",
  title: "Calls leave no trace",
  since: "0.1.0",
  status: "stable",
  category: "logging",
  severity: "low",
  confidence: "low",
  audience: "auditor",
  dimensions: { scope: 0.1, exploitability: 0.1, impact: 0.2, detection: 0.9, amplification: 0.1 },
  cwe: [778],
  owaspMcp: ["MCP08:2025"],
  owaspAsi: ["ASI08"],
  safeMcp: [],
  msss: ["MCP-LOG-01"],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "A server on HTTP authenticates its callers and writes nothing about the calls that they make.",
  why: "After misuse nobody can say who called what, so it is neither noticed nor cleared up.",
  fix: "Write one entry per call: who, which tool, when, with what result; without the values of secret arguments.",
  misses: ["Logs that a gateway or the platform writes."],
  messages: { found: "The server {name} authenticates callers and logs none of its {count} tools' calls." },
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
app.use((req, res, next) => (req.headers.authorization === process.env.TOKEN ? next() : res.status(401).end()));

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

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("hello", { description: "Greets." }, async () => ({ content: [{ type: "text", text: "hello" }] }));

const app = express();
app.use((req, res, next) => {
  console.log(req.method, req.path);
  return req.headers.authorization === process.env.TOKEN ? next() : res.status(401).end();
});

app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000);
`,
        reason: "Each request is logged.",
      },
    ],
  },
  *onSurface(server, see) {
    const place = listenersOf(server, see)[0]?.place;
    if (place === undefined || server.tools.length === 0 || !asksWhoCalls(server, see)) return;
    const logs = see.operations.some(({ kind, entries, place: at }) => {
      if ((kind !== "log" && kind !== "audit-log") || ownerOf(at.file, see) !== server) return false;
      const line = see.read(at.file)?.text.split("\n")[at.startLine - 1] ?? "";
      return entries.length > 0 || kind === "audit-log" || /req|tool|call|method|user|session/i.test(line);
    });
    if (!logs) yield { message: "found", holes: { name: server.name ?? "(no name)", count: server.tools.length }, place };
  },
});
