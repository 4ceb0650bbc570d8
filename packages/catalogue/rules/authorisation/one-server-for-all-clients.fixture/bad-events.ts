import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { SSEServerTransport } from "@modelcontextprotocol/sdk/server/sse.js";
import express from "express";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("hello", { description: "Greets." }, async () => ({ content: [{ type: "text", text: "hello" }] }));

const app = express();

app.get("/sse", async (req, res) => {
  const transport = new SSEServerTransport("/messages", res); // finds: authorisation/one-server-for-all-clients
  await server.connect(transport);
});
