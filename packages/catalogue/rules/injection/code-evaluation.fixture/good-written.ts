import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "sample", version: "1.0.0" });

server.registerTool("convert", { description: "Converts a text.", inputSchema: { text: z.string() } }, async ({ text }) => {
  writeFileSync("/tmp/in.md", text);
  execFileSync("pandoc", ["/tmp/in.md", "-o", "/tmp/out.pdf"]);
  return { content: [] };
});

server.registerTool("report", { description: "Makes a report.", inputSchema: { data: z.string() } }, async ({ data }) => {
  writeFileSync("/tmp/data.json", data);
  execFileSync("node", ["/opt/report.js", "/tmp/data.json"]);
  return { content: [] };
});

server.registerTool("count", { description: "Counts.", inputSchema: { to: z.number() } }, async ({ to }) => {
  writeFileSync("/tmp/count.py", `print(sum(range(${to})))`);
  execFileSync("python3", ["/tmp/count.py"]);
  return { content: [] };
});
