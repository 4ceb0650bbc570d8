import { defineRule } from "@mcp-assay/core/define/rule";
import { draft } from "./reading/passages.ts";

const LIMIT = 2000;
/** Scripts in which a letter is about a word. */
const DENSE = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu;

export default defineRule({
  key: "tool-poisoning/oversized-description",
  ruleId: "MCP-G014",
  threatId: "MCP-252",
  tier: "T1",
  title: "Description longer than anyone reads",
  since: "0.1.0",
  status: "stable",
  category: "resource_exhaustion",
  severity: "low",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 0.3, exploitability: 0.5, impact: 0.2, detection: 0.5, amplification: 0.6 },
  cwe: [770],
  owaspMcp: ["MCP03:2025"],
  owaspAsi: ["ASI01"],
  safeMcp: ["SAFE-T1001"],
  msss: [],
  cvss: "AV:N/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N",
  what: "The description of a tool has more than 2,000 letters, or 1,000 in a script without spaces: about 500 tokens.",
  why: "The text is paid for in every conversation, and an order is easily overlooked at its end. Of 880 descriptions of real servers one in a hundred is longer than 1,100 letters, and three are longer than 2,000.",
  fix: "Move the manual into a resource, and keep to what the model needs in order to choose the tool.",
  misses: ["Long schemas.", "Texts that are put together when the program runs."],
  messages: { found: "The description of {tool} has {said} letters; more than {limit} are too many to review" },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def convert(city: str) -> str:
    """Convert a unit.
    
    Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full. Metres, feet and miles are known, and so are yards, inches and leagues; say which one you mean, and say it in full.
    """
    return city
`,
      },
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def convert(city: str) -> str:
    """单位换算。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。支持米、英尺、英里以及其他许多单位,请写明所用的单位。"""
    return city
`,
      },
    ],
    good: [
      {
        language: "typescript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("convert", { description: "Converts a unit." }, async () => ({ content: [{ type: "text", text: "done" }] }));
`,
        reason: "Short.",
      },
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def convert(city: str) -> str:
    """Convert a unit.
    
    Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards. Metres, feet and miles are known, and so are yards.
    """
    return city
`,
        reason: "A screen of text.",
      },
      {
        language: "typescript",
        code: `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("convert", { description: "单位换算。支持米、英尺、英里。" }, async () => ({ content: [{ type: "text", text: "done" }] }));
`,
        reason: "Short.",
      },
    ],
  },
  *onTool({ description }) {
    if (description === null) return;
    const length = description.text.length + (description.text.match(DENSE)?.length ?? 0);
    if (length <= LIMIT) return;
    const found = draft({ where: "the description", ...description }, String(description.text.length));
    yield { ...found, holes: { ...found.holes, limit: LIMIT }, snippet: `${description.text.slice(0, 100)}…` };
  },
});
