import { describe, expect, it } from "vitest";
import { defineDialect } from "../define/dialect.ts";
import { takeInventory } from "../inventory/take.ts";
import type { Snapshot } from "../snapshot.ts";
import { mayBeServer } from "./server-evidence.ts";

const DIALECTS = [
  defineDialect({
    name: "an SDK",
    language: "javascript",
    packages: ["@vendor/sdk"],
    declares: [{ at: ["Server.new", ".registerTool"], declares: "tool", reads: {} }],
    lookalikes: [{ members: ["setHandler", "listTools"], is: "Server", of: "class" }],
  }),
  defineDialect({
    name: "another",
    language: "python",
    packages: ["mcp.server", "mcp"],
    declares: [{ at: ["Server"], declares: "server", reads: {} }],
  }),
  defineDialect({ name: "a schema library", language: "javascript", packages: ["checks"], declares: [] }),
];

function evidence(files: Readonly<Record<string, string>>): boolean {
  const snapshot: Snapshot = {
    target: { input: "x", type: "npm", name: "x", version: "1", canonicalId: "npm:x@1", subfolder: "", trusted: false },
    files: Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, text]) => ({ path, size: text.length, hash: "sha256:0", bytes: Buffer.from(text) })),
    digest: "sha256:0",
    facts: null,
    notes: [],
  };
  const inventory = takeInventory(snapshot);
  return mayBeServer(inventory, inventory.code, DIALECTS);
}

describe("what may be a server", () => {
  it.each([
    ["an import of an SDK", { "a.js": 'import { Server } from "@vendor/sdk/server";' }],
    ["a method of one on anything", { "a.ts": "anything.registerTool('x')" }],
    ["a copy of one under another name", { "dist/bundle.js": "class a{setHandler(){}listTools(){}}" }],
    ["an import in the other language", { "a.py": "from mcp.server import Server" }],
    ["a dependency", { "package.json": '{"dependencies":{"@vendor/sdk":"1"}}' }],
    ["an entry of the registry that it claims", { "package.json": '{"name":"x","mcpName":"io.github.x/y"}' }],
    ["a label of its image", { Dockerfile: 'FROM scratch\nLABEL io.modelcontextprotocol.server.name="io.github.x/y"\n' }],
    ["a manifest that only servers have", { "server.json": '{"name":"io.example/x","version":"1"}' }],
  ])("says so by %s", (_, files) => {
    expect(evidence(files)).toBe(true);
  });

  it.each([
    ["nothing at all", {}],
    ["code without an SDK", { "a.js": "export const add = (a, b) => a + b;", "package.json": '{"dependencies":{"checks":"1"}}' }],
    ["only a word in its documentation", { "README.md": "works with @vendor/sdk and mcp", "a.js": "1" }],
    ["the word in a file of another language", { "a.js": 'const mcp = "mcp"' }],
    ["half of a copy", { "a.js": "x.listTools()" }],
  ])("does not with %s", (_, files) => {
    expect(evidence(files)).toBe(false);
  });
});
