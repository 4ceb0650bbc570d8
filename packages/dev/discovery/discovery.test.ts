import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { scanFiles } from "../fixture/scan-files.ts";

const FOLDER = path.join(import.meta.dirname, "servers.fixture");

/** Files of one server by their path; `tools.json` is the list of the names that have to be found. */
function readServer(name: string): { files: ReadonlyMap<string, string>; tools: readonly string[] } {
  const files = new Map<string, string>();
  for (const entry of readdirSync(path.join(FOLDER, name), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(path.join(FOLDER, name), file).replaceAll(path.sep, "/"), readFileSync(file, "utf8"));
  }
  const tools = JSON.parse(files.get("tools.json") ?? "[]") as string[];
  files.delete("tools.json");
  return { files, tools };
}

describe("tools are found however they are registered, and what reaches their handlers is followed", () => {
  it.each(readdirSync(FOLDER).sort())("%s", async (name) => {
    const { files, tools } = readServer(name);
    const scan = await scanFiles(files, { rule: "injection/shell-command", mode: "fast", fetched: false });
    expect([...scan.tools].sort()).toEqual(tools);
    expect(scan.findings.length).toBeGreaterThan(0);
  });
});
