import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven, ownerOf } from "./listening/listeners.ts";
export default defineRule({
  key: "transport/permissive-cors",
  ruleId: "MCP-F005",
  threatId: "MCP-917",
  tier: "T1",
  title: "Any web page may read the server's answers",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.5, detection: 0.7, amplification: 0.2 },
  cwe: [942],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1707"],
  msss: [],
  cvss: "AV:A/AC:L/AT:N/PR:N/UI:N/VC:L/VI:L/VA:L/SC:L/SI:L/SA:N",
  what: "Cross-origin requests are allowed from every origin.",
  why: "A page that the user happens to open can call the server and read its answers, with the user's cookies if credentials are allowed too.",
  fix: "List the origins that need access, and allow credentials only for them.",
  misses: ["Headers that are set by hand or by a proxy.", "Servers that are public on purpose and hold nothing of a user."],
  messages: { found: "{sink} allows every origin.", credentials: "{sink} allows every origin, with credentials." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import cors from "cors";
import express from "express";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("hello", {}, async () => ({ content: [] }));
const app = express();
app.use(cors({ origin: "*" }));
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import cors from "cors";
import express from "express";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("hello", {}, async () => ({ content: [] }));
const app = express();
app.use(cors({ origin: "https://app.example.com" }));
`,
        reason: "One origin is named.",
      },
    ],
  },
  onCall: {
    operations: ["cors"],
    *check(call, see) {
      const owner = ownerOf(call.place.file, see);
      if (owner === null || owner.tools.length === 0) return;
      const { origin, credentials } = call.roles;
      const every = isGiven(origin)
        ? origin.constants?.some((value) => value === "*" || value === true) === true
        : !/\.py$/.test(call.place.file);
      if (!every) return;
      const message = credentials?.constants?.includes(true) === true ? "credentials" : "found";
      yield { message, holes: { sink: call.api }, place: call.place };
    },
  },
});
