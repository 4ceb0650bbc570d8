/** Files of a new model (path from the root -> text): the model and one line that proves its first row. */
export function modelFiles(language: "javascript" | "python", library: string): ReadonlyMap<string, string> {
  const folder = `packages/catalogue/models/${language}`;
  const name = library.replaceAll("/", "__");
  const model = `library: ${library.startsWith("@") ? JSON.stringify(library) : library}
language: ${language}
docs: https://example.com/page-that-documents-the-rows-below
sinks:
  - { at: run(0), kind: shell-command }
`;
  return new Map([
    [`${folder}/${name}.model.yml`, model],
    language === "javascript"
      ? [`${folder}/fixtures/${name}.ts`, typescriptLine(library)]
      : [`${folder}/fixtures/${name}.py`, pythonLine(library)],
  ]);
}

function typescriptLine(library: string): string {
  return `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { run } from "${library}";

const server = new McpServer({ name: "fixture", version: "1.0.0" });
const done = { content: [] };

server.tool("t1", { v: z.string() }, async ({ v }) => { run(v); return done; }); // sink: shell-command
server.tool("t2", { v: z.string() }, async () => { run("ls"); return done; }); // clean
`;
}

function pythonLine(library: string): string {
  return `from mcp.server.fastmcp import FastMCP
from ${library} import run

mcp = FastMCP("fixture")


@mcp.tool()
def t1(v: str): run(v)  # sink: shell-command


@mcp.tool()
def t2(v: str): run("ls")  # clean
`;
}
