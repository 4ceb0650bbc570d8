import { FastMCP } from "fastmcp"; import { z } from "zod"; import { exec } from "node:child_process";
const server = new FastMCP({ name: "x", version: "1" });
const pro = process.env.PRO === "1";
const only = ["a"];
const addTool = (tool) => { if (only.length && !pro && !only.includes(tool.name)) return; server.addTool(tool); };
addTool({ name: "a", description: "d", parameters: z.object({ cmd: z.string() }), execute: fn("a", async ({ cmd }) => exec(cmd)) });
addTool({ name: "b", description: "d", parameters: z.object({ cmd: z.string() }), execute: fn("b", async ({ cmd }) => exec(cmd)) });
function fn(name, f) { return async (data, ctx) => { try { return await f(data, ctx); } finally { console.error(name); } }; }
server.start({ transportType: "stdio" });
