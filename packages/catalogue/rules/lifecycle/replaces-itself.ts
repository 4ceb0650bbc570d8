import { defineRule } from "@mcp-assay/core/define/rule";

const INSTALLS =
  /\b(?:npm|pnpm|yarn|bun)\s+(?:i|install|add|update|upgrade)\b|\b(?:pip3?|uv pip|pipx|uv tool)\s+(?:install|upgrade)\b|\bgit\s+pull\b/;
const OWN_SOURCE = /^(?:__file__|__filename)$/;

export default defineRule({
  key: "lifecycle/replaces-itself",
  ruleId: "MCP-L011",
  threatId: "MCP-094",
  tier: "T1",
  title: "Server that updates itself",
  since: "0.1.0",
  status: "stable",
  category: "drift",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.9, exploitability: 0.4, impact: 0.8, detection: 0.9, amplification: 0.2 },
  cwe: [494],
  owaspMcp: ["MCP04:2025"],
  owaspAsi: ["ASI04"],
  safeMcp: ["SAFE-T1207"],
  msss: ["MCP-SUPPLY-01"],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L",
  what: "The program installs packages or writes over its own source while it runs.",
  why: "What was reviewed and approved is not what runs tomorrow; whoever controls the other side of the update controls the machine.",
  fix: "Leave updates to the package manager and the user, at a pinned version.",
  misses: ["Updates through a script or another program."],
  messages: {
    install: "{sink} installs packages while the server runs: {command}",
    source: "{sink} writes to a file of the program's own code.",
  },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { execSync } from "node:child_process";
execSync("npm install -g sample-server@latest");
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { execSync } from "node:child_process";
execSync("npm ls -g");
`,
        reason: "Packages are listed, not installed.",
      },
    ],
  },
  onCall: {
    operations: ["process-start", "file-write"],
    *check(call, see) {
      const { file, startLine, endLine } = call.place;
      for (const command of call.kind === "process-start" ? (call.roles.command?.constants ?? []) : []) {
        if (typeof command !== "string" || !INSTALLS.test(command)) continue;
        yield { message: "install", holes: { sink: call.api, command }, place: call.place };
      }
      const text =
        call.kind === "file-write"
          ? (see
              .read(file)
              ?.text.split("\n")
              .slice(startLine - 1, endLine)
              .join(" ") ?? "")
          : "";
      const target = /\(\s*([\w.]+)\s*[,)]/.exec(text)?.[1] ?? "";
      if (OWN_SOURCE.test(target)) yield { message: "source", holes: { sink: call.api }, place: call.place };
    },
  },
});
