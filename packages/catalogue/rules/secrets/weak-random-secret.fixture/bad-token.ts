import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const apiToken = Math.random().toString(36); // finds: secrets/weak-random-secret

await server.connect(new StdioServerTransport());
