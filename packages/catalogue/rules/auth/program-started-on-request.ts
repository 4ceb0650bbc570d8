import { defineRule } from "@mcp-assay/core/define/rule";
import { asksWhoCallsIn } from "../transport/listening/callers.ts";

const SETS_UP: readonly string[] = ["http-route", "http-middleware", "http-listen"];

export default defineRule({
  key: "auth/program-started-on-request",
  ruleId: "MCP-F024",
  threatId: "MCP-268",
  tier: "T1",
  title: "HTTP request from anybody starts a program",
  since: "0.1.0",
  status: "stable",
  category: "auth",
  severity: "critical",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 0.8, impact: 1, detection: 0.7, amplification: 0.2 },
  cwe: [306],
  owaspMcp: ["MCP07:2025", "MCP05:2025"],
  owaspAsi: ["ASI03", "ASI05"],
  safeMcp: ["SAFE-T1005", "SAFE-T1101"],
  msss: ["MCP-AUTHZ-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H",
  what: "A program, such as a proxy or bridge to other servers, starts what an HTTP request names, and nothing in its code looks at who sent the request.",
  why: "Whoever reaches the port runs programs with the rights of the user. On the local machine that includes every web page the user opens: a simple request needs no permission, and a name that is pointed at 127.0.0.1 gets around the rest.",
  fix: "Ask each request for a secret that is made when the program starts, compare the Host and Origin headers with a list, and bind 127.0.0.1.",
  misses: [
    "A check that is there but does not hold, or that one of several routes leaves out.",
    "Authentication by a proxy or gateway in front.",
    "Programs that are started by way of a library without a model.",
  ],
  messages: { found: "{source} of a request decides what {sink} starts, and no code asks who sent it." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import express from "express";

const app = express();

app.get("/connect", async (req, res) => {
  const transport = new StdioClientTransport({ command: req.query.command, args: [] });
  await transport.start();
  res.json({ connected: true });
});

app.listen(6277);
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import express from "express";
import { randomBytes } from "node:crypto";

const app = express();
const token = randomBytes(32).toString("hex");

app.use((req, res, next) => {
  if (req.headers.authorization === "Bearer " + token) next();
  else res.status(401).end();
});

app.get("/connect", async (req, res) => {
  const transport = new StdioClientTransport({ command: req.query.command, args: [] });
  await transport.start();
  res.json({ connected: true });
});

app.listen(6277, "127.0.0.1");
`,
        reason: "Each request must hold the token that is made at the start.",
      },
    ],
  },
  looksAt: { from: ["http-request"], to: ["program", "shell-command", "code"] },
  *onPackage(see) {
    const setUp = see.operations
      .filter(({ kind }) => SETS_UP.includes(kind))
      .flatMap(({ place, roles }) => [place, ...Object.values(roles).flatMap((role) => role.functions)].map(({ file }) => file));
    const told = new Set<string>();
    for (const { source, sink, steps, entries } of see.flows) {
      if (source.kind !== "http-request" || !["program", "shell-command", "code"].includes(sink.kind)) continue;
      const at = `${sink.place.file}:${sink.place.startLine}:${sink.place.startCol}`;
      if (told.has(at) || asksWhoCallsIn(new Set([...setUp, ...steps.map(({ place }) => place.file)]), see)) continue;
      told.add(at);
      // "new Application().get(callback).0.query.command": what a reader wants is the end of it.
      const name = source.name.split("(callback).0.").at(-1) ?? source.name;
      yield { message: "found", holes: { source: name, sink: sink.api }, place: sink.place, entries, trace: steps };
    }
  },
});
