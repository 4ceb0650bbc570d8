import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const sessionId = "s" + Math.random().toString(36); // finds: auth/predictable-session-id

await server.connect(new StdioServerTransport());
