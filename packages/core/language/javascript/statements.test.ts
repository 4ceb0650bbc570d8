import { describe, expect, it } from "vitest";
import { lowered } from "./testing.ts";

/** Source text and the IR that it becomes, one line per statement. */
const TABLE: Readonly<Record<string, ReadonlyArray<readonly [string, ...string[]]>>> = {
  "if and loops": [
    ["if (a) b(); else if (c) d(); else { e() }", "(if ^a {(call ^b)} {(if ^c {(call ^d)} {(call ^e)})})"],
    ["while (a) b(); do { c() } while (d)", "(loop ^a {(call ^b)} - 1)", "(loop ^d {(call ^c)} - 0)"],
    [
      "for (let i = 0, n = a; i < n; i++) f(i); for (;;) g(); for (x = 0; ;) h()",
      "(= i 0)",
      "(= n ^a)",
      "(loop (< i n) {(call ^f i)} (= i (+ i 1)) 1)",
      "(loop - {(call ^g)} - 1)",
      "(= ^x 0)",
      "(loop - {(call ^h)} - 1)",
    ],
    [
      "for (const x of xs) f(x); for (const k in o) f(k); for (a.b of xs) ;",
      "(for-each ^xs (= x (elem ^xs)) {(call ^f x)} -)",
      "(for-each ^o (= k (key ^o)) {(call ^f k)} -)",
      "(for-each ^xs (= (. ^a b) (elem ^xs)) {} -)",
    ],
    [
      "for (const [k, { v }] of Object.entries(o)) f(k, v)",
      "(= _0 (call (. ^Object entries) ^o))",
      "(for-each _0 {(= _3 (elem _0)) (= k ([] _3 0)) (= v (. ([] _3 1) v))} {(call ^f k v)} -)",
    ],
  ],
  jumps: [
    [
      "outer: for (let i = 0; ; ) { for (;;) { continue outer; break } break outer }",
      "(= i 0)",
      '(label "outer" (loop - {(loop - {(continue "outer") (break -)} - 1) (break "outer")} - 1))',
    ],
    ["function f() { return; return 1; throw e }", "(defn f [] {(return -) (return 1) (throw ^e)})"],
    ["a: { break a }", '(label "a" {(break "a")})'],
  ],
  "switch and try": [
    [
      'switch (name) { case "a": case "b": f(); break; case "c": default: g() }',
      '(switch ^name 1 (case ["a" "b"] {(call ^f) (break -)}) (case ["c"] {}) (case [] {(call ^g)}))',
    ],
    ["switch (x) { default: const y = 1; function h() {} case 1: y }", "(switch ^x 1 (case [] {(defn h [] {}) (= y 1)}) (case [1] {y}))"],
    ["try { a() } catch { b() } finally { c() }", "(try {(call ^a)} {(call ^c)} - (catch - - {(call ^b)}))"],
    [
      "try { a() } catch (e) { e } try { a() } catch ({ message, ...r }) { message }",
      "(try {(call ^a)} - - (catch e - {e}))",
      '(try {(call ^a)} - - (catch _1 - {(= message (. _1 message)) (= r (object-rest _1 "message")) message}))',
    ],
    ["debugger; ; with (a) b; { let c = 1 }", "^a", "{^b}", "{(= c 1)}"],
  ],
  functions: [
    [
      "function f(a, b = a, { c, d: [e] } = {}, ...g) { return a }",
      "(defn f [a b=a _6=(object) ...g] {(= c (. _6 c)) (= e ([] (. _6 d) 0)) (return a)})",
    ],
    [
      "a => a; async (a) => { await a }; ({ x }) => x; ([y] = []) => y; function* () {}",
      "(generator defn _0 [] {})",
      "(arrow fn [a@1] {(return a@1)})",
      "(async,arrow fn [a@2] {(await a@2)})",
      "(arrow fn [_4] {(= x (. _4 x)) (return x)})",
      "(arrow fn [_6=(array)] {(= y ([] _6 0)) (return y)})",
    ],
    [
      "const f = () => 1, g = function () {}, h = class {}; x.k = () => 2; o = { m: () => 3, n: function () {} }",
      "(= f (arrow fn f [] {(return 1)}))",
      "(= g (fn g [] {}))",
      "(= h (class h []))",
      "(= (. ^x k) (arrow fn k [] {(return 2)}))",
      '(= ^o (object (: "m" (arrow fn m [] {(return 3)})) (: "n" (fn n [] {}))))',
    ],
    [
      "const fact = function self(n) { return self(n - 1) }; const other = function unused() {}",
      "(= fact (= self (fn self [n] {(return (call self (- n 1)))})))",
      "(= other (fn unused [] {}))",
    ],
    ["f(); { g(); function g() {} } function f() {}", "(defn f [] {})", "(call f)", "{(defn g [] {}) (call g)}"],
    [
      "function over(a: string): void; function over(a: number): void; function over(a: any) { return a }",
      "(defn over [a:`any`] {(return a)})",
    ],
    ["function f(this: Foo, a?: string) { return arguments }", "(defn f [a:`string`] {(return ^arguments)})"],
  ],
  "compiled output": [
    [
      '"use strict"; var __importDefault = (this && this.__importDefault) || function (mod) { return (mod && mod.__esModule) ? mod : { "default": mod }; }; Object.defineProperty(exports, "__esModule", { value: true }); exports.run = exports.stop = void 0; const fs_1 = __importDefault(require("fs")); exports.run = run; function run(p) { return (0, fs_1.default)(p) }',
      "(defn run [p] {(return (call (. fs_1 default) p))})",
      '"use strict"',
      '(= __importDefault (or (and this (. this __importDefault)) (fn [mod] {(return (?: (and mod (. mod __esModule)) mod (object (: "default" mod))))})))',
      '(call (. ^Object defineProperty) ^exports "__esModule" (object (: "value" true)))',
      "(= (. ^exports run) (= (. ^exports stop) undefined))",
      '(= fs_1 (call __importDefault (import-expr "fs")))',
      "(= (. ^exports run) run)",
    ],
    [
      '(()=>{var e={10:(e,t,n)=>{e.exports=n(20)},20:e=>{e.exports=require("fs")}},t={};function n(r){var o=t[r];if(void 0!==o)return o.exports;var i=t[r]={exports:{}};return e[r](i,i.exports,n),i.exports}n(10)})();',
      '(call (arrow fn [] {(defn n@2 [r] {(= o ([] t@1 r)) (if (!== undefined o) {(return (. o exports))} -) (= i (= ([] t@1 r) (object (: "exports" (object))))) (return (seq (call ([] e@0 r) i (. i exports) n@2) (. i exports)))}) (= e@0 (object (: "10" (arrow fn 10 [e@6 t@7 n@8] {(= (. e@6 exports) (call n@8 20))})) (: "20" (arrow fn 20 [e@9] {(= (. e@9 exports) (import-expr "fs"))})))) (= t@1 (object)) (call n@2 10)}))',
    ],
    ["var a,b;a=1,b=a?2:3;!function(){a&&b()}();", "(seq (= a 1) (= b (?: a 2 3)))", "(! (call (fn [] {(and a (call b))})))"],
  ],
};

for (const [title, rows] of Object.entries(TABLE)) {
  describe(title, () => {
    it.each(rows.map(([source, ...lines]) => [source, lines.join("\n")]))("%s", (source, expected) => {
      expect(lowered(source)).toBe(expected);
    });
  });
}
