import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "secrets/arguments-logged",
  ruleId: "MCP-E008",
  threatId: "MCP-251",
  tier: "T1",
  title: "All arguments written to a log",
  since: "0.1.0",
  status: "stable",
  category: "logging",
  severity: "low",
  confidence: "medium",
  audience: "auditor",
  dimensions: { scope: 0.3, exploitability: 0.4, impact: 0.4, detection: 0.7, amplification: 0.3 },
  cwe: [532],
  owaspMcp: ["MCP01:2025", "MCP08:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1801"],
  msss: ["MCP-LOG-02"],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "The arguments of a call are written to a log as a whole.",
  why: "Arguments hold what users and models write: names, texts, sometimes credentials. Logs keep them longer and show them to more people.",
  fix: "Log the tool's name and the names of the arguments; log values only where they are known to be harmless.",
  misses: ["Arguments that are logged one by one."],
  messages: { found: "{tool} writes all its arguments to a log through {sink}." },
  examples: {
    bad: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("add", { inputSchema: { text: z.string() } }, async (args) => {
  console.error("called with", args);
  return { content: [] };
});
`,
      },
    ],
    good: [
      {
        language: "javascript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("add", { inputSchema: { text: z.string() } }, async (args) => {
  console.error("add was called");
  return { content: [{ type: "text", text: args.text }] };
});
`,
        reason: "Only the tool's name is logged.",
      },
    ],
  },
  looksAt: { from: ["tool-input"], to: ["log"] },
  *onTool(tool, see) {
    for (const { source, sink, steps, entries, confidence, doubts } of see.flowsOf(tool)) {
      const whole = source.name === "" || /^arg(?:ument)?s$|^params$|^input$/.test(source.name);
      if (source.kind !== "tool-input" || sink.kind !== "log" || !whole) continue;
      const level = { confidence: { level: confidence, reason: doubts[0] ?? "the whole argument object was followed to the log" } };
      yield {
        message: "found",
        holes: { tool: tool.name, sink: sink.api },
        place: sink.place,
        trace: steps,
        entries,
        tool: tool.name,
        ...level,
      };
    }
  },
});
