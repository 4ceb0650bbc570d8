import { defineRule } from "@mcp-assay/core/define/rule";
import { optionalChecks } from "./listening/optional-check.ts";

export default defineRule({
  key: "transport/host-check-off-by-default",
  ruleId: "MCP-F023",
  threatId: "MCP-268",
  tier: "T1",
  title: "Check of the Host header that is off unless asked for",
  since: "0.1.0",
  status: "stable",
  category: "transport",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.5, impact: 0.6, detection: 0.8, amplification: 0.2 },
  cwe: [1188, 350, 346],
  owaspMcp: ["MCP07:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1005", "SAFE-T1704"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:L/SC:L/SI:L/SA:N",
  what: "A transport that is offered to others compares the Host or Origin header only when a switch is on, the switch is off by default, and nothing in the package switches it on.",
  why: "Whoever uses the transport as it comes has a server that any web page can reach under a name of its own (DNS rebinding).",
  fix: "Have the check on by default, at least for servers on the local machine, and let those who need it name the hosts that may call.",
  misses: [
    "A check that is not there at all: transport/local-http-without-authentication looks for servers without one.",
    "Switches whose default comes from configuration.",
    "Files of more than 400,000 characters.",
  ],
  messages: { found: "The check of Host and Origin runs only if {name} is set; it is off by default, and nothing here sets it." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `export class HttpTransport {
  constructor(options) {
    this.hosts = options.hosts;
    this.checkHost = options.checkHost ?? false;
  }

  refused(req) {
    if (!this.checkHost) return undefined;
    return this.hosts.includes(req.headers.host) ? undefined : "host is not allowed";
  }
}
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `export class HttpTransport {
  constructor(options) {
    this.hosts = options.hosts ?? ["localhost", "127.0.0.1"];
    this.checkHost = options.checkHost ?? true;
  }

  refused(req) {
    if (!this.checkHost) return undefined;
    return this.hosts.includes(req.headers.host) ? undefined : "host is not allowed";
  }
}
`,
        reason: "The check is on unless somebody switches it off.",
      },
    ],
  },
  *onPackage(see) {
    for (const { file, name, start, end } of optionalChecks(see)) {
      const view = see.read(file);
      if (view !== null) yield { message: "found", holes: { name }, place: view.place(start, end) };
    }
  },
});
