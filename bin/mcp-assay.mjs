#!/usr/bin/env node
// Committed on purpose: npm links a workspace's bin only if the file exists before `prepare` has built it.
import { existsSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const built = new URL("../dist/main.js", import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`mcp-assay: Node ${process.versions.node} is too old; version 20.19 or later is needed\n`);
  process.exitCode = 2;
} else if (!existsSync(built)) {
  process.stderr.write("mcp-assay: dist/main.js is missing; build it with: npm run build\n");
  process.exitCode = 2;
} else {
  // Node 22.1 and later keep compiled code between runs; by default in the folder for temporary files, where other users could put theirs.
  const caches = process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA || join(homedir(), ".cache");
  module.enableCompileCache?.(join(caches, "mcp-assay", "node"));
  await import(built.href);
}
