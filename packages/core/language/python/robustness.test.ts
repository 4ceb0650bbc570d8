import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { FrontEnd } from "../frontend.ts";
import { Op, type Unit } from "../ir.ts";
import { printUnit } from "../print.ts";
import { pythonFrontEnd } from "./frontend.ts";
import { printed, testFrontEnd, unitOf } from "./testing.ts";

let python: FrontEnd;
beforeAll(async () => {
  python = await testFrontEnd();
});

const problemsOf = (source: string): string[] => unitOf(python, source).problems.map(({ kind, line }) => `${kind}:${line}`);

describe("broken code", () => {
  test("what surrounds an error is still read", () => {
    const source = "def broken(:\n  return a(1)\n\ndef whole(x):\n  return b(x)\n";
    expect(printed(python, source)).toContain("(defn whole [x] {(return (call ^b x))})");
    expect(problemsOf(source)).toEqual(["syntax:1"]);
  });

  test("calls behind an unclosed bracket are still found", () => {
    expect(printed(python, "x = (1,\ny = f(2)\nz()\n")).toContain("(call ^f 2)");
  });

  test("a parser that fails gives an empty unit with a problem", () => {
    const failing = pythonFrontEnd(() => {
      throw new RangeError("out of memory");
    });
    const unit = failing.lower({ path: "a.py", text: "a = 1" });
    expect([unit.problems[0]?.kind, unit.functions.length, printUnit(unit)]).toEqual(["size", 1, ""]);
  });
});

describe("code that a reader does not see", () => {
  test("a carriage return alone ends a comment", () => {
    expect(printed(python, "# harmless\rf(a)\r")).toBe("(call ^f ^a)");
  });

  test.each([
    ["# coding: utf-7\n", ["syntax:1"]],
    ["#!/usr/bin/python\n# -*- coding: unicode_escape -*-\n", ["syntax:1"]],
    ["# -*- coding: UTF-8 -*-\n", []],
    ["# vim: set fileencoding=latin-1 :\n", []],
    ["a = 1\n# coding: utf-7\n", []],
  ])("%j", (source, expected) => {
    expect(problemsOf(source)).toEqual(expected);
  });
});

describe("hostile shapes", () => {
  const nested = (open: string, inner: string, close: string): string => `x = ${open.repeat(3000)}${inner}${close.repeat(3000)}`;
  const stairs = (head: string): string =>
    `${Array.from({ length: 700 }, (_, i) => `${" ".repeat(i)}${head}`).join("\n")}\n${" ".repeat(700)}x = 1\n`;
  test.each([
    ["parentheses", nested("(", "a", ")")],
    ["lists", nested("[", "a", "]")],
    ["calls", nested("f(", "a", ")")],
    ["negations", nested("not ", "a", "")],
    ["links", nested("a", "", ".b()")],
    ["lambdas", nested("lambda: ", "a", "")],
    ["conditions", nested("", "a", " if b else c")],
    ["targets", `${"[".repeat(3000)}a${"]".repeat(3000)} = b`],
    ["unions", `x: a${"|a".repeat(3000)}`],
    ["patterns", `match a:\n case ${"[".repeat(1500)}b${"]".repeat(1500)}: pass\n`],
    ["comprehensions", `x = [a ${"for a in b ".repeat(3000)}]`],
    ["ifs", stairs("if a:")],
    ["functions", stairs("def f(a):")],
  ])("deeply nested %s are cut off with a problem", (_name, source) => {
    expect(problemsOf(source).some((problem) => problem.startsWith("depth:"))).toBe(true);
  });

  test("a value nested too deeply still depends on its variables", () => {
    expect(printed(python, `a = 1\n${nested("[", "a", "]")}`)).toContain("(opaque a)");
  });

  test("names of the object prototype are ordinary names", () => {
    expect(printed(python, "__proto__ = constructor\n{'__proto__': toString}")).toBe(
      '(= __proto__ ^constructor)\n(object (: "__proto__" ^toString))',
    );
  });

  test("many openings of character names are read as text", () => {
    const unit = unitOf(python, `x = '${"\\N{".repeat(100_000)}'`);
    expect([unit.problems.length, unit.strings.some((text) => text.length === 300_000)]).toEqual([0, true]);
  });

  test("all of 20000 functions are there", () => {
    const unit = unitOf(python, Array.from({ length: 20_000 }, (_, i) => `def f${i}(a):\n  return g(a)\n`).join(""));
    expect([unit.functions.length, unit.problems.length]).toEqual([20_001, 0]);
  });
});

describe("positions", () => {
  test("are UTF-16 offsets, whatever comes before", () => {
    const source = "x = '\u{1F600}漢字é' # \u{1F600}\nf(漢字)\n";
    const unit = unitOf(python, source);
    const [start = 0, end = 0] = unit.comments;
    expect(source.slice(start, end)).toBe("# \u{1F600}");
    expect(spans(unit, Op.Call).map(([from, to]) => source.slice(from, to))).toEqual(["f(漢字)"]);
  });
});

describe("any text", () => {
  const seeds = [
    "@a.b(c='d')\nasync def f(x: 'T', *, y=1) -> int:\n  '''doc'''\n  with a as (b, c): return f'{x!r:>{y}}'\n",
    "class A(B):\n  x: int = 1\n  if x:\n    def m(self): yield self\n  try: pass\n  except* E as e: raise\n",
    "match a:\n  case {'k': [x, *r], **o} if x: pass\n  case P(q, z=1) | -1: pass\n",
    "a, *b = c = [x for x, y in z if x for w in x]\nlambda *p, **q: (n := p)\nimport a.b as c\nfrom .. import *\nglobal g\n",
  ];
  const mutation = fc.record({
    seed: fc.constantFrom(...seeds),
    at: fc.nat(200),
    cut: fc.nat(12),
    put: fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom("(", "\n  ", "'", "{", ":", "def ", "class ", "case ", "async ", "*", "\u{1F600}", "\0", "="),
    ),
  });

  test("gives a unit whose nodes lie in the text and hold only earlier nodes", () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const text = mutations.map(({ seed, at, cut, put }) => seed.slice(0, at) + put + seed.slice(at + cut)).join("");
        const unit = unitOf(python, text);
        expect(unit.functions.every((node) => node > 0) && unit.classes.every((node) => node > 0)).toBe(true);
        expect(() => printUnit(unit)).not.toThrow();
        for (const kind of [Op.Call, Op.Ref, Op.Assign])
          for (const [from, to] of spans(unit, kind)) expect(from >= 0 && to <= text.length && from <= to).toBe(true);
      }),
      { numRuns: 400, seed: 7 },
    );
  });
});

/** Spans of the printed calls, refs or assignments that are reachable as statements of the module. */
function spans(unit: Unit, kind: number): [number, number][] {
  const body = unit.data[(unit.functions[0] as number) + 8] as number;
  const out: [number, number][] = [];
  for (let i = 0; i < (unit.data[body + 3] as number); i++) {
    const statement = unit.data[body + 4 + i] as number;
    const inner = unit.data[statement] === Op.Expr ? (unit.data[statement + 3] as number) : statement;
    if (unit.data[inner] === kind) out.push([unit.data[inner + 1] as number, unit.data[inner + 2] as number]);
  }
  return out;
}
