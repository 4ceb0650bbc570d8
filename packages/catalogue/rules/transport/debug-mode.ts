import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "transport/debug-mode",
  ruleId: "MCP-F019",
  threatId: "MCP-920",
  tier: "T1",
  title: "Web server in debug mode",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.5, impact: 0.7, detection: 0.6, amplification: 0.1 },
  cwe: [489],
  owaspMcp: ["MCP09:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005", "SAFE-T1109"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "A web server is started with its debug mode on.",
  why: "The interactive debugger of some frameworks runs code for whoever can reach an error page; others show source, settings and stacks.",
  fix: "Start without debug mode, and switch it on by a setting on a developer's machine only.",
  misses: ["Debug modes that are read from configuration."],
  messages: { found: "{sink} starts with debug mode on." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from flask import Flask
app = Flask(__name__)
app.run(host="127.0.0.1", port=8000, debug=True)
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import os
from flask import Flask
app = Flask(__name__)
app.run(host="127.0.0.1", port=8000, debug=os.environ.get("DEBUG") == "1")
`,
        reason: "A setting decides, and its default is off.",
      },
    ],
  },
  onCall: {
    operations: ["http-listen"],
    *check(call) {
      const constants = call.roles.debug?.constants ?? [];
      if (constants.length > 0 && constants.every((value) => value === true))
        yield { message: "found", holes: { sink: call.api }, place: call.place };
    },
  },
});
