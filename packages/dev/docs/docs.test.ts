import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runProgram } from "@mcp-assay/cli/program";
import { describe, expect, test } from "vitest";
import { pageClaims } from "./page-claims.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const PAGES = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync(path.join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`),
].sort();
const SCRIPTS = Object.keys(
  (JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> }).scripts,
);

/** What the program says of a command. */
async function helpOf(verbs: readonly string[]): Promise<string> {
  const out: string[] = [];
  const stream = { isTTY: false, columns: 80, write: async (text: string) => void out.push(text) };
  const signal = new AbortController().signal;
  await runProgram([...verbs, "--help"], {
    env: {},
    cwd: ROOT,
    home: ROOT,
    now: () => new Date(0),
    stdout: stream,
    stderr: stream,
    signal,
  });
  return out.join("");
}

test("claims are read from prose, links and marked examples", () => {
  const page =
    "See `packages/core` and `packages/<name>/x`, [there](../a.md#b), [web](https://example.com).\n<!-- run -->\n```sh\nnpm run check\n```\n```sh\nrm `packages/gone`\n```\n";
  expect(pageClaims(page)).toEqual({
    paths: ["packages/core"],
    links: ["../a.md"],
    scripts: ["check"],
    examples: ["npm run check"],
    commands: [],
  });
  expect(pageClaims("`npx mcp-assay scan . --quiet | jq .`\n```yaml\n- run: mcp-scan rules > x\n```\n").commands).toEqual([
    "scan . --quiet",
    "rules",
  ]);
});

describe.each(PAGES)("%s", (page) => {
  const claims = pageClaims(readFileSync(path.join(ROOT, page), "utf8"));

  test("names only what exists", () => {
    const linked = claims.links.map((link) => path.posix.join(path.posix.dirname(page), link));
    expect([...claims.paths, ...linked].filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(claims.scripts.filter((script) => !SCRIPTS.includes(script))).toEqual([]);
  });

  test.each(claims.commands)("mcp-assay %s is a command with these flags", async (line) => {
    const words = line.split(/\s+/);
    const verbs = words.slice(0, words[0] === "baseline" || words[0] === "schema" || words[0] === "db" || words[0] === "admin" ? 2 : 1);
    const help = (await helpOf(verbs)).replace(/\s+/g, " ");
    expect(help).toContain(`Usage: mcp-assay ${verbs.join(" ")} `);
    expect(words.filter((word) => word.startsWith("--") && !help.includes(` ${word.replace(/=.*/, "")} `))).toEqual([]);
  });

  test.each(claims.examples)("example runs: %s", (example) => {
    execFileSync("bash", ["-euo", "pipefail", "-c", example], { cwd: ROOT, stdio: "pipe" });
  });
});

test.each(PAGES.filter((page) => page.startsWith("docs/guides/") && !page.endsWith("not-detected.md")))("%s fits a page", (page) => {
  expect(readFileSync(path.join(ROOT, page), "utf8").split("\n").length).toBeLessThanOrEqual(70);
});
