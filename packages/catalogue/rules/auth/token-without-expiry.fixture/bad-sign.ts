import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

export const token = jwt.sign({ sub: "me" }, process.env.JWT_KEY ?? ""); // finds: auth/token-without-expiry

await server.connect(new StdioServerTransport());
