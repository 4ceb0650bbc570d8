import { beforeAll, describe, expect, test } from "vitest";
import type { FrontEnd } from "../frontend.ts";
import { FUNC } from "../ir.ts";
import { printDecls } from "../print.ts";
import { text } from "../read.ts";
import { printed, testFrontEnd, unitOf } from "./testing.ts";

let python: FrontEnd;
beforeAll(async () => {
  python = await testFrontEnd();
});

const decls = (source: string): string[] => printDecls(unitOf(python, source)).split("\n");

describe("scopes", () => {
  test.each([
    [
      "a name bound anywhere in a function is local to all of it",
      "x = 1\ndef f():\n  g(x)\n  x = 2",
      "(defn f [] {(call ^g x@2) (= x@2 2)})",
    ],
    ["global", "def f():\n  global x\n  x = 1\ndef g(): return x", "(defn g [] {(return x)})"],
    ["nonlocal", "def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2", "(defn f [] {(= x 1) (defn g [] {(= x 2)})})"],
    [
      "comprehension names do not leak",
      "def f():\n  [x for x in a]\n  return x",
      "(defn f [] {(comp ^a (= x (elem ^a)) - x) (return ^x)})",
    ],
    ["parameters of lambdas", "x = 1\ndef f(): return lambda x: x", "(defn f [] {(return (arrow fn [x@2] {(return x@2)}))})"],
    ["defaults belong to the scope around", "x = 1\ndef f(x=x): return x", "(defn f [x@2=x@0] {(return x@2)})"],
    ["type parameters", "def f[T](a: T) -> T: return T", "(defn f [a:T] {(return T)})"],
    ["spellings with one NFKC form are one name", "\uFF45val(a)", "(call ^eval ^a)"],
  ])("%s", (_title, source, expected) => {
    expect(printed(python, source).split("\n")).toContain(expected);
  });

  test("class names are seen in the body, not in methods nor in comprehensions", () => {
    const source = "class A:\n  X = 1\n  Y = X\n  Z = [X for i in X]\n  def m(self, n=X): return X";
    expect(printed(python, source)).toBe(
      '(defclass A [] (field "X" 1) (field "Y" (. A X)) (field "Z" (comp (. A X) (= i (elem (. A X))) - ^X))' +
        ' (method "m" (method fn m [self n=(. A X)] {(return ^X)})))',
    );
  });

  test("flags of declarations", () => {
    const source = "import os\nONE = 1\ntwo = 1\ntwo = 2\ndef f(p):\n  q = ONE\n  def g(): return q\nclass C: pass\nfor i in f: last = i";
    expect(decls(source)).toEqual([
      "os fn0 constant import module",
      "ONE fn0 constant captured module",
      "two fn0 module",
      "f fn0 constant func module",
      "C fn0 constant cls module",
      "i fn0 module",
      "last fn0 module",
      "p fn1 param constant",
      "q fn1 constant captured",
      "g fn1 constant func",
    ]);
  });

  test("annotations are kept on variables and parameters", () => {
    expect(decls("a: Optional['B'] = 1\ndef f(b: 'm.C', c: Literal['x', 'y'], d: Annotated[int, 'z'], e: 'no name'): pass")).toEqual([
      "a fn0 constant module: ([] ^Optional (tuple ^B))",
      "f fn0 constant func module",
      "b fn1 param constant: (. ^m C)",
      'c fn1 param constant: ([] ^Literal (tuple "x" "y"))',
      'd fn1 param constant: ([] ^Annotated (tuple ^int "z"))',
      'e fn1 param constant: "no name"',
    ]);
  });
});

describe("functions and classes", () => {
  test.each([
    [
      "@a.tool(name='x')\nasync def f(a, /, b: int = 1, *c, d, **e): yield a",
      '(@(call (. ^a tool) (kw "name" "x")) async,generator defn f [a b:^int=1 ...c *d **e] {(yield a)})',
    ],
    ["def f(a, *, b): return a", "(defn f [a *b] {(return a)})"],
    ["def f(): yield from g", "(generator defn f [] {(yield (elem ^g))})"],
    ["def f((a, b), c): return a", "(defn f [_1 c] {(= _5 _1) (= a ([] _5 0)) (= b ([] _5 1)) (return a)})"],
    [
      "@d\nclass A(B, metaclass=M):\n  'doc'\n  x: int = 1\n  y: str\n  a = b = 2",
      '(@^d defclass A [^B (kw "metaclass" ^M)] (field "x":^int 1) (field "y":^str) (field "a" 2) (field "b" 2))',
    ],
    [
      "class A:\n  @property\n  def p(self): return 1\n  @p.setter\n  def p(self, v): pass",
      '(defclass A [] (@^property getter "p" (@^property method,getter fn p [self@1] {(return 1)}))' +
        ' (@(. (. A p) setter) setter "p" (@(. (. A p) setter) method,setter fn p [self@2 v] {})))',
    ],
    [
      "class A:\n  @staticmethod\n  def s(): pass\n  @classmethod\n  def c(cls): pass\n  def __init__(self): pass",
      '(defclass A [] (@^staticmethod static method "s" (@^staticmethod method,static fn s [] {}))' +
        ' (@^classmethod method "c" (@^classmethod method fn c [cls] {})) (method "__init__" (method,ctor fn __init__ [self] {})))',
    ],
    ["class A:\n  class B:\n    K = 1\n    J = K", '(defclass A [] (field "B" (class B [] (field "K" 1) (field "J" (. (. A B) K)))))'],
    [
      "class A:\n  if t:\n    def m(self): pass\n  x, y = 1, 2",
      '(defclass A [] (static method "" (method,static fn [] {(if ^t {(= (. A m) (method fn m [self] {}))} -)' +
        " (= _2 (tuple 1 2)) (= (. A x) ([] _2 0)) (= (. A y) ([] _2 1))})))",
    ],
  ])("%s", (source, expected) => {
    expect(printed(python, source)).toBe(expected);
  });

  test("docstrings lose their common indentation", () => {
    const unit = unitOf(python, '"""Module."""\ndef f():\n  """First.\n\n     Second\n       third\n  """\n');
    const doc = (id: number): string => text(unit, unit.data[(unit.functions[id] as number) + FUNC.doc] as number);
    expect([doc(0), doc(1)]).toEqual(["Module.", "First.\n\nSecond\n  third"]);
  });
});
