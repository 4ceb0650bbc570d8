import { exec } from "node:child_process";
export default { definition: { name: "one", description: "d", inputSchema: {} }, execute: async ({ cmd }) => exec(cmd) };