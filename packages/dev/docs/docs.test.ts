import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
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

test("claims are read from prose, links and marked examples", () => {
  const page =
    "See `packages/core` and `packages/<name>/x`, [there](../a.md#b), [web](https://example.com).\n<!-- run -->\n```sh\nnpm run check\n```\n```sh\nrm `packages/gone`\n```\n";
  expect(pageClaims(page)).toEqual({ paths: ["packages/core"], links: ["../a.md"], scripts: ["check"], examples: ["npm run check"] });
});

describe.each(PAGES)("%s", (page) => {
  const claims = pageClaims(readFileSync(path.join(ROOT, page), "utf8"));

  test("names only what exists", () => {
    const linked = claims.links.map((link) => path.posix.join(path.posix.dirname(page), link));
    expect([...claims.paths, ...linked].filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    expect(claims.scripts.filter((script) => !SCRIPTS.includes(script))).toEqual([]);
  });

  test.each(claims.examples)("example runs: %s", (example) => {
    execFileSync("bash", ["-euo", "pipefail", "-c", example], { cwd: ROOT, stdio: "pipe" });
  });
});

test.each(PAGES.filter((page) => page.startsWith("docs/guides/") && !page.endsWith("not-detected.md")))("%s fits a page", (page) => {
  expect(readFileSync(path.join(ROOT, page), "utf8").split("\n").length).toBeLessThanOrEqual(70);
});
