import { describe, expect, it } from "vitest";
import { lowered } from "./testing.ts";

/** Source text and the IR that it becomes, one line per statement. */
const TABLE: Readonly<Record<string, ReadonlyArray<readonly [string, ...string[]]>>> = {
  literals: [
    [
      "\"a\\n\\u0062\"; 'c'; `d`; 1_000; 0xff; 10n; true; false; null; undefined; /a\\/b[/]/gi;",
      '"a\\nb"',
      '"c"',
      '"d"',
      "1_000",
      "0xff",
      "10n",
      "true",
      "false",
      "null",
      "undefined",
      "/a\\/b[/]/gi",
    ],
    [
      "void 0; !0; !1; -1; +1; -x; !x; ~x; typeof x; void f(); delete a.b",
      "undefined",
      "true",
      "false",
      "-1",
      "(+ 1)",
      "(- ^x)",
      "(! ^x)",
      "(~ ^x)",
      "(typeof ^x)",
      "(void (call ^f))",
      "(delete (. ^a b))",
    ],
    ["function f(undefined) { return undefined }", "(defn f [undefined] {(return undefined)})"],
  ],
  operators: [
    [
      "a + b * c; a === b; a in b; a instanceof b; a ** b; a >>> 1",
      "(+ ^a (* ^b ^c))",
      "(=== ^a ^b)",
      "(in ^a ^b)",
      "(instanceof ^a ^b)",
      "(** ^a ^b)",
      "(>>> ^a 1)",
    ],
    ['"a" + \'b\' + c; a + "b" + "c"; "a" + ("b" + "c")', '(+ "ab" ^c)', '(+ (+ ^a "b") "c")', '(+ "a" "bc")'],
    ["a && b || c; a ?? b; a, b, c; a ? b : c ? d : e", "(or (and ^a ^b) ^c)", "(?? ^a ^b)", "(seq ^a ^b ^c)", "(?: ^a ^b (?: ^c ^d ^e))"],
    ["#x in a", '(in "#x" ^a)'],
    ["a&&b&&c&&d&&e&&f&&g&&h&&i&&j", "(and (and (and ^a ^b) (and ^c (and ^d ^e))) (and (and ^f ^g) (and ^h (and ^i ^j))))"],
  ],
  assignment: [
    ["a = b; a.b = c; a[b] = c; a.b.c = d", "(= ^a ^b)", "(= (. ^a b) ^c)", "(= ([] ^a ^b) ^c)", "(= (. (. ^a b) c) ^d)"],
    [
      "a += b; a.b -= c; a[0] *= b; a ||= b; a.b ??= c; a &&= b",
      "(= ^a (+ ^a ^b))",
      "(= (. ^a b) (- (. ^a b) ^c))",
      "(= ([] ^a 0) (* ([] ^a 0) ^b))",
      "(= ^a (or ^a ^b))",
      "(= (. ^a b) (?? (. ^a b) ^c))",
      "(= ^a (and ^a ^b))",
    ],
    [
      "f().x += 1; a[g()] ||= b",
      "(seq (= _0 (call ^f)) (= (. _0 x) (+ (. _0 x) 1)))",
      "(seq (= _1 (call ^g)) (= ([] ^a _1) (or ([] ^a _1) ^b)))",
    ],
    ["a++; --a.b; a[i]--", "(= ^a (+ ^a 1))", "(= (. ^a b) (- (. ^a b) 1))", "(= ([] ^a ^i) (- ([] ^a ^i) 1))"],
  ],
  destructuring: [
    ["const { a } = f()", "(= a (. (call ^f) a))"],
    [
      'const { a, b: c, "d-e": d, [k]: e, 5: f } = g',
      "(= _5 ^g)",
      "(= a (. _5 a))",
      "(= c (. _5 b))",
      "(= d (. _5 d-e))",
      "(= e ([] _5 ^k))",
      "(= f ([] _5 5))",
    ],
    [
      "const { a: { b, c } } = f(), [x, , y = 1, ...z] = w",
      "(= _5 (. (call ^f) a))",
      "(= b (. _5 b))",
      "(= c (. _5 c))",
      "(= _6 ^w)",
      "(= x ([] _6 0))",
      "(= y (default ([] _6 2) 1))",
      "(= z (array-rest _6 3))",
    ],
    ["let { a = 1, ...rest } = f()", "(= _2 (call ^f))", "(= a (default (. _2 a) 1))", '(= rest (object-rest _2 "a"))'],
    [
      "({ a, b: c.d = 1, ...e } = f()); [a, b] = [b, a]; [[a]] = b",
      "(= _0 (call ^f))",
      "(= ^a (. _0 a))",
      "(= (. ^c d) (default (. _0 b) 1))",
      '(= ^e (object-rest _0 "a" "b"))',
      "(= _1 (array ^b ^a))",
      "(= ^a ([] _1 0))",
      "(= ^b ([] _1 1))",
      "(= ^a ([] ([] ^b 0) 0))",
    ],
    ["x = { a } = f()", "(= ^x (seq (= _0 (call ^f)) (= ^a (. _0 a)) _0))"],
    ["const {} = f(); const [] = g()", "(= _0 (call ^f))", "(= _1 (call ^g))"],
  ],
  access: [
    [
      'a.b; a[b]; a["b"]; a?.b?.[c]?.(d); a!.b; (a as any).b; a satisfies B; (a.b).c; this.x; this.#y',
      "(. ^a b)",
      "([] ^a ^b)",
      '([] ^a "b")',
      "(call ([] (. ^a b) ^c) ^d)",
      "(. ^a b)",
      "(. ^a b)",
      "^a",
      "(. (. ^a b) c)",
      "(. this x)",
      "(. this #y)",
    ],
    [
      "f(a, ...b)(c).d(e); new A; new A(b); new (f())(1); new a.b.C(...d); super.x",
      "(call (. (call (call ^f ^a (... ^b)) ^c) d) ^e)",
      "(new ^A)",
      "(new ^A ^b)",
      "(new (call ^f) 1)",
      "(new (. (. ^a b) C) (... ^d))",
      "(. super x)",
    ],
    [
      'import("x"); import(y); require("z"); require(a, b); import.meta.dirname; require.resolve("x")',
      '(import-expr "x")',
      "(import-expr ^y)",
      '(import-expr "z")',
      "(call ^require ^a ^b)",
      "(. (. ^import meta) dirname)",
      '(call (. ^require resolve) "x")',
    ],
    ['function f(require) { return require("x") }', '(defn f [require] {(return (call require "x"))})'],
  ],
  templates: [
    [
      "`a${b}c${d}`; `${a}`; tag`x${1}y`; a.b`raw`",
      '(concat "a" ^b "c" ^d)',
      "(concat ^a)",
      '(tagged ^tag "x" 1 "y")',
      '(tagged (. ^a b) "raw")',
    ],
  ],
  "objects and arrays": [
    [
      '({ a, b: 1, "c-d": 2, 3: 4, [k]: 5, ["l"]: 6, ...m, n() {}, async *o() {}, get p() { return 1 }, set p(v) {}, __proto__: q })',
      '(object (: "a" ^a) (: "b" 1) (: "c-d" 2) (: "3" 4) (:[] ^k 5) (: "l" 6) (... ^m) (: "n" (method fn n [] {})) (: "o" (async,generator,method fn o [] {})) (get "p" (method,getter fn p [] {(return 1)})) (: "set p" (method,setter fn p [v] {})) (: "__proto__" ^q))',
    ],
    [
      "[1, , ...a]; ({ [k]() {}, get [k]() {}, set [k](v) {} })",
      "(array 1 undefined (... ^a))",
      "(object (:[] ^k (method fn [] {})) (:[] ^k (method,getter fn [] {})) (:[] ^k (method,setter fn [v] {})))",
    ],
  ],
  "await and yield": [
    [
      "async function* f() { await a; yield b; yield; yield* c; for await (const x of y) z(x) }",
      "(async,generator defn f [] {(await ^a) (yield ^b) (yield -) (yield (elem ^c)) (for-each ^y (= x (elem ^y)) {(call ^z x)} -)})",
    ],
  ],
  jsx: [
    [
      '<a.b x="1" y={z} w {...p}>text {c} <i/> {...d}<></></a.b>',
      '(call ^jsx (. ^a b) (object (: "x" "1") (: "y" ^z) (: "w" true) (... ^p)) "text" ^c (call ^jsx "i" (object)) (... ^d) (call ^jsx "" (object)))',
    ],
    [
      '<div>{/* nothing */}</div>; <Foo bar=<b/> ns:a="1"/>; <my-tag/>; <svg:path/>',
      '(call ^jsx "div" (object))',
      '(call ^jsx ^Foo (object (: "bar" (call ^jsx "b" (object))) (: "ns:a" "1")))',
      '(call ^jsx "my-tag" (object))',
      '(call ^jsx "svg:path" (object))',
    ],
  ],
};

for (const [title, rows] of Object.entries(TABLE)) {
  describe(title, () => {
    it.each(rows.map(([source, ...lines]) => [source, lines.join("\n")]))("%s", (source, expected) => {
      expect(lowered(source)).toBe(expected);
    });
  });
}
