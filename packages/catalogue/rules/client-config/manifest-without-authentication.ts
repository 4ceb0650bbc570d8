import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "client-config/manifest-without-authentication",
  ruleId: "MCP-F016",
  threatId: "MCP-209",
  tier: "T1",
  title: "Manifest that offers tools without authentication",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "low",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.5, detection: 0.5, amplification: 0.2 },
  cwe: [306],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "A JSON manifest lists tools at a remote address and says that no authentication is needed.",
  why: "Clients that follow the manifest call the tools without a credential, and so can everybody else.",
  fix: "Declare the scheme that the server uses (bearer, OAuth), and use one.",
  misses: ["Public servers that hold nothing private.", "Manifests in other formats."],
  messages: { found: "{file} offers {count} tools and says that no authentication is needed." },
  examples: {
    bad: [
      {
        language: "json",
        file: "mcp-manifest.json",
        code: `{ "name": "sample", "url": "https://mcp.example.com", "auth": { "type": "none" }, "tools": [{ "name": "read" }] }
`,
      },
    ],
    good: [
      {
        language: "json",
        file: "mcp-manifest.json",
        code: `{ "name": "sample", "url": "https://mcp.example.com", "auth": { "type": "oauth2" }, "tools": [{ "name": "read" }] }
`,
        reason: "The scheme is declared.",
      },
    ],
  },
  onFile: {
    wants: (path) => /(?:^|\/)[\w.-]*(?:manifest|mcp|plugin|server)[\w.-]*\.json$/i.test(path) && !/(?:package|tsconfig)/.test(path),
    *check(file) {
      if (file.text.length > 500_000 || !/"tools"\s*:\s*\[/.test(file.text) || !/"https?:\/\//.test(file.text)) return;
      const none = /"auth(?:entication|orization)?"\s*:\s*(?:"none"|null|false|\{\s*"type"\s*:\s*"none")/i.exec(file.text);
      if (none === null) return;
      let count = 0;
      try {
        const data: unknown = JSON.parse(file.text);
        const tools = typeof data === "object" && data !== null ? (data as { tools?: unknown }).tools : undefined;
        count = Array.isArray(tools) ? tools.length : 0;
      } catch {
        return;
      }
      if (count > 0)
        yield { message: "found", holes: { file: file.path, count }, place: file.place(none.index, none.index + none[0].length) };
    },
  },
});
