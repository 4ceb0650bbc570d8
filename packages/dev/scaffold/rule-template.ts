/** What must be known before a rule can be started. */
export interface RuleWish {
  readonly threat: string;
  readonly name: string;
  readonly ruleId: string;
  readonly threatId: string;
}

/**
 * Files of a new rule (path from the root -> text). Type-correct, but `generate` refuses it until its author has filled
 * what nobody can guess: the examples' reasons, the blind spots and the texts.
 */
export function ruleFiles(wish: RuleWish): ReadonlyMap<string, string> {
  const folder = `packages/catalogue/rules/${wish.threat}`;
  const key = `${wish.threat}/${wish.name}`;
  return new Map([
    [`${folder}/${wish.name}.ts`, definition(wish, key)],
    [`${folder}/${wish.name}.fixture/bad.ts`, typescriptServer("exec(`ls ${text}`);", ` // finds: ${key}`)],
    [`${folder}/${wish.name}.fixture/good.ts`, typescriptServer('exec("ls");', "")],
    [`${folder}/${wish.name}.fixture/bad.py`, pythonServer('subprocess.run(f"ls {text}", shell=True)', `  # finds: ${key}`)],
    [`${folder}/${wish.name}.fixture/good.py`, pythonServer('subprocess.run(["ls"])', "")],
  ]);
}

function definition(wish: RuleWish, key: string): string {
  return `import { defineRule } from "@mcp-assay/core/define/rule";

export default defineRule({
  key: "${key}",
  ruleId: "${wish.ruleId}",
  threatId: "${wish.threatId}",
  tier: "T1",
  title: "",
  since: "next",
  status: "preview",
  category: "command_injection",
  severity: "medium",
  confidence: "medium",
  audience: "everyone",
  dimensions: { scope: 0.5, exploitability: 0.5, impact: 0.5, detection: 0.5, amplification: 0.5 },
  cwe: [],
  owaspMcp: [],
  owaspAsi: [],
  safeMcp: [],
  msss: [],
  cvss: "AV:N/AC:L/AT:N/PR:L/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N",
  what: "",
  why: "",
  fix: "",
  misses: [],
  messages: { found: "" },
  examples: {
    bad: [],
    good: [],
  },
  flow: { from: ["tool-input"], to: ["shell-command"] },
});
`;
}

function typescriptServer(statement: string, mark: string): string {
  return `import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "example", version: "1.0.0" });

server.registerTool("list", { description: "Lists files.", inputSchema: { text: z.string() } }, async ({ text }) => {
  ${statement}${mark}
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
`;
}

function pythonServer(statement: string, mark: string): string {
  return `import subprocess

from mcp.server.fastmcp import FastMCP

mcp = FastMCP("example")


@mcp.tool()
def list_files(text: str) -> str:
    """Lists files."""
    ${statement}${mark}
    return "done"


mcp.run()
`;
}
