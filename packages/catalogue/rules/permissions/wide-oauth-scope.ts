import { defineRule } from "@mcp-assay/core/define/rule";

/** Scopes that their services document as full access. */
const WIDE =
  /(["'`\s])(https:\/\/mail\.google\.com\/|https:\/\/www\.googleapis\.com\/auth\/(?:drive|cloud-platform|admin\.directory\.user|gmail\.settings\.sharing)|(?:Mail|Files|Sites|Directory|User)\.(?:ReadWrite|AccessAsUser)\.All|admin:(?:org|enterprise|repo_hook)|delete_repo)(?=["'`\s,])/g;

export default defineRule({
  key: "permissions/wide-oauth-scope",
  ruleId: "MCP-I007",
  threatId: "MCP-204",
  tier: "T1",
  title: "OAuth scope that opens everything",
  since: "0.1.0",
  status: "stable",
  category: "permissions",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.4, impact: 0.6, detection: 0.6, amplification: 0.5 },
  cwe: [250],
  owaspMcp: ["MCP02:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1308"],
  msss: ["MCP-AUTHZ-02"],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:L/SI:L/SA:L",
  what: "The server asks a user for a scope that opens a whole account: all mail, all files, administration of organisations.",
  why: "A token that can do everything turns every other weakness of the server into a loss of the account.",
  fix: "Ask for the scopes of the calls that the tools make: read instead of write, one product instead of all.",
  misses: ["Scopes that are configured outside of the program.", "Narrow scopes that no tool uses."],
  messages: { found: "The scope {scope} opens more than tools usually need." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { google } from "googleapis";
const client = new google.auth.OAuth2("id", "secret", "http://localhost/callback");
export const url = client.generateAuthUrl({ scope: ["https://mail.google.com/"], state: "x" });
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { google } from "googleapis";
const client = new google.auth.OAuth2("id", "secret", "http://localhost/callback");
export const url = client.generateAuthUrl({ scope: ["https://www.googleapis.com/auth/gmail.readonly"], state: "x" });
`,
        reason: "Mail may be read, nothing else.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py|json|ya?ml)$/.test(path) && !/(?:^|\/)(?:package-lock|pnpm-lock)|\.test\.|\.md$/.test(path),
    *check(file) {
      if (!/scope/i.test(file.text)) return;
      for (const match of file.text.slice(0, 500_000).matchAll(WIDE)) {
        const start = match.index + 1;
        if (!/scope/i.test(file.text.slice(Math.max(start - 300, 0), start + 100))) continue;
        yield { message: "found", holes: { scope: match[2] ?? "" }, place: file.place(start, start + (match[2] ?? "").length) };
      }
    },
  },
});
