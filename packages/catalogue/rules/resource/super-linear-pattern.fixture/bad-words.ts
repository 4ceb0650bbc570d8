import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const isWords = (text: string) => /^(\w+\s?)*$/.test(text); // finds: resource/super-linear-pattern

await server.connect(new StdioServerTransport());
