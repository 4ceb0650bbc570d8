import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { benignTree, type CaseEntry, fixedTree, type Tree, vulnerableTree } from "./entries.ts";
import { figureLines } from "./figures.ts";
import { scoreCase, type TreeFiles } from "./match.ts";
import { materialise } from "./materialise.ts";
import type { CorpusFinding, TreeScan } from "./scan-tree.ts";
import { codeLines, treeFiles } from "./tree-files.ts";

const ENTRY: CaseEntry = {
  id: "one",
  kind: "vulnerable",
  ecosystem: "npm",
  package: "@a/b",
  vulnerable_ref: "1.0.0",
  fixed_ref: "1.0.1",
  language: "javascript",
  class: "command_injection",
  cwe: "CWE-78",
  sinks: [{ file: "a.js", line: 20 }],
  static_detectable: true,
  optional: false,
  difficulty: "normal",
  negative_lines: [{ file: "a.js", line: 40 }],
  sink_text_left_in_fixed: "0/1",
  known_open_in_fixed: [{ file: "a.js", line: 90 }],
};
const FILES: TreeFiles = { isMinified: () => false, counterparts: (file) => [file] };

function finding(line: number, more: Partial<CorpusFinding> = {}): CorpusFinding {
  return {
    rule: "MCP-A003",
    severity: "critical",
    cwe: [78],
    tool: "run",
    handler: null,
    place: { file: "a.js", start: line, end: line },
    trace: [],
    ...more,
  };
}
const scan = (...findings: CorpusFinding[]): TreeScan => ({ findings, failure: null, seconds: 1 });
const score = (before: TreeScan, after: TreeScan | null = null, files = FILES) => scoreCase(ENTRY, before, after, files);

describe("a case is found", () => {
  test.each([
    ["at its line", finding(20), true],
    ["up to three lines off", finding(17), true],
    ["no further off", finding(16), false],
    ["inside a range", finding(5, { place: { file: "a.js", start: 5, end: 60 } }), true],
    ["not by a finding on the whole file", finding(1, { place: { file: "a.js", start: 1, end: 900 } }), false],
    ["by a step of a trace", finding(300, { trace: [{ file: "a.js", start: 20, end: 20 }] }), true],
    ["not in another file", finding(20, { place: { file: "b.js", start: 20, end: 20 } }), false],
    ["not by another class", finding(20, { cwe: [22] }), false],
  ])("%s", (_, one, found) => {
    expect(score(scan(one)).found).toBe(found);
  });

  test("by file alone where the file is minified", () => {
    expect(score(scan(finding(1)), null, { ...FILES, isMinified: () => true }).found).toBe(true);
  });
});

test("a pair is told apart only if the fixed tree is silent, known open lines aside", () => {
  expect(score(scan(finding(20)), scan()).fixSilent).toEqual({ strict: true, lenient: true });
  expect(score(scan(finding(20)), scan(finding(25))).fixSilent).toEqual({ strict: false, lenient: false });
  expect(score(scan(finding(20)), scan(finding(25, { tool: "other" }))).fixSilent).toEqual({ strict: false, lenient: true });
  expect(score(scan(finding(20)), scan(finding(90))).fixSilent?.strict).toBe(true);
  expect(score(scan(finding(20)), { ...scan(), failure: "crash" }).fixSilent?.strict).toBe(false);
});

test("a harmless call counts against the scanner when it is marked", () => {
  expect(score(scan(finding(41))).negativesHit).toBe(1);
  expect(score(scan(finding(43))).negativesHit).toBe(0);
});

test("figures say what was found, missed and left out", () => {
  const text = figureLines({
    cases: [score(scan(finding(20)), scan()), { ...score(scan()), entry: { ...ENTRY, id: "two" } }],
    benign: [{ label: "benign/x", failure: null, codeLines: 2000, critical: 0, high: 1 }],
    seconds: [1, 3, 2],
    missing: ["three/fixed: gone"],
  }).join("\n");
  expect(text).toMatch(/^recall +1\/2 +50\.0 %/m);
  expect(text).toMatch(/^clean pairs, found and silent on the fix \(strict\) +1\/1/m);
  expect(text).toMatch(/critical \+ high findings +1 +50\.0 per 100 kLOC/);
  expect(text).toMatch(/missed \(1\):\n {2}two/);
  expect(text).toMatch(/left out of every figure \(1\):\n {2}three\/fixed: gone/);
});

test.each([
  ["a();\n\n// note\n/* a\n b */\nb(); // c\n", false, 2],
  ["# note\na()\n\n  # more\nb()\n", true, 2],
])("code lines of %j", (text, isPython, lines) => {
  expect(codeLines(text, isPython)).toBe(lines);
});

describe("trees on disk", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "assay-corpus-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("labels are folders; the same content has the same key", () => {
    expect(vulnerableTree(ENTRY).label).toBe("one/vulnerable");
    expect(fixedTree({ ...ENTRY, fixed_ref: null })).toBeNull();
    const benign = benignTree({ ecosystem: "npm", package: "@a/b", version: "1.0.0", subpath: "" });
    expect(benign.label).toBe("benign/@a__b@1.0.0");
    expect(benign.key).toBe(vulnerableTree(ENTRY).key);
  });

  test("a bundle's hashed name stands for its successor", () => {
    mkdirSync(path.join(folder, "dist"));
    writeFileSync(path.join(folder, "dist/index-Zz99yy88.js"), "");
    expect(treeFiles(folder, folder).counterparts("dist/index-Aa11bb22.js")).toEqual(["dist/index-Zz99yy88.js"]);
    expect(treeFiles(folder, folder).counterparts("dist/other.js")).toEqual(["dist/other.js"]);
  });

  test("a commit is unpacked from a repository, links left out; what cannot be had is said", async () => {
    const work = path.join(folder, "Owner/name");
    mkdirSync(path.join(work, "sub"), { recursive: true });
    writeFileSync(path.join(work, "sub/a.py"), "print(1)\n");
    writeFileSync(path.join(work, "b.py"), "print(2)\n");
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", work, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { encoding: "utf8" });
    git("init", "-q");
    symlinkSync("/etc/passwd", path.join(work, "sub/link"));
    git("add", ".");
    git("commit", "-q", "-m", "one");
    const tree: Tree = {
      key: "k",
      label: "x/y",
      ecosystem: "github",
      name: "owner/name",
      ref: git("rev-parse", "HEAD").trim(),
      subpath: "sub",
    };
    const trees = path.join(folder, "trees");
    expect(await materialise(tree, trees, folder)).toBeNull();
    expect(readdirSync(path.join(trees, "x/y"))).toEqual(["a.py"]);
    expect(readFileSync(path.join(trees, "x/y/a.py"), "utf8")).toBe("print(1)\n");
    expect(await materialise({ ...tree, label: "x/z", ref: "0".repeat(40) }, trees, folder)).toMatch(/no repository with commit/);
    expect(await materialise({ ...tree, label: "x/z" }, trees, null)).toMatch(/--git-dirs/);
    expect(readdirSync(path.join(trees, "x"))).toEqual(["y"]);
  });
});
