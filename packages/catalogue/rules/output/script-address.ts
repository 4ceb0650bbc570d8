import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "output/script-address",
  ruleId: "MCP-C016",
  threatId: "MCP-222",
  tier: "T2",
  title: "Page opens an address that another server sent",
  since: "0.1.0",
  status: "stable",
  category: "output_injection",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.6, impact: 0.7, detection: 0.7, amplification: 0.3 },
  cwe: [79],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI09"],
  safeMcp: ["SAFE-T1404"],
  msss: ["MCP-INPUT-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:A/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "The script of a page opens, or links to, an address that comes from another server or from a caller, whatever its scheme.",
  why: 'An address that begins with "javascript:" is a program: it runs in the page, with its session and with whatever the page may start on the machine.',
  fix: "Parse the address and open it only if its protocol is http: or https:.",
  misses: ["Addresses that come through the state of a framework.", "Navigation by a router of a framework."],
  messages: { found: "{source} of {entry} is opened by {sink} whatever its scheme ({guard})." },
  examples: {
    bad: [
      {
        language: "typescript",
        code: `import { discoverAuthorizationServerMetadata } from "@modelcontextprotocol/sdk/client/auth.js";

export async function signIn(server: string) {
  const metadata = await discoverAuthorizationServerMetadata(server);
  window.open(metadata.authorization_endpoint, "_blank");
}
`,
      },
    ],
    good: [
      {
        language: "typescript",
        code: `import { discoverAuthorizationServerMetadata } from "@modelcontextprotocol/sdk/client/auth.js";

export async function signIn(server: string) {
  const metadata = await discoverAuthorizationServerMetadata(server);
  const address = new URL(metadata.authorization_endpoint);
  if (address.protocol !== "https:") throw new Error("not a web address");
  window.open(address.href, "_blank");
}
`,
        reason: "Only web addresses are opened.",
      },
    ],
  },
  flow: { from: ["remote-content", "http-request", "tool-input"], to: ["navigation"] },
});
