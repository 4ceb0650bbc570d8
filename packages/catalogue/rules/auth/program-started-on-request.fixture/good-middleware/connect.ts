import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { parse } from "shell-quote";

interface Query {
  command?: string;
  args?: string;
}

export async function connect(query: Query): Promise<void> {
  const args = parse(query.args ?? "").map(String);
  const transport = new StdioClientTransport({ command: query.command ?? "node", args });
  await transport.start();
}
