import { defineRule } from "@mcp-assay/core/define/rule";

const CREDENTIAL =
  /^(?:\w*_)?(?:password|passwd|passphrase|secret|secret_?key|api_?key|access_?key|private_?key|client_?secret|(?:access|auth|bearer|api|refresh|bot|personal|github|session)_?token|token|credentials?)$/i;
/** Positions in a list, and names or ids of a stored secret, are no credentials. */
const NOT_ONE =
  /^(?:next|page|continuation|cursor|sync|start|end|max|min|num|stop|skip)_?(?:page_?)?token|token_?(?:id|address|symbol|name|type|count|limit|uri|url|index)|_?(?:id|name|arn|path)$/i;

export default defineRule({
  key: "secrets/secret-named-parameter",
  ruleId: "MCP-E002",
  threatId: "MCP-915",
  tier: "T1",
  title: "Tool that takes a credential as an argument",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "low",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.4, impact: 0.5, detection: 0.6, amplification: 0.5 },
  cwe: [522],
  owaspMcp: ["MCP01:2025", "MCP10:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1505"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N",
  what: "A tool asks for a password, token or key among its arguments.",
  why: "The model has to write the credential: it passes through the conversation, the provider and their logs, and other tools can be asked for it.",
  fix: "Read the credential from the server's configuration, or use OAuth or URL elicitation, so that the model never sees it.",
  misses: ["Credentials under names that do not say so."],
  messages: { found: "{tool} takes a credential as its argument {argument}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def login(user: str, password: str) -> str:
    return "logged in " + user
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def tokenize(text: str, max_tokens: int) -> str:
    return text[:max_tokens]
`,
        reason: "Tokens are counted here; none is a credential.",
      },
    ],
  },
  *onTool(tool) {
    for (const [name, schema] of Object.entries(tool.inputSchema?.properties ?? {})) {
      const spelled = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2");
      if (!CREDENTIAL.test(spelled) || NOT_ONE.test(spelled) || (schema.type !== "string" && schema.type !== "unknown")) continue;
      yield { message: "found", holes: { tool: tool.name, argument: name }, place: tool.place, tool: tool.name };
    }
  },
});
