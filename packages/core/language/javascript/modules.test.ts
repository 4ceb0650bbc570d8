import { describe, expect, it } from "vitest";
import { lowered } from "./testing.ts";

/** Source text and the IR that it becomes, one line per statement. */
const TABLE: Readonly<Record<string, ReadonlyArray<readonly [string, ...string[]]>>> = {
  imports: [
    [
      'import a, { b, default as c, type d, "e-f" as e } from "m"; import * as ns from "n"; import "side"; import {} from "o"; import f = require("p"); import g = ns.h.i; import type j from "q"; import def, * as all from "r"; import json from "./x.json" with { type: "json" }',
      '(import a "m" "default" 0)',
      '(import b "m" "b" 0)',
      '(import c "m" "default" 0)',
      '(import d "m" "d" 1)',
      '(import e "m" "e-f" 0)',
      '(import ns "n" "*" 0)',
      '(import - "side" "" 0)',
      '(import - "o" "" 0)',
      '(import j "q" "default" 1)',
      '(import def "r" "default" 0)',
      '(import all "r" "*" 0)',
      '(import json "./x.json" "default" 0)',
      '(= f (import-expr "p"))',
      "(= g (. (. ns h) i))",
    ],
  ],
  exports: [
    [
      'export const a = 1, { b, c: [d] } = x; export function f() {} export class G {} export enum H { i } export namespace J { export const k = 1 } export { a as l, f as default, missing, type T }; export type { U } from "v"',
      "(defn f [] {})",
      "(= a 1)",
      "(= _7 ^x)",
      "(= b (. _7 b))",
      "(= d ([] (. _7 c) 0))",
      "(defclass G [])",
      '(= H (object (: "i" 0)))',
      '{(= k 1) (= J (object (: "k" k)))}',
      '(export "f" f - - -)',
      '(export "a" a - - -)',
      '(export "b" b - - -)',
      '(export "d" d - - -)',
      '(export "G" G - - -)',
      '(export "H" H - - -)',
      '(export "J" J - - -)',
      '(export "l" a - - -)',
      '(export "default" f - - -)',
      '(export "missing" - ^missing - -)',
    ],
    [
      'export * from "a"; export * as ns from "b"; export { c, d as e, default as f, default } from "g"; export {} from "h"; export { "i-j" as k } from "l"',
      '(import - "h" "" 0)',
      '(export "*" - - "a" -)',
      '(export "ns" - - "b" "*")',
      '(export "c" - - "g" "c")',
      '(export "e" - - "g" "d")',
      '(export "f" - - "g" "default")',
      '(export "default" - - "g" "default")',
      '(export "k" - - "l" "i-j")',
    ],
    ["export default function () {}", "(defn default [] {})", '(export "default" default - - -)'],
    ["export default class extends A {}", "(defclass default [^A])", '(export "default" default - - -)'],
    ["export default function named() {}", "(defn named [] {})", '(export "default" named - - -)'],
    ['export default create({ name: "x" })', '(= default (call ^create (object (: "name" "x"))))', '(export "default" default - - -)'],
    ["const s = 1; export default s", "(= s 1)", '(export "default" s - - -)'],
    ["export default () => 1", "(= default (arrow fn default [] {(return 1)}))", '(export "default" default - - -)'],
    ["export = { a: 1 }; export import b = c.d", '(= (. ^module exports) (object (: "a" 1)))', "(= b (. ^c d))", '(export "b" b - - -)'],
  ],
};

for (const [title, rows] of Object.entries(TABLE)) {
  describe(title, () => {
    it.each(rows.map(([source, ...lines]) => [source, lines.join("\n")]))("%s", (source, expected) => {
      expect(lowered(source)).toBe(expected);
    });
  });
}
