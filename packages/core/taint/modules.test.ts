import { describe, expect, it } from "vitest";
import { flowsIn } from "./testing.ts";

const USE = 'import { tool } from "sdk"; import * as s from "schema";\n';
const TOOL = 'tool("t", { name: s.string() }, ({ name }) => run(name));\n';
const RUN = 'import { shell } from "kit"; export function run(line) { shell(line); }\n';
const FOUND = ["name -> shell-command lib.ts:1"];

describe("data goes across files", () => {
  it.each([
    ["a named import", { "main.ts": `${USE}import { run } from "./lib.js";\n${TOOL}`, "lib.ts": RUN }],
    ["a renamed import", { "main.ts": `${USE}import { run as go } from "./lib.js"; const run = go;\n${TOOL}`, "lib.ts": RUN }],
    [
      "a default import",
      { "main.ts": `${USE}import run from "./lib.js";\n${TOOL}`, "lib.ts": RUN.replace("function", "default function") },
    ],
    ["a namespace", { "main.ts": `${USE}import * as lib from "./lib.js"; const { run } = lib;\n${TOOL}`, "lib.ts": RUN }],
    ["a path without an ending", { "main.ts": `${USE}import { run } from "./lib";\n${TOOL}`, "lib.ts": RUN }],
    ["a dynamic import", { "main.ts": `${USE}const { run } = await import("./lib.js");\n${TOOL}`, "lib.ts": RUN }],
    [
      "a re-export",
      { "main.ts": `${USE}import { run } from "./all.js";\n${TOOL}`, "all.ts": 'export { run } from "./lib.js";', "lib.ts": RUN },
    ],
    [
      "a renamed re-export",
      {
        "main.ts": `${USE}import { run } from "./all.js";\n${TOOL}`,
        "all.ts": 'export { go as run } from "./lib.js";',
        "lib.ts": RUN.replace("run(", "go("),
      },
    ],
    [
      "a star re-export",
      { "main.ts": `${USE}import { run } from "./all.js";\n${TOOL}`, "all.ts": 'export * from "./lib.js";', "lib.ts": RUN },
    ],
    [
      "a named star re-export",
      {
        "main.ts": `${USE}import { lib } from "./all.js"; const { run } = lib;\n${TOOL}`,
        "all.ts": 'export * as lib from "./lib.js";',
        "lib.ts": RUN,
      },
    ],
    [
      "two star re-exports",
      {
        "main.ts": `${USE}import { run } from "./a.js";\n${TOOL}`,
        "a.ts": 'export * from "./b.js";',
        "b.ts": 'export * from "./lib.js";',
        "lib.ts": RUN,
      },
    ],
    [
      "an index file",
      { "main.ts": `${USE}import { run } from "./all";\n${TOOL}`, "all/index.ts": 'export * from "../lib.js";', "lib.ts": RUN },
    ],
    [
      "a library passed on",
      {
        "main.ts": `${USE}import { shell } from "./all.js";\nimport { run } from "./lib.js";\n${TOOL}`,
        "all.ts": 'export { shell } from "kit";',
        "lib.ts": 'import { shell } from "./all.js"; export const run = (line) => shell(line);',
      },
    ],
    [
      "a class",
      {
        "main.ts": `${USE}import { Runner } from "./lib.js"; const runner = new Runner(); const run = (line) => runner.go(line);\n${TOOL}`,
        "lib.ts": 'import { shell } from "kit"; export class Runner { go(line) { shell(line); } }',
      },
    ],
    [
      "an instance",
      {
        "main.ts": `${USE}import { runner } from "./lib.js"; const run = (line) => runner.go(line);\n${TOOL}`,
        "lib.ts": 'import { shell } from "kit"; class Runner { go(line) { shell(line); } } export const runner = new Runner();',
      },
    ],
    [
      "a base class",
      {
        "main.ts": `${USE}import { Base } from "./lib.js"; class Runner extends Base {} const run = (line) => new Runner().go(line);\n${TOOL}`,
        "lib.ts": 'import { shell } from "kit"; export class Base { go(line) { shell(line); } }',
      },
    ],
    [
      "files that import each other",
      {
        "main.ts": `${USE}import { run } from "./lib.js"; export const word = "ls";\n${TOOL}`,
        "lib.ts": 'import { shell } from "kit"; import { word } from "./main.js"; export function run(line) { shell(word + line); }',
      },
    ],
    [
      "module.exports",
      {
        "main.js": `const { tool } = require("sdk"); const s = require("schema"); const { run } = require("./lib.ts");\n${TOOL}`,
        "lib.ts": 'const { shell } = require("kit"); module.exports = { run: (line) => shell(line) };',
      },
    ],
    [
      "exports.name",
      {
        "main.js": `const { tool } = require("sdk"); const s = require("schema"); const lib = require("./lib.ts"); const run = (line) => lib.run(line);\n${TOOL}`,
        "lib.ts": 'const { shell } = require("kit"); exports.run = (line) => shell(line);',
      },
    ],
    [
      "a function as module.exports",
      {
        "main.js": `const { tool } = require("sdk"); const s = require("schema"); const run = require("./lib.ts");\n${TOOL}`,
        "lib.ts": 'const { shell } = require("kit"); module.exports = (line) => shell(line);',
      },
    ],
    [
      "an ES import of CommonJS",
      {
        "main.ts": `${USE}import { run } from "./lib.ts";\n${TOOL}`,
        "lib.ts": 'const { shell } = require("kit"); exports.run = (line) => shell(line);',
      },
    ],
    [
      "a compiler's __importDefault",
      {
        "main.js": `var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; };\nconst { tool } = require("sdk"); const s = require("schema"); const lib_1 = __importDefault(require("./lib.ts")); const run = (line) => (0, lib_1.default)(line);\n${TOOL}`,
        "lib.ts":
          'Object.defineProperty(exports, "__esModule", { value: true }); const { shell } = require("kit"); exports.default = (line) => shell(line);',
      },
    ],
    [
      "a compiler's __exportStar",
      {
        "main.js": `const { tool } = require("sdk"); const s = require("schema"); const all_1 = require("./all.js"); const run = (line) => (0, all_1.run)(line);\n${TOOL}`,
        "all.js":
          'var __createBinding = function (o, m, k, k2) { if (k2 === undefined) k2 = k; o[k2] = m[k]; }; var __exportStar = function (m, exports) { for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) __createBinding(exports, m, p); };\n__exportStar(require("./lib.ts"), exports);',
        "lib.ts": 'const { shell } = require("kit"); exports.run = (line) => shell(line);',
      },
    ],
    [
      "the values of a namespace that re-exports",
      {
        "main.ts": `${USE}import * as all from "./all.js"; const run = (line) => Object.values(all).map((one) => one(line));\n${TOOL}`,
        "all.ts": 'export * from "./lib.js";',
        "lib.ts": 'import { shell } from "kit"; export const run = (line) => shell(line);',
      },
    ],
  ])("%s", (_, files) => {
    expect(flowsIn(files as Record<string, string>)).toEqual(FOUND);
  });

  it("a registrar in another file", () => {
    const files = {
      "main.ts": 'import * as sdk from "sdk"; import { register } from "./lib.js"; register(sdk.tool);',
      "lib.ts":
        'import * as s from "schema"; import { shell } from "kit"; export function register(add) { add("t", { name: s.string() }, ({ name }) => shell(name)); }',
    };
    expect(flowsIn(files)).toEqual(FOUND);
  });

  it("a module that is not there is a library nobody knows", () => {
    expect(flowsIn({ "main.ts": `${USE}import { run } from "./gone.js";\n${TOOL.replace("run(name)", "void run(name)")}` })).toEqual([]);
  });
});
