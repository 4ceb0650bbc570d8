import { defineRule } from "@mcp-assay/core/define/rule";
import { draft } from "./reading/passages.ts";
import { toolTexts } from "./reading/texts.ts";

const KINDS: readonly string[] = ["bidi", "zero-width", "variation-payload", "private-use", "control"];

export default defineRule({
  key: "tool-poisoning/invisible-text",
  ruleId: "MCP-G008",
  threatId: "MCP-048",
  tier: "T1",
  title: "Invisible or direction-changing characters in metadata",
  since: "0.1.0",
  status: "stable",
  category: "tool_poisoning",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.7, exploitability: 0.7, impact: 0.7, detection: 1, amplification: 0.9 },
  cwe: [1007, 451],
  owaspMcp: ["MCP03:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1402"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N",
  what: "A text that the model reads holds characters that people do not see: zero-width characters between visible ones, direction controls, runs of variation selectors, private use or control characters.",
  why: "What the reviewer sees is not what the model reads. No such character occurs in some thousand descriptions of real servers.",
  fix: "Remove the characters. Emoji, joiners of scripts that need them and marks of right-to-left text are not meant.",
  misses: ["Characters that are visible but very small or thin.", "Tag characters, which have a rule of their own."],
  messages: { found: "In {tool}, {where} holds characters that no reader sees: {said}" },
  examples: {
    bad: [
      {
        language: "typescript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("add", { description: "Adds two numb\\u200bers\\u2060 and\\u200b returns the sum." }, async () => ({ content: [{ type: "text", text: "done" }] }));
`,
      },
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def weather(city: str) -> str:
    """Return the weather\\u202e for a city."""
    return city
`,
      },
    ],
    good: [
      {
        language: "typescript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("emoji", { description: "Finds an emoji ❤️ or a family 👩‍👩‍👧 by word." }, async () => ({ content: [{ type: "text", text: "done" }] }));
`,
        reason: "Emoji are made of such characters.",
      },
      {
        language: "typescript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("persian", { description: "متن را به زبان فارسی ترجمه می‌کند." }, async () => ({ content: [{ type: "text", text: "done" }] }));
`,
        reason: "Persian is written with a zero-width non-joiner.",
      },
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def lines(city: str) -> str:
    """Join lines.
    	Tabs stay.
    """
    return city
`,
        reason: "Tabs and line ends are white space.",
      },
    ],
  },
  *onTool(tool, see) {
    for (const text of toolTexts(tool)) {
      const seen = see.text(text.text).signals.filter((signal) => KINDS.includes(signal.kind));
      if (seen.length > 0) yield draft(text, [...new Set(seen.map((signal) => signal.note))].join("; "));
    }
  },
});
