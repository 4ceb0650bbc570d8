import type { See } from "@mcp-assay/core/define/rule";
import { defineRule } from "@mcp-assay/core/define/rule";
import type { Operation } from "@mcp-assay/core/taint/flow";

const SECRET = /\b\w*(?:token|secret|passw(?:or)?d|passphrase|api_?key|nonce|otp|salt|csrf|verification_?code)\w*["']?\s*(?::|=(?!=))/i;
const SESSION = /session/i;
/** What stands around a call on its line, without comments; minified files have one line for everything. */
function lineAt({ place }: Operation, see: See): string {
  const line = see.read(place.file)?.text.split("\n")[place.startLine - 1] ?? "";
  return line.slice(Math.max(place.startCol - 80, 0), place.startCol + 80).replace(/(?:\/\/|#) .*$/, "");
}

export default defineRule({
  key: "secrets/weak-random-secret",
  ruleId: "MCP-E012",
  threatId: "MCP-082",
  tier: "T1",
  title: "Secret made with a weak random generator",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.6, detection: 0.9, amplification: 0.1 },
  cwe: [338],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: [],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "A token, password, key or one-time code is made with a random generator that is not meant for secrets.",
  why: "The next values of such a generator can be computed from a few that were seen.",
  fix: "Use randomBytes or randomUUID of the cryptographic library, or Python's secrets module.",
  misses: ["Values that get their telling name later.", "Session ids, which have a rule of their own."],
  messages: { found: "{sink} makes a value that is kept secret." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import random
def issue():
    api_token = str(random.random())
    return api_token
issue()
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import secrets
def issue():
    api_token = secrets.token_urlsafe(32)
    return api_token
issue()
`,
        reason: "The generator is cryptographic.",
      },
    ],
  },
  onCall: {
    operations: ["random"],
    *check(call, see) {
      const line = lineAt(call, see);
      if (SECRET.test(line) && !SESSION.test(line) && !/max_?tokens|token_?count/i.test(line))
        yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
