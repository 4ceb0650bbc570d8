import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readModels } from "../generate/model-file.ts";
import { modelFiles } from "./model-template.ts";
import { nextRuleId } from "./next-rule-id.ts";
import { ruleFiles } from "./rule-template.ts";
import { writeNew } from "./write-new.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "assay-scaffold-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("the first free rule id of a class is taken", () => {
  expect(nextRuleId("A", [])).toBe("MCP-A001");
  expect(nextRuleId("A", ['ruleId: "MCP-A001",', 'ruleId: "MCP-A003",', 'ruleId: "MCP-B002",'])).toBe("MCP-A002");
});

test("a rule comes with a good and a bad server in both languages, marked where it must fire", () => {
  const files = ruleFiles({ threat: "injection", name: "odd-call", ruleId: "MCP-A009", threatId: "MCP-900" });
  const marked = [...files].filter(([, text]) => text.includes("finds: injection/odd-call")).map(([file]) => path.basename(file));
  expect(marked).toEqual(["bad.ts", "bad.py"]);
  expect([...files.keys()].map((file) => path.basename(file)).sort()).toEqual(["bad.py", "bad.ts", "good.py", "good.ts", "odd-call.ts"]);
});

test.each([
  ["javascript", "@scope/tool"],
  ["python", "some.tool"],
] as const)("a new %s model parses", (language, library) => {
  const [[file, text] = ["", ""]] = [...modelFiles(language, library)];
  expect(readModels([{ path: file, text }]).problems).toEqual([]);
});

test("existing files are never touched, and then nothing is written", async () => {
  await writeFile(path.join(root, "a"), "mine");
  expect(
    await writeNew(
      root,
      new Map([
        ["b/c", "new"],
        ["a", "new"],
      ]),
    ),
  ).toEqual(["a"]);
  expect(await readFile(path.join(root, "a"), "utf8")).toBe("mine");
  await expect(readFile(path.join(root, "b/c"))).rejects.toThrow();
  expect(await writeNew(root, new Map([["b/c", "new"]]))).toEqual([]);
  expect(await readFile(path.join(root, "b/c"), "utf8")).toBe("new");
});
