import { defineRule } from "@mcp-assay/core/define/rule";
import type { Operation } from "@mcp-assay/core/taint/flow";

/** Options are an object of the library; its text says whether the check is off. */
function isOff(call: Operation, lines: readonly string[]): boolean {
  const constants = call.roles.verify?.constants ?? [];
  if (constants.length > 0 && constants.every((value) => value === false)) return true;
  const text = lines.slice(call.place.startLine - 1, call.place.endLine).join(" ");
  return call.roles.verify !== undefined && /["']?verify(?:_signature)?["']?\s*[:=]\s*[Ff]alse/.test(text);
}

export default defineRule({
  key: "auth/token-not-verified",
  ruleId: "MCP-F006",
  threatId: "MCP-230",
  tier: "T1",
  title: "Signature of a token is not checked",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.8, impact: 0.8, detection: 0.9, amplification: 0.1 },
  cwe: [347],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1308"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "A JSON web token is read with its signature check switched off, or with the algorithm none.",
  why: "Anybody can write a token that says what they like: another user, more rights, no end date.",
  fix: "Verify with the issuer's key and a fixed list of algorithms before reading any claim.",
  misses: ["Tokens that are verified in another place before they are decoded here.", "Keys that anybody may know."],
  messages: { off: "{sink} reads a token with verification off.", none: "{sink} accepts the algorithm none." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import jwt
def user(token: str) -> str:
    return jwt.decode(token, options={"verify_signature": False})["sub"]
user("x")
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import jwt
KEY = open("public.pem").read()
def user(token: str) -> str:
    return jwt.decode(token, KEY, algorithms=["RS256"], audience="sample")["sub"]
user("x")
`,
        reason: "Key, algorithm and audience are fixed.",
      },
    ],
  },
  onCall: {
    operations: ["jwt-verify"],
    *check(call, see) {
      const lines = see.read(call.place.file)?.text.split("\n") ?? [];
      const none = call.roles.algorithms?.constants?.some((value) => typeof value === "string" && value.toLowerCase() === "none") === true;
      if (none) yield { message: "none", holes: { sink: call.api }, place: call.place };
      else if (isOff(call, lines)) yield { message: "off", holes: { sink: call.api }, place: call.place };
    },
  },
});
