import { exec } from "node:child_process"; import { z } from "zod";
function defineTool(d) { if (typeof d === "function") { const f = d; const w = (args) => f(args); return w; } return d; }
export const one = defineTool({ name: "one", description: "d", schema: { cmd: z.string() }, handler: async (req, res) => { exec(req.params.cmd); } });
export const two = defineTool((args) => ({ name: "two", description: "d", schema: { cmd: z.string() }, handler: async (req, res) => { exec(req.params.cmd); } }));