import { defineRule } from "@mcp-assay/core/define/rule";
import { credentialsIn, isRandom } from "./recognise/credential.ts";

const SECRET_NAME = /(?:key|secret|token|passw(?:or)?d|pwd|credential|dsn)s?$/i;

export default defineRule({
  key: "secrets/env-file",
  ruleId: "MCP-E006",
  threatId: "MCP-210",
  tier: "T1",
  title: "Environment file with real values",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.6, impact: 0.7, detection: 0.9, amplification: 0.1 },
  cwe: [538, 312],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1503"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:H/SI:L/SA:N",
  what: "A .env file with values that look like credentials is part of what is published.",
  why: "Such files are written for one machine and published by mistake; whoever downloads the package has the values.",
  fix: "Revoke the values, add .env to .gitignore and to the package's ignore list, and publish a .env.example with empty values.",
  misses: ["Values that look like ordinary words."],
  messages: { found: "{file} holds a value for {name}." },
  examples: {
    bad: [
      {
        language: "text",
        file: ".env",
        code: `API_TOKEN=q8Zr2LmX7vTn4KpW9sYd3BhJ
`,
      },
    ],
    good: [
      {
        language: "text",
        file: ".env.example",
        code: `API_TOKEN=your-token-here
REGION=eu
`,
        reason: "A stand-in and an ordinary setting.",
      },
    ],
  },
  onFile: {
    wants: (path) => /(?:^|\/)\.env(?:\.[\w-]+)*$/.test(path),
    *check(file) {
      for (const match of file.text
        .slice(0, 200_000)
        .matchAll(/^[ \t]*(?:export )?([A-Za-z_]\w{0,80})[ \t]*=[ \t]*(["']?)([^\n"'#]{8,400})\2/gm)) {
        const [line, name = "", , value = ""] = match;
        const known = credentialsIn(value, false).some((credential) => credential.name !== "secret value");
        if (!known && !(SECRET_NAME.test(name) && isRandom(value.trim()))) continue;
        yield { message: "found", holes: { name, file: file.path }, place: file.place(match.index, match.index + line.length) };
      }
    },
  },
});
