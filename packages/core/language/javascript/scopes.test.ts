import { describe, expect, it } from "vitest";
import { declared, lowered } from "./testing.ts";

/** Source text, and its declarations: name, owner, flags, annotation. Hoisted ones come first. */
const TABLE: ReadonlyArray<readonly [string, ...string[]]> = [
  [
    'const a = 1; let b = 2; b = 3; var c; function d(e, f) { f = 1; a; var g = 1; return () => g } class H {} import i from "i"',
    "c fn0 module",
    "a fn0 constant captured module",
    "b fn0 module",
    "d fn0 constant func module",
    "H fn0 constant cls module",
    "i fn0 constant import module",
    "e fn1 param constant",
    "f fn1 param",
    "g fn1 constant captured",
  ],
  [
    "let a; a = 1; var b = 1; var b = 2; function g() {} function g() {} for (const c of d) c; try {} catch (e) { e }",
    "b fn0 module",
    "a fn0 module",
    "g fn0 func module",
    "c fn0 constant perRound",
    "e fn0 constant catchParam",
  ],
  [
    "let p: Foo, q: Promise<ns.Bar> | null; function f(r: Baz) {}",
    "p fn0 module: ^Foo",
    "q fn0 module: (. ^ns Bar)",
    "f fn0 constant func module",
    "r fn1 param constant: ^Baz",
  ],
  [
    "function f(a) { var a; a } const { u, v = 1 } = w; [u] = w",
    "f fn0 constant func module",
    "u fn0 module",
    "v fn0 constant module",
    "a fn1 param constant",
    "_4 fn0 constant module",
  ],
  ["x++; let x = 1", "x fn0 module"],
  ["const f = () => y; let y = 1", "f fn0 constant module", "y fn0 constant captured module"],
];

describe("declarations", () => {
  it.each(TABLE.map(([source, ...lines]) => [source, lines.join("\n")]))("%s", (source, expected) => {
    expect(declared(source)).toBe(expected);
  });
});

describe("names resolve to the nearest declaration", () => {
  it.each([
    ["var x = 1; { let x = 2; { const x = 3; x } x } x", "(= x@0 1)\n{(= x@1 2) {(= x@2 3) x@2} x@1}\nx@0"],
    ["function f() { return x; var x } x", "(defn f [] {(return x)})\n^x"],
    ["f(x => x, x)", "(call ^f (arrow fn [x] {(return x)}) ^x)"],
    ["{ function g() {} } g()", "{(defn g [] {})}\n(call g)"],
    ["if (a) function g() {} g()", "(if ^a {(defn g [] {})} -)\n(call g)"],
    ["export {}; { function g() {} } g()", "{(defn g [] {})}\n(call ^g)"],
    ['"use strict"; { function g() {} } g()', '"use strict"\n{(defn g [] {})}\n(call ^g)'],
    ["for (let i of a) i; i", "(for-each ^a (= i (elem ^a)) {i} -)\n^i"],
    ["try { } catch (e) { var v = e } e; v", "(try {} - - (catch e - {(= v e)}))\n^e\nv"],
    ["x = class C { m() { C } }; C", '(= ^x (class C [] (method "m" (method fn m [] {C}))))\n^C'],
    ["__proto__; constructor; const hasOwnProperty = 1; hasOwnProperty", "^__proto__\n^constructor\n(= hasOwnProperty 1)\nhasOwnProperty"],
    ["const \\u0061b = 1; ab", "(= ab 1)\nab"],
  ])("%s", (source, expected) => {
    expect(lowered(source, "file.js")).toBe(expected);
  });
});
