import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { runProgram } from "@mcp-assay/cli/program";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const README = readFileSync(path.join(ROOT, "README.md"), "utf8");

/** Text without layout: lines are wrapped to the width of a page or a terminal. */
const words = (text: string) => text.replace(/\s+/g, " ").trim();

test("the README shows what the program says of that published server", async () => {
  const [, line = "", sample = ""] = /```sh\nnpm ci && npx mcp-assay (.*)\n```\n[^`]*`…`[^`]*\n```\n(.*?)```/s.exec(README) ?? [];
  const out: string[] = [];
  const stream = { isTTY: false, columns: 120, write: async (text: string) => void out.push(text) };
  await runProgram([...line.split(" "), "--output", "text", "--verbose"], {
    env: process.env as Record<string, string>,
    cwd: ROOT,
    home: homedir(),
    now: () => new Date(),
    stdout: stream,
    stderr: stream,
    signal: new AbortController().signal,
  });
  const said = words(out.join(""));
  let at = 0;
  for (const shown of sample.split("…").map(words)) {
    const found = said.indexOf(shown, at);
    expect(found >= 0 ? shown : `not said, or not in this order: ${shown}`).toBe(shown);
    at = found + shown.length;
  }
  expect(sample.split("…").length).toBeGreaterThan(2);
});
