import { defineRule } from "@mcp-assay/core/define/rule";

const KINDS = new Set(["client-config", "server.json", "mcpb-manifest", "smithery.yaml"]);
const ADDRESS = /["']?\b(?:url|serverUrl|httpUrl)["']?\s*:\s*["']?(http:\/\/([^/:\s"']+)[^\s"']*)/g;
const LOCAL = /^(?:localhost|127\.|\[?::1|0\.0\.0\.0|host\.docker\.internal|[\w-]+$)/;

export default defineRule({
  key: "client-config/plain-http-server",
  ruleId: "MCP-I015",
  threatId: "MCP-052",
  tier: "T1",
  title: "Remote server reached in clear text",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.4, impact: 0.6, detection: 0.8, amplification: 0.1 },
  cwe: [319],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI07"],
  safeMcp: ["SAFE-T1407"],
  msss: ["MCP-NET-03"],
  cvss: "AV:A/AC:H/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:N",
  what: "A client configuration or registry entry names a remote server with an http: address.",
  why: "Whoever is on the way reads the tokens and changes what the tools say.",
  fix: "Use https.",
  misses: ["Addresses that are assembled at run time."],
  messages: { found: "{url} is reached without TLS." },
  examples: {
    bad: [
      {
        language: "json",
        file: ".mcp.json",
        code: `{ "mcpServers": { "sample": { "url": "http://mcp.example.com/mcp" } } }
`,
      },
    ],
    good: [
      {
        language: "json",
        file: ".mcp.json",
        code: `{ "mcpServers": { "sample": { "url": "https://mcp.example.com/mcp" }, "local": { "url": "http://localhost:3000/mcp" } } }
`,
        reason: "The remote server has TLS; the other is on the same machine.",
      },
    ],
  },
  *onPackage(see) {
    for (const { kind, path, text } of see.inventory.manifests) {
      const view = see.read(path);
      if (view === null || !KINDS.has(kind)) continue;
      for (const match of text.matchAll(ADDRESS)) {
        const [whole, url = "", host = ""] = match;
        if (!LOCAL.test(host)) yield { message: "found", holes: { url }, place: view.place(match.index, match.index + whole.length) };
      }
    }
  },
});
