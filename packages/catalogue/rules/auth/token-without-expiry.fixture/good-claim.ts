import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const token = jwt.sign({ sub: "me", exp: 1900000000 }, process.env.JWT_KEY ?? "");

await server.connect(new StdioServerTransport());
