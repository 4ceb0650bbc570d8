import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";

/** Two servers that differ in one thing: what one of them tells, or what one of them does. */
export interface Twin {
  readonly name: string;
  readonly kind: "declared" | "excess";
  /** Path and text of the only file. */
  readonly fitting: Program;
  readonly offending: Program;
}

export interface Program {
  readonly path: string;
  readonly text: string;
}

interface Row {
  readonly name: string;
  readonly tool: string;
  readonly language: "javascript" | "python";
  readonly imports?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly declared?: string;
  readonly undisclosed?: string;
  readonly code?: string;
  readonly description?: string;
  readonly fitting?: string;
  readonly excess?: string;
}

/** Pairs that the judges were developed with, and pairs that were only measured. */
export const TWIN_FILES = ["twins.yml", "twins-held-out.yml"] as const;

/** Reads the pairs of a file in packages/dev/judges. */
export async function readTwins(root: string, file: (typeof TWIN_FILES)[number]): Promise<Twin[]> {
  const rows = parse(await readFile(path.join(root, "packages/dev/judges", file), "utf8")) as readonly Row[];
  return rows.map((row) => {
    const declared = row.declared !== undefined;
    const [tells, hides] = declared ? [row.declared, row.undisclosed] : [row.description, row.description];
    const [fits, exceeds] = declared ? [row.code, row.code] : [row.fitting, row.excess];
    if (tells === undefined || hides === undefined || fits === undefined || exceeds === undefined)
      throw new Error(`${file}: "${row.name}" lacks one of its two sides`);
    return {
      name: row.name,
      kind: declared ? "declared" : "excess",
      fitting: programOf(row, tells, fits),
      offending: programOf(row, hides, exceeds),
    };
  });
}

function programOf(row: Row, description: string, code: string): Program {
  return row.language === "javascript"
    ? { path: "server.mjs", text: javascript(row, description, code) }
    : { path: "server.py", text: python(row, description, code) };
}

function javascript({ tool, imports = "", parameters }: Row, description: string, code: string): string {
  const schema = Object.entries(parameters).map(([name, what]) => `${name}: z.string().describe(${JSON.stringify(what)})`);
  return `${imports.trim()}
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "twin", version: "1.0.0" });
const say = (text) => ({ content: [{ type: "text", text }] });
server.registerTool(
  ${JSON.stringify(tool)},
  { description: ${JSON.stringify(description)}, inputSchema: { ${schema.join(", ")} } },
  async ({ ${Object.keys(parameters).join(", ")} }) => {
${indented(code, 4)}
  },
);
await server.connect(new StdioServerTransport());
`;
}

function python({ tool, imports = "", parameters }: Row, description: string, code: string): string {
  const args = Object.entries(parameters).map(([name, what]) => `${name}: Annotated[str, Field(description=${JSON.stringify(what)})]`);
  return `${imports.trim()}
from typing import Annotated
from pydantic import Field
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("twin")

@mcp.tool()
def ${tool}(${args.join(", ")}) -> str:
    """${description}"""
${indented(code, 4)}

if __name__ == "__main__":
    mcp.run()
`;
}

function indented(code: string, by: number): string {
  return code
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? line : " ".repeat(by) + line))
    .join("\n");
}
