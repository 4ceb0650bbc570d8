import { beforeAll, describe, expect, test } from "vitest";
import type { FrontEnd } from "../frontend.ts";
import { printed, testFrontEnd } from "./testing.ts";

let python: FrontEnd;
beforeAll(async () => {
  python = await testFrontEnd();
});

function expectPrinted(source: string, expected: string): void {
  expect(printed(python, source)).toBe(expected);
}

describe("assignments", () => {
  test.each([
    ["a = b = c", "(= a (= b ^c))"],
    ["a, (b, *c), d = e", "(= _4 ^e)\n(= a ([] _4 0))\n(= _5 ([] _4 1))\n(= b ([] _5 0))\n(= c (array-rest _5 1))\n(= d ([] _4 2))"],
    ["*a, b = c", "(= _2 ^c)\n(= a (array-rest _2 0))\n(= b ([] _2 (- 1)))"],
    ["a = b, c = d", "(= _3 ^d)\n(= a _3)\n(= _4 _3)\n(= b ([] _4 0))\n(= c ([] _4 1))"],
    ["a.b = c[0] = d", "(= (. ^a b) (= ([] ^c 0) ^d))"],
    ["a += 1", "(= a (+ a 1))"],
    ["a.b //= c", "(= (. ^a b) (// (. ^a b) ^c))"],
    ["a: int = 1", "(= a 1)"],
    ["a: int", ""],
    ["type A[T] = list[T]", "(= A ([] ^list (tuple T)))"],
    ["del a, b[0]", "(delete a)\n(delete ([] ^b 0))"],
  ])("%s", expectPrinted);
});

describe("control flow", () => {
  test.each([
    ["if a: b()\nelif c: d()\nelse: e()", "(if ^a {(call ^b)} {(if ^c {(call ^d)} {(call ^e)})})"],
    ["for a in b: continue\nelse: c()", "(for-each ^b (= a (elem ^b)) {(continue -)} {(call ^c)})"],
    ["for a, b in c: pass", "(for-each ^c {(= _2 (elem ^c)) (= a ([] _2 0)) (= b ([] _2 1))} {} -)"],
    ["async def f():\n  async for a in b: await a", "(async defn f [] {(for-each ^b (= a (elem ^b)) {(await a)} -)})"],
    ["while a: break\nelse: b()", "(loop ^a {(break -)} - 1)\n{(call ^b)}"],
    [
      "try: a()\nexcept B as e: c(e)\nexcept (D, E): pass\nexcept: pass\nelse: f()\nfinally: g()",
      "(try {(call ^a)} {(call ^g)} {(call ^f)} (catch e ^B {(call ^c e)}) (catch - (tuple ^D ^E) {}) (catch - - {}))",
    ],
    ["try: pass\nexcept* A as e: pass", "(try {} - - (catch e ^A {}))"],
    ["try: pass\nexcept A, B: pass", "(try {} - - (catch - (tuple ^A ^B) {}))"],
    ["with a() as b, c: d()", "(= b (enter (call ^a)))\n(enter ^c)\n(call ^d)"],
    ["with (a as b, c as (d, e)): pass", "(= b (enter ^a))\n(= _3 (enter ^c))\n(= d ([] _3 0))\n(= e ([] _3 1))"],
    ["raise A from b", "(throw ^A)"],
    ["raise A from b()", "(call ^b)\n(throw ^A)"],
    ["raise", "(throw -)"],
    ["assert a, 'm'", '(if (! ^a) {(throw (call ^AssertionError "m"))} -)'],
    ["'text'\n...\npass", ""],
    ["print 'a' % b, c", '(call ^print (% "a" ^b) ^c)'],
    ["print >>f, a", '(call ^print (kw "file" ^f) ^a)'],
    ["exec 'a' in b", '(call ^exec "a" ^b)'],
  ])("%s", expectPrinted);

  test("every branch of a very long if statement is read", () => {
    const text = printed(python, `if a: pass\n${"elif a: f()\n".repeat(1000)}else: g()`);
    expect(text.match(/call \^f/g)).toHaveLength(1000);
    expect(text).toContain("(call ^g)");
  });
});

describe("match", () => {
  const caseOf = (pattern: string): string => printed(python, `match s:\n  case ${pattern}: f()`).slice("(switch ^s 0 ".length, -1);
  test.each([
    ["'a' | 'b'", '(case ["a" "b"] {(call ^f)})'],
    ["-1 | None | a.b", "(case [(- 1) null (. ^a b)] {(call ^f)})"],
    ["_", "(case [] {(call ^f)})"],
    ["x", "(case [] {(= x ^s) (call ^f)})"],
    ["x if x > 1", "(case [(opaque ^s)] {(= x ^s) (if (> x 1) {(call ^f)} -)})"],
    ["'a' if g()", '(case ["a"] {(if (call ^g) {(call ^f)} -)})'],
    ["('a' | 'b') as x", '(case ["a" "b"] {(= x ^s) (call ^f)})'],
    ["['a', x, *r]", '(case [(opaque ^s "a")] {(= x ([] ^s 1)) (= r (array-rest ^s 2)) (call ^f)})'],
    ["'a', *_, x", '(case [(opaque ^s "a")] {(= x ([] ^s (- 1))) (call ^f)})'],
    ["{'k': x, **r}", '(case [(opaque ^s "k")] {(= x ([] ^s "k")) (= r (object-rest ^s "k")) (call ^f)})'],
    ["P(x, y=z)", "(case [(opaque (call ^isinstance ^s ^P))] {(= x (opaque ^s)) (= z (. ^s y)) (call ^f)})"],
    ["str(x)", "(case [(opaque (call ^isinstance ^s ^str))] {(= x ^s) (call ^f)})"],
  ])("%s", (pattern, expected) => {
    expect(caseOf(pattern)).toBe(expected);
  });

  test("a subject that is no name is evaluated once", () => {
    expectPrinted("match f():\n  case x: pass", "(= _1 (call ^f))\n(switch _1 0 (case [] {(= x _1)}))");
  });
});

describe("imports", () => {
  test.each([
    ["import a.b.c, d", '(import a "a" "*" 0)\n(import - "a.b.c" "*" 0)\n(import d "d" "*" 0)'],
    ["import a.b as x", '(import x "a.b" "*" 0)'],
    ["from .x import y as z, w", '(import z ".x" "y" 0)\n(import w ".x" "w" 0)'],
    ["from . import y", '(import y "." "y" 0)'],
    ["from ..pkg.mod import (a,)", '(import a "..pkg.mod" "a" 0)'],
    ["from x import *", '(import - "x" "*" 2)'],
    ["from __future__ import annotations", '(import annotations "__future__" "annotations" 0)'],
    [
      "try: import a as j\nexcept ImportError: import j",
      '(import j "a" "*" 0)\n(import j "j" "*" 0)\n(try {} - - (catch - ^ImportError {}))',
    ],
    ["def f():\n  import a\n  a.b()", '(import a "a" "*" 0)\n(defn f [] {(call (. a b))})'],
  ])("%s", expectPrinted);
});
