import { describe, expect, test } from "vitest";
import { budgetViolations } from "./budgets.ts";
import { corpusNameViolations } from "./corpus-names.ts";
import { importViolations } from "./imports.ts";
import { programFile } from "./program-files.ts";
import { purityViolations } from "./purity.ts";
import { violationLine } from "./violation.ts";

const shapes = programFile("packages/core/taint/flow.ts", "export interface Flow {}\nexport type Kind = string;");
const engine = programFile("packages/core/taint/engine.ts", "export const run = () => 1;");

function complaintsAboutImports(path: string, text: string): string[] {
  return importViolations([programFile(path, text), shapes, engine]).map((one) => `${one.line} ${one.what}`);
}

describe("imports", () => {
  test.each([
    ["a package to its left", "packages/cli/main.ts", 'import { a } from "@mcp-assay/service/serve";'],
    ["an earlier stage", "packages/core/rules/run.ts", 'import { run } from "../taint/engine.ts";'],
    ["the foundation from any stage", "packages/core/target/parse.ts", 'import { ok } from "../problem.ts";'],
    ["a later stage's types from a file of types", "packages/core/define/rule.ts", 'import type { Flow } from "../taint/flow.ts";'],
    ["a parser where it belongs", "packages/core/language/javascript/lower.ts", 'import ts from "typescript";'],
    ["anything in a test of core", "packages/core/taint/engine.test.ts", 'import { readFileSync } from "node:fs";'],
    ["definitions from a rule", "packages/catalogue/rules/a/b.ts", 'import { defineRule } from "@mcp-assay/core/define/rule";'],
    ["node and npm outside core", "packages/sources/io/http.ts", 'import fs from "node:fs";\nimport { Agent } from "undici";'],
  ])("may name %s", (_, path, text) => {
    expect(complaintsAboutImports(path, text)).toEqual([]);
  });

  test.each([
    [
      "a package to its right",
      "packages/runner/run.ts",
      'import "@mcp-assay/service/serve";',
      "1 packages/runner imports packages/service",
    ],
    ["a neighbour by relative path", "packages/cli/main.ts", 'import "../core/scan.ts";', "1 relative import into packages/core"],
    [
      "a later stage",
      "packages/core/graph/calls.ts",
      '\nimport { run } from "../taint/engine.ts";',
      "2 imports packages/core/taint/engine.ts, a later stage",
    ],
    [
      "types of a file that also runs",
      "packages/core/graph/a.ts",
      'import type { run } from "../taint/engine.ts";',
      "1 imports packages/core/taint/engine.ts, a later stage",
    ],
    [
      "a later stage by re-export",
      "packages/core/graph/a.ts",
      'export { run } from "../taint/engine.ts";',
      "1 imports packages/core/taint/engine.ts, a later stage",
    ],
    [
      "a later stage dynamically",
      "packages/core/graph/a.ts",
      'const a = import("../taint/engine.ts");',
      "1 imports packages/core/taint/engine.ts, a later stage",
    ],
    ["node from core", "packages/core/graph/a.ts", 'import fs from "node:fs";', "1 core imports node:fs"],
    ["a library from core", "packages/core/graph/a.ts", 'import { z } from "zod";', "1 core imports the package zod"],
    ["a parser from elsewhere in core", "packages/core/graph/a.ts", 'import ts from "typescript";', "1 typescript is imported here"],
    [
      "a wasm parser as a value",
      "packages/core/language/python/a.ts",
      'import { Parser } from "web-tree-sitter";',
      "1 web-tree-sitter is imported as a value",
    ],
    [
      "the engine from a rule",
      "packages/catalogue/rules/a/b.ts",
      'import { run } from "@mcp-assay/core/taint/engine";',
      "1 the catalogue imports packages/core/taint/engine.ts",
    ],
  ])("may not name %s", (_, path, text, complaint) => {
    expect(complaintsAboutImports(path, text)).toEqual([complaint]);
  });
});

describe("purity of core", () => {
  const uses = (text: string) => purityViolations([programFile("packages/core/graph/a.ts", text)]).map((one) => `${one.line} ${one.what}`);

  test.each([
    ["const a = process.env.HOME;", "1 core uses process"],
    ["\nconsole.log(1);", "2 core uses console"],
    ["export const now = () => Date.now();", "1 core uses Date.now"],
    ["export const now = new Date();", "1 core uses new Date()"],
    ["export const r = Math.random();", "1 core uses Math.random"],
    ["export const o = { fetch };", "1 core uses fetch"],
  ])("%s", (text, complaint) => {
    expect(uses(text)).toEqual([complaint]);
  });

  test("members, fields and own names of the same spelling are no uses", () => {
    expect(
      uses(
        "interface A { process: string }\nconst b = { console: 1 };\nconst c = b.console;\nconst f = (fetch: () => void) => fetch();\nnew Date(0);",
      ),
    ).toEqual([]);
  });
});

describe("budgets", () => {
  const lengthOf = (path: string, text: string) => budgetViolations([programFile(path, text)]).map((one) => one.what);
  const lines = (count: number) => "// line\n".repeat(count);

  test("a file has as many lines as its kind may have, and no more", () => {
    expect(lengthOf("packages/core/graph/a.ts", lines(400))).toEqual([]);
    expect(lengthOf("packages/core/graph/a.ts", lines(401))).toEqual(["401 lines; a file has at most 400"]);
    expect(lengthOf("packages/catalogue/rules/a/b.ts", lines(121))).toEqual(["121 lines; a rule has at most 120"]);
    expect(lengthOf("packages/sources/npm.ts", lines(161))).toEqual(["161 lines; a source has at most 160"]);
    expect(lengthOf("packages/core/graph/a.test.ts", lines(900))).toEqual([]);
  });

  test("a function has at most 50 lines unless a reason is given", () => {
    const body = `{\n${"  a();\n".repeat(49)}}`;
    expect(lengthOf("packages/cli/a.ts", `function f() ${body}`)).toEqual(["function of 51 lines; at most 50"]);
    expect(lengthOf("packages/cli/a.ts", `// budget: one case per kind of node\nfunction f() ${body}`)).toEqual([]);
    expect(lengthOf("packages/cli/a.ts", `// budget:\nfunction f() ${body}`)).toEqual(["function of 51 lines; at most 50"]);
  });

  test("rooms without a name of their own are refused", () => {
    expect(lengthOf("packages/core/utils/a.ts", "")).toEqual(['"utils" names nothing']);
    expect(lengthOf("packages/core/graph/helper.ts", "")).toEqual(['"helper" names nothing']);
    expect(lengthOf("packages/core/graph/commonality.ts", "")).toEqual([]);
  });
});

describe("corpus names", () => {
  const cases = [{ id: "some-case-one", repo: "someone/servers", package: "weather-mcp-tool", cve: "CVE-2000-0001" }];
  const named = (text: string) => corpusNameViolations([{ path: "a.ts", text }], cases).map(violationLine);

  test.each(["as in Someone/servers", "weather-mcp-tool", "see cve-2000-0001.", "some-case-one"])("%s is refused", (text) => {
    expect(named(`\n// ${text}`)).toHaveLength(1);
    expect(named(`\n// ${text}`)[0]).toMatch(/^a\.ts:2: /);
  });

  test.each(["all servers", "my-weather-mcp-tools", "CVE-2000-00011"])("%s is an ordinary text", (text) => {
    expect(named(text)).toEqual([]);
  });
});
