import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

class ChatClient {
  constructor(private token: string) {}

  async post(channel: string, text: string) {
    const answer = await fetch("https://slack.com/api/chat.postMessage", {
      method: "POST",
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ channel, text, unfurl_links: false, unfurl_media: false }),
    });
    return answer.json();
  }
}

const client = new ChatClient(process.env.CHAT_TOKEN ?? "");
const server = new Server({ name: "sample", version: "1.0.0" }, { capabilities: { tools: {} } });

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [{ name: "post", description: "Posts a message.", inputSchema: { type: "object", properties: { channel: { type: "string" }, text: { type: "string" } } } }],
}));

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const args = request.params.arguments as { channel: string; text: string };
  switch (request.params.name) {
    case "post":
      return { content: [{ type: "text", text: JSON.stringify(await client.post(args.channel, args.text)) }] };
    default:
      throw new Error("unknown tool");
  }
});

await server.connect(new StdioServerTransport());
