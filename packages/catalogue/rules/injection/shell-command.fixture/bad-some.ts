import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });
const NAME = /^[A-Za-z0-9_.-]+$/;

server.registerTool("lint", { description: "Checks files.", inputSchema: { files: z.array(z.string()) } }, async ({ files }) => {
  if (!files.some((file) => NAME.test(file))) throw new Error("no such file");
  return { content: [{ type: "text", text: execSync(`eslint ${files.join(" ")}`).toString() }] }; // finds: injection/shell-command
});
