import type { See } from "@mcp-assay/core/define/rule";
import { defineRule } from "@mcp-assay/core/define/rule";
import type { Operation } from "@mcp-assay/core/taint/flow";

const PASSWORD = /passw(?:or)?d|passphrase|\bpwd\b|\bpin\b/i;
const FAST = /^(?:md5|md4|sha-?1)$/i;
const FEWEST_ROUNDS = 10;
/** What stands around a call on its line, without comments; minified files have one line for everything. */
function lineAt({ place }: Operation, see: See): string {
  const line = see.read(place.file)?.text.split("\n")[place.startLine - 1] ?? "";
  return line.slice(Math.max(place.startCol - 80, 0), place.startCol + 80).replace(/(?:\/\/|#) .*$/, "");
}

export default defineRule({
  key: "secrets/weak-password-hash",
  ruleId: "MCP-E013",
  threatId: "MCP-050",
  tier: "T1",
  title: "Password kept under a weak hash",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.4, impact: 0.6, detection: 0.8, amplification: 0.1 },
  cwe: [916, 327],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: [],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "A password is hashed with MD5 or SHA-1, or with a password hash of too few rounds.",
  why: "Whoever gets the stored values tries billions of passwords a second.",
  fix: "Use scrypt, argon2 or bcrypt with at least 10 rounds (12 today).",
  misses: ["Hashes of values that get the name password elsewhere."],
  messages: { fast: "A password is hashed with {algorithm}.", rounds: "A password is hashed with {rounds} rounds only." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import hashlib
def store(password):
    return hashlib.md5(password.encode()).hexdigest()
store("x")
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import hashlib
def etag(content):
    return hashlib.md5(content.encode()).hexdigest()
etag("x")
`,
        reason: "A checksum of content, not a password.",
      },
    ],
  },
  onCall: {
    operations: ["hash"],
    *check(call, see) {
      const line = lineAt(call, see);
      const rounds = call.roles.rounds?.constants?.find((value) => typeof value === "number");
      if (typeof rounds === "number" && rounds > 0 && rounds < FEWEST_ROUNDS && /bcrypt/i.test(call.api))
        yield { message: "rounds", holes: { rounds }, place: call.place };
      const named = call.roles.algorithm?.constants?.find((value) => typeof value === "string" && FAST.test(value));
      const algorithm = named ?? /\b(md5|sha1)$/i.exec(call.api)?.[1];
      if (algorithm !== undefined && PASSWORD.test(`${line} ${call.functionName}`))
        yield { message: "fast", holes: { algorithm: String(algorithm) }, place: call.place };
    },
  },
});
