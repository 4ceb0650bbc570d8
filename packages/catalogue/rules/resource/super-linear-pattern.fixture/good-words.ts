import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const isWords = (text: string) => /^\w+(\s\w+)*$/.test(text);
export const quoted = (text: string) => /("[^"]*")+;/.test(text);

await server.connect(new StdioServerTransport());
