import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Unit } from "../ir.ts";
import { printUnit } from "../print.ts";
import { spanOf } from "../read.ts";
import { lowerJavaScript } from "./frontend.ts";
import { lowered } from "./testing.ts";

function lower(text: string, path = "file.ts"): Unit {
  return lowerJavaScript({ path, text });
}

function times(count: number, text: string, separator = ""): string {
  return new Array<string>(count).fill(text).join(separator);
}

describe("code nested without end gives a Unit with a problem", () => {
  it.each([
    ["parentheses", times(100_000, "(") + times(100_000, ")")],
    ["else-ifs", times(50_000, "if (a) f()", " else ")],
    ["arrays", times(20_000, "[") + times(20_000, "]")],
    ["functions", times(5_000, "function f() {") + times(5_000, "}")],
    ["templates", times(20_000, "`${")],
    ["types", `let x: ${times(20_000, "Promise<")}A${times(20_000, ">")}`],
    ["operators", `${times(1_000, "!")}a`],
    ["assignments", `${times(800, "a = ")}1`],
    ["calls", `a${times(50_000, ".b(c)")}`],
    ["patterns", `const ${times(700, "{a:")}b${times(700, "}")} = x`],
  ])("%s", (_name, source) => {
    const unit = lower(source);
    expect(unit.problems.map((problem) => problem.kind)).toContain("depth");
    expect(typeof printUnit(unit)).toBe("string");
  });
});

describe("long code that is not nested is read whole", () => {
  it.each([
    ["sum of names", `x = ${times(50_000, "a", " + ")}`, 50_000],
    ["alternatives", times(50_000, "a", " || "), 99_999],
    ["commas", times(50_000, "a()", ", "), 100_001],
    ["cases", `switch (x) { ${Array.from({ length: 5_000 }, (_, i) => `case "t${i}": y(${i}); break;`).join(" ")} }`, 40_000],
    ["functions", Array.from({ length: 50_000 }, (_, i) => `function f${i}(a) { return a }`).join("\n"), 250_000],
    ["one line of 2 MB", times(500_000, "f();"), 1_500_000],
  ])("%s", (_name, source, nodes) => {
    const unit = lower(source);
    expect(unit.problems).toEqual([]);
    expect(unit.nodeCount).toBeGreaterThanOrEqual(nodes);
  });

  it("keeps every operand of a long sum as a part of one text", () => {
    expect(lowered(`x = "cmd " + ${times(600, "a", " + ")}`)).toBe(`(= ^x (concat "cmd " ${times(600, "^a", " ")}))`);
  });

  it("reads a long comment before a long chain once", () => {
    const unit = lower(`/*${times(1_000_000, "x")}*/ a${times(400, ".b(1)")}`);
    expect(unit.nodeCount).toBeGreaterThan(800);
  });
});

describe("no part of the code is written twice", () => {
  it("grows with the depth of nested compound assignments, not with its power", () => {
    const at = (depth: number): number => printUnit(lower(`${times(depth, "a[")}b${times(depth, "] += 1")}`)).length;
    expect(at(60)).toBeLessThan(3 * at(30));
  });

  it("grows with the depth of decorators inside decorators, not with its power", () => {
    const at = (depth: number): number => printUnit(lower(`${times(depth, "(class { @d(")}1${times(depth, ") m() {} })")}`)).length;
    expect(at(40)).toBeLessThan(3 * at(20));
  });
});

describe("broken code", () => {
  it("is read as far as it goes, with the line of the fault", () => {
    const unit = lower("ok();\nserver.tool('x', (a) => { exec(a)\n", "file.js");
    expect(printUnit(unit)).toBe('(call ^ok)\n(call (. ^server tool) "x" (arrow fn [a] {(call ^exec a)}))');
    expect(unit.problems.map(({ kind, line }) => `${kind} ${line}`)).toEqual(["syntax 3"]);
  });

  it("tells that code was not read even after many syntax errors", () => {
    const unit = lower(`${times(100, "x = ;\n")}${times(700, "!")}a`);
    expect(unit.problems.map((problem) => problem.kind)).toContain("depth");
  });

  it("never has more than a handful of problems", () => {
    expect(lower(times(5_000, "<a>"), "file.jsx").problems.length).toBeLessThanOrEqual(20);
  });

  it.each([
    "",
    "\u0000",
    "\ufeff",
    "\ud800",
    "#!",
    "#!/bin/node\na",
    "'abc",
    "`abc",
    "/abc",
    "/*",
    "<a",
    "a.",
    "class",
    "import",
    "export {",
    "@",
    "0x",
    "\\u{110000}",
  ])("%j does not throw", (source) => {
    for (const path of ["a.ts", "a.tsx", "a.js", "a.mjs", "a.cts", "unknown"]) expect(lower(source, path).functions.length).toBe(1);
  });

  it("stays inside the text whatever is cut, doubled or put in", () => {
    fc.assert(
      fc.property(
        fc.nat(SAMPLE.length),
        fc.nat(40),
        fc.constantFrom(...PIECES),
        fc.constantFrom("a.ts", "a.tsx", "a.js"),
        (at, length, piece, path) => {
          const source = SAMPLE.slice(0, at) + piece + SAMPLE.slice(at + length);
          const unit = lower(source, path);
          expect(typeof printUnit(unit)).toBe("string");
          expect(spanOf(unit, unit.functions[0] as number).endLine).toBe(unit.lineStarts.length);
          expect(unit.problems.filter((problem) => problem.message.startsWith("the code could not be read"))).toEqual([]);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });
});

const PIECES = [
  "",
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  "<",
  "`",
  "'",
  "/",
  "...",
  "=>",
  "?.",
  "class ",
  "enum ",
  "export ",
  "await ",
  "@",
  "#x",
  "=",
  "${",
  "*/",
  ";",
  ",",
];

const SAMPLE = `
import a, { b as c, type D } from "m"; import * as n from 'n'; import q = require("q");
/** doc */ export async function* run({ x, y: [z = 1, ...w], ...r }: Opts = {}, ...rest: string[]) {
  outer: for (const [k, v] of Object.entries(r)) { if (k) continue outer; else if (v) break; else { x += 1 } }
  for (let i = 0, j; i < 10; i++) for (const p in r) do { y?.[p]?.(...rest) } while (--j);
  switch (x) { case 1: case "two": { yield* z } default: throw new Error(\`a\${b}c\`) }
  try { await w } catch ({ message }) { (0, a.b)(message) } finally { delete a.b, void 0 }
}
@Dec({ a: 1 }) export default class A<T> extends B<T> implements I {
  static #p = /re[/]/g; declare f: string; constructor(private db: Db, @In() public k?: K) { super(db) }
  get g() { return this.#p } set g(v) { ({ v, o: this.g = 2, ...v } = v) } static { var t = 1 } [Symbol.x]() {} async *m() {}
}
enum E { A = 1, B = A << 1, "c" } namespace N.M { export const v = <any>1; export function w() { return v! } }
const o = { a, b: 1, ["c"]: 2, [d()]: 3, ...e, get f() { return 1 }, async g() {}, h: (i): i is string => !!i };
[o.a, o.b] = [o.b, o.a]; x ??= y || z && !0; tag\`x\${1}y\`; export { a as b }; export * as ns from "z"; export = o;
`;
