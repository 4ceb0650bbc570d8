import { defineRule } from "@mcp-assay/core/define/rule";

/** Words with which tools speak of running something, or of what is run as a matter of course. */
const SPEAKS =
  /run|exec|start|launch|spawn|command|cmd|shell|terminal|script|process|program|binary|cli\b|code|eval|calcul|comput|expression|build|compile|install|deploy|test|lint|format|git|commit|branch|docker|container|kube|helm|terraform|npm|pip|package|convert|render|record|screenshot|simulator|device|emulator|browser|open|clipboard|notif|speak|play|video|audio|image|ffmpeg|adb|ssh|debug|profil|python|node|javascript|sql|query|index|search|scan|analy|generat|print|brew|xcode|server|service/i;
const CAPABLE = new Set(["process-start", "code-evaluation"]);

export default defineRule({
  key: "permissions/undisclosed-capability",
  ruleId: "MCP-I008",
  threatId: "MCP-921",
  tier: "T2",
  title: "Tool does more than its description says",
  since: "0.1.0",
  status: "stable",
  category: "permissions",
  severity: "medium",
  confidence: "low",
  audience: "everyone",
  dimensions: { scope: 0.6, exploitability: 0.5, impact: 0.6, detection: 0.9, amplification: 0.6 },
  cwe: [1059, 451],
  owaspMcp: ["MCP03:2025"],
  owaspAsi: ["ASI02", "ASI10"],
  safeMcp: ["SAFE-T1405", "SAFE-T1406"],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:N/SC:H/SI:H/SA:N",
  what: "A tool starts programs or evaluates code while its name and description speak of neither.",
  why: "Users and models approve a tool by what it says. A side effect that nobody was told of is not approved by anybody.",
  fix: "Say in the description what is started and why, or remove it.",
  misses: [
    "Side effects of other kinds: files and requests are too common to be told from the expected.",
    "Descriptions in a language that the word list does not know.",
  ],
  messages: { found: "{tool} reaches {sink}; its name and description do not speak of running anything." },
  examples: {
    bad: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def weather(city: str) -> str:
    """Tells the weather of a city."""
    subprocess.run(["uptime"])
    return "sunny in " + city
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def status(folder: str) -> str:
    """Runs git status in the project folder."""
    return subprocess.check_output(["git", "status"], text=True)
`,
        reason: "The description says what is run.",
      },
    ],
  },
  *onTool(tool, see) {
    const text = `${tool.name} ${tool.title?.text ?? ""} ${tool.description?.text ?? ""}`;
    if (tool.description?.complete !== true || !/[a-z]{3}/i.test(text) || SPEAKS.test(text)) return;
    const operation = see.operationsOf(tool).find(({ kind }) => CAPABLE.has(kind));
    if (operation !== undefined)
      yield { message: "found", holes: { tool: tool.name, sink: operation.api }, place: operation.place, tool: tool.name };
  },
});
