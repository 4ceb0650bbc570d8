import { describe, expect, it } from "vitest";
import { lowered } from "./testing.ts";

/** Source text and the IR that it becomes, one line per statement. */
const TABLE: Readonly<Record<string, ReadonlyArray<readonly [string, ...string[]]>>> = {
  classes: [
    [
      'class A extends B<C> implements D { x = 1; static y: string; #z; declare w: E; constructor(a) { super(a); this.#z = a } m() {} static async n() {} get g() { return 1 } set g(v) {} static { init() } [k]() {} ["lit"]() {} abstract q(): void; [key: string]: any }',
      '(defclass A [^B] (field "x" 1) (static field "y":`string`) (field "#z") (field "w":^E) (ctor "constructor" (method,ctor fn constructor [a] {(call super a) (= (. this #z) a)})) (method "m" (method fn m [] {})) (static method "n" (async,method,static fn n [] {})) (getter "g" (method,getter fn g [] {(return 1)})) (setter "g" (method,setter fn g [v] {})) (static method "" (method,static fn [] {(call ^init)})) (method "" (method fn [] {})) (method "lit" (method fn lit [] {})))',
    ],
    [
      'class A { constructor(private readonly db: Db, public name = "x", other: number) { go() } }',
      '(defclass A [] (field "db":^Db) (field "name") (ctor "constructor" (method,ctor fn constructor [db:^Db name="x" other:`number`] {(= (. this db) db) (= (. this name) name) (call ^go)})))',
    ],
    [
      '@Injectable() class A { @Input() x: Foo; @Tool({ name: "t" }) run(@Body() b: Dto) {} }',
      '(@(call ^Injectable) defclass A [] (@(call ^Input) field "x":^Foo) (@(call ^Tool (object (: "name" "t"))) method "run" (method fn run [@(call ^Body) b:^Dto] {})))',
    ],
    [
      "const A = class Inner { make() { return new Inner() } }; (class {})",
      '(= A (class Inner [] (method "make" (method fn make [] {(return (new Inner))}))))',
      "(class [])",
    ],
    [
      "class A { [f(1)]() {} [Symbol.iterator]() {} static [g()] = 1 }",
      '(defclass A [] (static field "" (call ^f 1)) (method "" (method fn [] {})) (method "" (method fn [] {})) (static field "" (call ^g)) (static field "" 1))',
    ],
    [
      "class A { handler = async (x) => x; static s = this.t; accessor b = 1 }",
      '(defclass A [] (field "handler" (async,arrow fn handler [x] {(return x)})) (static field "s" (. this t)) (field "b" 1))',
    ],
  ],
  typescript: [
    [
      'interface A {} type B = A; declare const c: A; declare function d(): void; declare module "m" {} declare global { var x: 1 } export as namespace Z; import type { E } from "e"',
      '(import E "e" "E" 1)',
    ],
    [
      'enum A { X, Y, Z = 5, W, "s-t" = "u" } const enum B { P = 1 << 0, Q = 1 << 1, PQ = P | Q, R }',
      '(= A (object (: "X" 0) (: "Y" 1) (: "Z" 5) (: "W" 6) (: "s-t" "u")))',
      "(= P (<< 1 0))",
      "(= Q (<< 1 1))",
      "(= PQ (| P Q))",
      "(= R (opaque))",
      '(= B (object (: "P" P) (: "Q" Q) (: "PQ" PQ) (: "R" R)))',
    ],
    [
      "namespace N { export const a = 1; const b = 2; export function f() { return a + b } export namespace M { export class C {} } }",
      '{(defn f [] {(return (+ a b))}) (= a 1) (= b 2) {(defclass C []) (= M (object (: "C" C)))} (= N (object (: "f" f) (: "a" a) (: "M" M)))}',
    ],
    [
      "namespace T { export interface I {} } function f() {} namespace f { export const version = 1 }",
      "(defn f [] {})",
      "{(= version 1) (= (. f version) version)}",
    ],
    [
      "namespace A.B { export let c = 1 } enum E { a } enum E { b = 1 }",
      '{{(= c 1) (= B (object (: "c" c)))} (= A (object (: "B" B)))}',
      '(= E (object (: "a" 0)))',
      "(= (. E b) 1)",
    ],
    [
      "function f(a: Foo, b: ns.Bar<string> | undefined, c: Promise<Baz>, d: string, e: A | B, f: null | (Qux), g: Foo[]) {}",
      "(defn f@0 [a:^Foo b:(. ^ns Bar) c:^Baz d:`string` e:`A | B` f@6:^Qux g:`Foo[]`] {})",
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
