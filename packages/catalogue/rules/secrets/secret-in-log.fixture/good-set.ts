import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

const apiKey = process.env.API_KEY;
console.error(apiKey ? "key is set" : "key is missing");

await server.connect(new StdioServerTransport());
