import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Rule } from "@mcp-assay/core/define/rule";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main as generate } from "../commands/generate.ts";
import { deriveFiles } from "./derived.ts";
import { rulePage } from "./rule-page.ts";
import { ruleProblems } from "./rule-problems.ts";

const RULE: Rule = {
  key: "injection/odd-call",
  ruleId: "MCP-A009",
  threatId: "MCP-900",
  tier: "T1",
  title: "Odd call",
  since: "0.1.0",
  status: "stable",
  category: "command_injection",
  severity: "high",
  confidence: "high",
  audience: "everyone",
  dimensions: { scope: 1, exploitability: 1, impact: 1, detection: 1, amplification: 1 },
  cwe: [78],
  owaspMcp: [],
  owaspAsi: [],
  safeMcp: [],
  msss: [],
  cvss: "AV:N",
  what: "What.",
  why: "Why.",
  fix: "Fix.",
  misses: ["Something."],
  messages: { found: "Found." },
  examples: {
    bad: [{ language: "typescript", code: "bad();\n```\n" }],
    good: [{ language: "typescript", code: "good();", reason: "It is constant." }],
  },
  flow: { from: ["tool-input"], to: ["shell-command"] },
};
const FILE = "packages/catalogue/rules/injection/odd-call.ts";

describe("what is wrong with a rule", () => {
  const problemsOf = (change: Partial<Rule> & Record<string, unknown>) =>
    ruleProblems([{ path: FILE, rule: { ...RULE, ...change } as Rule }]);

  test("a whole rule has no problem", () => expect(problemsOf({})).toEqual([]));

  test.each([
    ["another file name", { key: "injection/other" }, /must be "injection\/odd-call"/],
    ["no blind spot", { misses: [] }, /misses/],
    ["no good example", { examples: { ...RULE.examples, good: [] } }, /no good example/],
    ["no reason of a good example", { examples: { ...RULE.examples, good: [{ language: "typescript", code: "" }] } }, /without a reason/],
    ["two hooks", { onTool: () => [] }, /flow, onTool; exactly one/],
    ["an unknown sink", { flow: { from: ["tool-input"], to: ["shel-command"] } }, /unknown sink kind "shel-command"/],
    ["an unknown proof", { flow: { ...RULE.flow, unless: [["shell-quotd"]] } }, /unknown proof/],
    ["a malformed id", { ruleId: "A1" }, /not MCP-/],
  ])("%s", (_, change, text) => {
    expect(problemsOf(change as Partial<Rule>).join("\n")).toMatch(text);
  });

  test("a file without a rule, and names taken twice", () => {
    const other = { path: "packages/catalogue/rules/injection/other.ts", rule: RULE };
    expect(ruleProblems([{ path: FILE, rule: null }])[0]).toMatch(/exports no rule/);
    const problems = ruleProblems([{ path: FILE, rule: RULE }, other]).join("\n");
    expect(problems).toMatch(/key "injection\/odd-call" is taken by/);
    expect(problems).toMatch(/ruleId "MCP-A009" is taken by/);
  });
});

test("the page shows everything the definition says, and an example cannot end its own fence", () => {
  const page = rulePage(RULE);
  for (const text of ["# Odd call", "What.", "Why.", "Fix.", "- Something.", "It is constant.", "CWE-78"]) expect(page).toContain(text);
  expect(page).toContain("````typescript\nbad();\n```\n````");
});

describe("a catalogue on disk", () => {
  let root: string;
  const put = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  };

  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "assay-generate-"));
    await put("packages/catalogue/package.json", '{ "version": "9.9.9" }');
    await mkdir(path.join(root, "node_modules"));
    await put(FILE, `export default ${JSON.stringify(RULE)};`);
    await put("packages/catalogue/rules/injection/odd-call.fixture/bad.ts", "not a rule");
    await put("packages/catalogue/dialects/python/some-sdk.ts", "export default {};");
    await put(
      "packages/catalogue/models/python/tool.model.yml",
      "library: tool\nlanguage: python\ndocs: https://example.com/\nsinks:\n  - { at: run(0), kind: shell-command }\n",
    );
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  test("the index names every rule and dialect; adding one changes the digest and no hand-written file", async () => {
    const before = (await deriveFiles(root)).files.get("packages/catalogue/index.generated.ts") ?? "";
    expect(before).toContain('import injectionOddCall from "./rules/injection/odd-call.ts";');
    expect(before).toContain('import pythonSomeSdkDialect from "./dialects/python/some-sdk.ts";');
    expect(before).toContain('version: "9.9.9"');
    await put(
      "packages/catalogue/rules/injection/second.ts",
      `export default ${JSON.stringify({ ...RULE, key: "injection/second", ruleId: "MCP-A010" })};`,
    );
    const after = (await deriveFiles(root)).files.get("packages/catalogue/index.generated.ts") ?? "";
    expect(after).toContain("injectionSecond");
    expect(/sha256:\w+/.exec(after)?.[0]).not.toBe(/sha256:\w+/.exec(before)?.[0]);
  });

  test.each([
    ["a helper of rules", "packages/catalogue/rules/injection/reading/words.ts", true],
    ["data of rules", "packages/catalogue/rules/injection/reading/words.json", true],
    ["the text model", "packages/catalogue/text-model.json", true],
    ["a test", "packages/catalogue/rules/injection/reading/words.test.ts", false],
    ["a fixture", "packages/catalogue/rules/injection/odd-call.fixture/more.ts", false],
  ])("%s and the digest", async (_, file, counts) => {
    const digest = async () => /sha256:\w+/.exec((await deriveFiles(root)).files.get("packages/catalogue/index.generated.ts") ?? "")?.[0];
    const before = await digest();
    await put(file, "[1]");
    expect((await digest()) !== before).toBe(counts);
  });

  test("what is written is fresh, and what changes or is left over is stale", async () => {
    expect(await generate(["--check"], root)).toBe(1);
    expect(await generate([], root)).toBe(0);
    expect(await generate(["--check"], root)).toBe(0);
    expect(JSON.parse(await readFile(path.join(root, "packages/catalogue/models.generated.json"), "utf8"))).toHaveLength(1);
    await put("docs/rules/injection/gone.generated.md", "old");
    expect(await generate(["--check"], root)).toBe(1);
    expect(await generate([], root)).toBe(0);
    await expect(readFile(path.join(root, "docs/rules/injection/gone.generated.md"))).rejects.toThrow();
  });

  test("a page that another command wrote stays", async () => {
    await put("docs/measured.generated.md", "figures");
    expect(await generate([], root)).toBe(0);
    expect(await generate(["--check"], root)).toBe(0);
    expect(await readFile(path.join(root, "docs/measured.generated.md"), "utf8")).toBe("figures");
  });

  test("a broken rule or model stops everything before a file is written", async () => {
    await put(
      "packages/catalogue/models/python/odd.model.yml",
      "library: odd\nlanguage: python\ndocs: https://example.com/\nsinks:\n  - { at: run(0), kind: shel-command }\n",
    );
    expect((await deriveFiles(root)).problems.join("\n")).toMatch(/odd\.model\.yml.*shel-command/);
    expect(await generate([], root)).toBe(1);
    await expect(readFile(path.join(root, "packages/catalogue/index.generated.ts"))).rejects.toThrow();
  });
});
