import https from "node:https";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const agent = new https.Agent({ rejectUnauthorized: process.env.INSECURE !== "1" });

await server.connect(new StdioServerTransport());
