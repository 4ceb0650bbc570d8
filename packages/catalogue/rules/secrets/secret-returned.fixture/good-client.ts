import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { ask, Shop } from "shop-client";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });
const shop = new Shop({ apiKey: process.env.SHOP_API_KEY });

server.registerTool("orders", { description: "Lists orders.", inputSchema: { customer: z.string() } }, async ({ customer }) => {
  const orders = await shop.orders.list(customer);
  return { content: [{ type: "text", text: JSON.stringify(orders) }] };
});

server.registerTool("advice", { description: "Asks the shop.", inputSchema: { topic: z.string() } }, async ({ topic }) => {
  return { content: [{ type: "text", text: await ask(topic, { token: process.env.SHOP_TOKEN }) }] };
});

await server.connect(new StdioServerTransport());
