import { exec } from "node:child_process";
import { createMcpServer, tool } from "@supabase/mcp-utils";
import { z } from "zod";

function shellTools(options) {
  return {
    one: tool({ description: "d", parameters: z.object({ cmd: z.string() }), execute: async ({ cmd }) => exec(cmd) }),
    two: tool({ description: "e", parameters: z.object({ cmd: z.string() }), execute: async ({ cmd }) => exec(cmd) }),
  };
}

export function create(features) {
  return createMcpServer({
    name: "x",
    version: "1",
    tools: async () => {
      const tools = {};
      if (features.has("shell")) Object.assign(tools, shellTools({ readOnly: false }));
      return tools;
    },
  });
}
