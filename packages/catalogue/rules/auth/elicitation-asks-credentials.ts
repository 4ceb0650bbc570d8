import { defineRule } from "@mcp-assay/core/define/rule";

const FIELD =
  /["']?\b((?:\w*_)?(?:password|passphrase|passwd|api_?key|secret(?:_?key)?|private_?key|access_?token|auth_?token|token|card_?number|cvv|ssn|pin))\b["']?\s*:/i;
const QUESTION =
  /\b(?:enter|provide|type|paste|give|what is)\b[^"'`]{0,60}\b(password|passphrase|api key|secret key|private key|access token|card number)\b/i;

export default defineRule({
  key: "auth/elicitation-asks-credentials",
  ruleId: "MCP-F020",
  threatId: "MCP-280",
  tier: "T1",
  title: "Form that asks the user for a password",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.6, impact: 0.7, detection: 0.7, amplification: 0.5 },
  cwe: [522],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI09"],
  safeMcp: ["SAFE-T1007"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A form elicitation asks for a password, key, token or card number.",
  why: "What the user types passes through the client and can end in the conversation. The MCP specification forbids asking for sensitive data by form.",
  fix: "Use URL elicitation, so that the user enters the secret on a page of the service itself, or read it from configuration.",
  misses: ["Questions under names that do not say so.", "Schemas that are built at run time."],
  messages: { found: "{sink} asks the user for {field}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("login", {}, async () => {
  await server.server.elicitInput({ message: "Please log in", requestedSchema: { type: "object", properties: { password: { type: "string" } } } });
  return { content: [] };
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
server.registerTool("book", {}, async () => {
  await server.server.elicitInput({ message: "Which day?", requestedSchema: { type: "object", properties: { day: { type: "string" } } } });
  return { content: [] };
});
`,
        reason: "The day is no secret.",
      },
    ],
  },
  onCall: {
    operations: ["elicitation"],
    *check(call, see) {
      const { file, startLine, endLine } = call.place;
      const text =
        see
          .read(file)
          ?.text.split("\n")
          .slice(startLine - 1, endLine)
          .join("\n") ?? "";
      const spelled = text.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
      const asked = FIELD.exec(spelled) ?? QUESTION.exec(text);
      if (asked !== null && !/\burl\s*:/.test(text))
        yield { message: "found", holes: { sink: call.api, field: asked[1] ?? "a secret" }, place: call.place };
    },
  },
});
