import { beforeAll, describe, expect, test } from "vitest";
import type { FrontEnd } from "../frontend.ts";
import { printed, testFrontEnd } from "./testing.ts";

let python: FrontEnd;
beforeAll(async () => {
  python = await testFrontEnd();
});

describe("expressions", () => {
  test.each([
    ["1_000 + 0x1F", "(+ 1_000 0x1F)"],
    ["True and None or False", "(or (and true null) false)"],
    ["a.b[1].c(2, k=3, *d, **e)", '(call (. ([] (. ^a b) 1) c) 2 (kw "k" 3) (... ^d) (** ^e))'],
    ["a < b <= c != d", "(and (and (< ^a ^b) (<= ^b ^c)) (!= ^c ^d))"],
    ["a not  in b", "(not in ^a ^b)"],
    ["a is not b", "(is not ^a ^b)"],
    ["not -a ** ~b", "(! (- (** ^a (~ ^b))))"],
    ["a - b - c * d", "(- (- ^a ^b) (* ^c ^d))"],
    ["'%s' % a", '(% "%s" ^a)'],
    ["a if b else c", "(?: ^b ^a ^c)"],
    ["await a", "(await ^a)"],
    ["a[1:2]", "([] ^a (opaque 1 2))"],
    ["a[1:, b]", "([] ^a (tuple (opaque 1) ^b))"],
    ["a[*b]", "([] ^a (tuple (... ^b)))"],
    ["f(...)", "(call ^f ^Ellipsis)"],
    ["[1, *a], (1,), {1, 2}, ()", "(tuple (array 1 (... ^a)) (tuple 1) (set 1 2) (tuple))"],
    ["{'k': 1, 'a' 'b': 2, k: 3, 4: 5, **d}", '(object (: "k" 1) (: "ab" 2) (:[] ^k 3) (:[] 4 5) (... ^d))'],
    ["lambda a, *b, c=1, **d: a", "(arrow fn [a ...b *c=1 **d] {(return a)})"],
    ["lambda: 1", "(arrow fn [] {(return 1)})"],
    ["[x for x in y]", "(comp ^y (= x (elem ^y)) - x)"],
    ["{x for x in y if x if z}", "(comp ^y (= x (elem ^y)) (and x ^z) x)"],
    ["{k: v for k, v in y}", "(comp ^y {(= _2 (elem ^y)) (= k ([] _2 0)) (= v ([] _2 1))} - (pair k v))"],
    ["f(x for x in y)", "(call ^f (comp ^y (= x (elem ^y)) - x))"],
    ["[y for x in a for y in x]", "(comp ^a (= x (elem ^a)) - (... (comp x (= y (elem x)) - y)))"],
    ["[[y for y in x] for x in a]", "(comp ^a (= x (elem ^a)) - (comp x (= y (elem x)) - y))"],
    ["(n := f()) + n", "(+ (= n (call ^f)) n)"],
    ["[m := x for x in y] and m", "(and (comp ^y (= x (elem ^y)) - (= m x)) m)"],
    ["a <> b", "(!= ^a ^b)"],
  ])("%s", (source, expected) => {
    expect(printed(python, source)).toBe(expected);
  });
});

describe("strings", () => {
  test.each([
    ["f(b'a\\x41', r'\\n', u'\\u00e9\\N{BULLET}', '\\101\\q')", '(call ^f "aA" "\\\\n" "é�" "A\\\\q")'],
    ["x('''a\r\nb''' \"c\\\nd\")", '(call ^x "a\\nbcd")'],
    ["x(f'a{b}c{{d}}')", '(call ^x (concat "a" ^b "c{d}"))'],
    ["x(f'{a!r:>{w}.2f}')", "(call ^x (concat (opaque ^a ^w)))"],
    ["x(f'{a!r:>10}')", "(call ^x (concat ^a))"],
    ["x(f'{a = }{b=!r}')", '(call ^x (concat "a = " ^a "b=" ^b))'],
    ["x(f'{a[\"k\"]}' 'b' f\"{f'{c}'}\")", '(call ^x (concat ([] ^a "k") "b" (concat ^c)))'],
    ["x(f'\\N{BULLET}{a}')", '(call ^x (concat "�" ^a))'],
    ["x(rf'\\d{a}')", '(call ^x (concat "\\\\d" ^a))'],
    ["x(t'q {a}')", '(call ^x (concat "q " ^a))'],
    ["x(f'plain' 'b')", '(call ^x "plainb")'],
  ])("%s", (source, expected) => {
    expect(printed(python, source)).toBe(expected);
  });
});

describe("long chains stay shallow", () => {
  const depthOf = (text: string): number => {
    let depth = 0;
    let deepest = 0;
    for (const char of text) {
      if (char === "(") deepest = Math.max(deepest, ++depth);
      if (char === ")") depth--;
    }
    return deepest;
  };
  test.each([["+"], ["-"], [" or "], [" and "], [" < "]])("%s", (operator) => {
    const text = printed(python, `x = a${`${operator}b`.repeat(5000)}`);
    expect(text.match(/\^b/g)?.length).toBeGreaterThanOrEqual(5000);
    expect(depthOf(text)).toBeLessThan(40);
  });
});
