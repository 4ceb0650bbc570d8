import { defineRule } from "@mcp-assay/core/define/rule";

const SESSION = /\bsession_?(?:id|key|token)?(?:Generator|_generator)?\b["']?\s*(?::|=(?!=)|=>)/i;

export default defineRule({
  key: "auth/predictable-session-id",
  ruleId: "MCP-F014",
  threatId: "MCP-267",
  tier: "T1",
  title: "Session id that can be guessed",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.6, impact: 0.7, detection: 0.9, amplification: 0.1 },
  cwe: [330, 340],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: [],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A session id is made from a random generator that is not meant for secrets, or from the time.",
  why: "Who guesses the id of a running session reads its answers and speaks in it.",
  fix: "Use randomUUID or randomBytes of the cryptographic library (secrets.token_urlsafe in Python).",
  misses: ["Ids that are made in one place and called a session id in another."],
  messages: { found: "A session id is made with {sink}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `const sessionId = Math.random().toString(36).slice(2);
export { sessionId };
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { randomUUID } from "node:crypto";
export const sessionId = randomUUID();
`,
        reason: "The generator is cryptographic.",
      },
    ],
  },
  onCall: {
    operations: ["random"],
    *check(call, see) {
      const line = see.read(call.place.file)?.text.split("\n")[call.place.startLine - 1] ?? "";
      const before = line.slice(Math.max(call.place.startCol - 80, 0), call.place.startCol + 20);
      if (SESSION.test(before)) yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
