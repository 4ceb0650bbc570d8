import { defineRule } from "@mcp-assay/core/define/rule";
import { isGiven } from "../transport/listening/listeners.ts";
export default defineRule({
  key: "auth/oauth-state-missing",
  ruleId: "MCP-F013",
  threatId: "MCP-918",
  tier: "T1",
  title: "OAuth login without state",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.4, exploitability: 0.4, impact: 0.5, detection: 0.8, amplification: 0.2 },
  cwe: [352],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1507", "SAFE-T1707"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:N/SA:N",
  what: "An authorization address is built without a state parameter.",
  why: "The server cannot tell whether an answer belongs to a login that it started, so an attacker can have a user finish the attacker's login.",
  fix: "Send a random state, keep it in the browser's session, and compare it in the callback; use PKCE as well.",
  misses: ["State that a library adds by itself and the models do not know."],
  messages: { found: "{sink} builds an authorization address without state." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { google } from "googleapis";
const client = new google.auth.OAuth2("id", "secret", "http://localhost/callback");
export const url = client.generateAuthUrl({ scope: ["email"] });
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { randomUUID } from "node:crypto";
import { google } from "googleapis";
const client = new google.auth.OAuth2("id", "secret", "http://localhost/callback");
export const url = client.generateAuthUrl({ scope: ["email"], state: randomUUID() });
`,
        reason: "A random state is sent.",
      },
    ],
  },
  onCall: {
    operations: ["oauth-client"],
    *check(call) {
      const { scopes, state, pkce } = call.roles;
      if (isGiven(scopes) && !isGiven(state) && !isGiven(pkce) && /url/i.test(call.api))
        yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
