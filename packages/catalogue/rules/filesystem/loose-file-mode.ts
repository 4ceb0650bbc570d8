import { defineRule } from "@mcp-assay/core/define/rule";

/** Write permission for others. */
const OTHERS_WRITE = 0o002;

export default defineRule({
  key: "filesystem/loose-file-mode",
  ruleId: "MCP-B006",
  threatId: "MCP-120",
  tier: "T1",
  title: "File that everybody may change",
  since: "0.1.0",
  status: "stable",
  category: "permissions",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.4, impact: 0.5, detection: 0.7, amplification: 0.1 },
  cwe: [732],
  owaspMcp: ["MCP05:2025"],
  owaspAsi: ["ASI05"],
  safeMcp: ["SAFE-T1105"],
  msss: ["MCP-FS-03"],
  cvss: "AV:L/AC:H/AT:P/PR:L/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "A file or folder is given a mode with which every user of the machine may write to it.",
  why: "Another account, or a process that was broken into, changes what the server reads, runs or stores.",
  fix: "Use 0o600 for files and 0o700 for folders that hold anything of the user; leave the umask alone.",
  misses: ["Modes that are computed or read from configuration."],
  messages: { found: "Mode {mode} lets every user of the machine write." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import os
os.chmod("data/state.json", 0o777)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
os.chmod("data/state.json", 0o600)
`,
        reason: "Only the owner reads and writes.",
      },
    ],
  },
  onCall: {
    operations: ["file-mode", "file-write"],
    *check(call) {
      for (const constant of call.roles.mode?.constants ?? []) {
        const mode =
          typeof constant === "string" && /^0?o?[0-7]{3,4}$/.test(constant) ? Number.parseInt(constant.replace("o", ""), 8) : constant;
        const isMask = /umask/i.test(call.api);
        const loose = typeof mode === "number" && (isMask ? (mode & OTHERS_WRITE) === 0 : (mode & OTHERS_WRITE) !== 0 && mode <= 0o777);
        if (loose) yield { message: "found", holes: { mode: `0o${mode.toString(8)}` }, place: call.place };
      }
    },
  },
});
