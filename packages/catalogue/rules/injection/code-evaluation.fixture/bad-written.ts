import { execFile, execSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const run = promisify(execFile);
const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("run", { description: "Runs code.", inputSchema: { code: z.string() } }, async ({ code }) => {
  const file = path.join(os.tmpdir(), "snippet.js");
  await writeFile(file, code);
  const { stdout } = await run("node", [file]); // finds: injection/code-evaluation
  return { content: [{ type: "text", text: stdout }] };
});

server.registerTool("shell", { description: "Runs a script.", inputSchema: { lines: z.string() } }, async ({ lines }) => {
  writeFileSync("/tmp/steps.sh", `set -e\n${lines}`);
  execSync("bash /tmp/steps.sh"); // finds: injection/code-evaluation
  return { content: [] };
});

server.registerTool("later", { description: "Runs code.", inputSchema: { code: z.string() } }, async ({ code }) => {
  const file = `/tmp/${Date.now()}.py`;
  writeFileSync(file, code);
  spawn("python3", ["-u", file]); // finds: injection/code-evaluation
  return { content: [] };
});
