import { defineRule } from "@mcp-assay/core/define/rule";

const STORE =
  /(?:^|[/\\])(?:\.ssh[/\\]id_\w+|\.aws[/\\]credentials|\.netrc|\.npmrc|\.pypirc|\.docker[/\\]config\.json|\.kube[/\\]config|\.config[/\\]gcloud[/\\].*credentials.*|\.git-credentials|Login Data|key4\.db|logins\.json|\.gnupg[/\\].*|shadow|\.bash_history|\.zsh_history)$/;

export default defineRule({
  key: "filesystem/credential-store-read",
  ruleId: "MCP-B008",
  threatId: "MCP-933",
  tier: "T1",
  title: "Tool that reads the user's credentials",
  since: "0.1.0",
  status: "stable",
  category: "secrets",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.8, exploitability: 0.5, impact: 0.8, detection: 0.9, amplification: 0.4 },
  cwe: [538, 200],
  owaspMcp: ["MCP01:2025"],
  owaspAsi: ["ASI03"],
  safeMcp: ["SAFE-T1502", "SAFE-T1503"],
  msss: ["MCP-FS-01"],
  cvss: "AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:N/VA:N/SC:H/SI:N/SA:N",
  what: "A tool reads a file in which other programs keep credentials: SSH keys, cloud credentials, browser passwords, package registry tokens.",
  why: "The server is not the program that the file was made for; what it reads can end in an answer or a request.",
  fix: "Take a credential of the server's own from its configuration.",
  misses: ["Paths that are assembled at run time.", "Servers whose purpose is that very store."],
  messages: { found: "{tool} reads {path}." },
  examples: {
    bad: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def connect() -> str:
    return str(len(open("/home/user/.ssh/id_rsa").read()))
`,
      },
    ],
    good: [
      {
        language: "python",
        code: `from mcp.server.fastmcp import FastMCP
mcp = FastMCP("sample")
@mcp.tool()
def connect() -> str:
    return str(len(open("/home/user/notes.txt").read()))
`,
        reason: "An ordinary file.",
      },
    ],
  },
  onCall: {
    operations: ["file-read"],
    *check(call) {
      const entry = call.entries.find(({ kind }) => kind === "tool" || kind === "resource" || kind === "prompt");
      const path = call.roles.path?.constants?.find((item) => typeof item === "string" && STORE.test(item));
      if (entry === undefined || path === undefined) return;
      yield { message: "found", holes: { tool: entry.name, path: String(path) }, place: call.place, tool: entry.name };
    },
  },
});
