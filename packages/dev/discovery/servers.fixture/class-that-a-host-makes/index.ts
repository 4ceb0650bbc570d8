import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { HostedAgent } from "a-host/agents";
import { z } from "zod";

export class Hosted extends HostedAgent {
  server = new McpServer({ name: "sample", version: "1.0.0" });

  async init() {
    this.server.tool("list", { folder: z.string() }, async ({ folder }) => {
      exec(`ls ${folder}`);
      return { content: [] };
    });
  }
}
