import { renameSync, writeFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("save", { description: "Saves.", inputSchema: { target: z.string(), text: z.string() } }, async ({ target, text }) => {
  const beside = `${target}.${process.pid}.tmp`;
  writeFileSync(beside, text); // finds: filesystem/unrestricted-path
  renameSync(beside, target); // finds: filesystem/unrestricted-path
  return { content: [{ type: "text", text: "saved" }] };
});
