import { test } from "vitest";
import { createRequire } from "node:module";
import { loadPythonParser } from "../../../runner/parsers/python.ts";
import { pythonFrontEnd } from "./frontend.ts";
test("rob", async () => {
  const parse = await loadPythonParser(createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm"));
  const fe = pythonFrontEnd(parse);
  const cases: [string, string][] = [
    ["parens", "x = " + "(".repeat(20000) + "a" + ")".repeat(20000)],
    ["lists", "x = " + "[".repeat(20000) + "a" + "]".repeat(20000)],
    ["unclosed", "x = " + "(".repeat(20000)],
    ["plus", "x = a" + "+a".repeat(100000)],
    ["minus", "x = a" + "-a".repeat(100000)],
    ["or", "x = a" + " or a".repeat(100000)],
    ["not", "x = " + "not ".repeat(20000) + "a"],
    ["pow", "x = a" + "**a".repeat(20000)],
    ["attr", "x = a" + ".b".repeat(20000)],
    ["calls", "x = a" + "()".repeat(20000)],
    ["cond", "x = a" + " if b else c".repeat(20000)],
    ["lambda", "x = " + "lambda: ".repeat(20000) + "a"],
    ["ifs", Array.from({ length: 2000 }, (_, i) => " ".repeat(i) + "if a:\n").join("") + " ".repeat(2000) + "pass\n"],
    ["elif", "if a: pass\n" + "elif b: f(b)\n".repeat(50000) + "else: pass\n"],
    ["targets", "(".repeat(20000) + "a" + ")".repeat(20000) + " = x"],
    ["targets2", "[".repeat(20000) + "a" + "]".repeat(20000) + " = x"],
    ["chain", "a = ".repeat(50000) + "x"],
    ["comp", "x = [" + "a " + "for b in c ".repeat(20000) + "]"],
    ["cmp", "x = a" + "<a".repeat(100000)],
    ["union", "x: a" + "|a".repeat(20000) + " = 1"],
    ["pattern", "match x:\n case " + "[".repeat(5000) + "a" + "]".repeat(5000) + ": pass\n"],
    ["fstr", "x = " + "f'{".repeat(300) + "a" + "}'".repeat(300)],
    ["classes", Array.from({ length: 1500 }, (_, i) => " ".repeat(i) + "class A:\n").join("") + " ".repeat(1500) + "x = 1\n"],
    ["defs", Array.from({ length: 1500 }, (_, i) => " ".repeat(i) + "def f(a):\n").join("") + " ".repeat(1500) + "return a\n"],
    ["named", "x = '" + "\\N{".repeat(200000) + "'"],
    ["strings", "x = " + "'a' ".repeat(100000)],
    ["50k", Array.from({ length: 50000 }, (_, i) => `def f${i}(a):\n  b = a\n  return g(b)\n`).join("")],
    ["1line", "x = [" + "a, ".repeat(1700000) + "]"],
    ["1linecalls", Array.from({ length: 400000 }, (_, i) => `x = f(a, 'b${i}')`).join(";")],
    ["1str", "x = '" + "a".repeat(10_000_000) + "'"],
    ["dict", "x = {" + "'k': v, ".repeat(600000) + "}"],
    ["nul", "x = \0\0 def \uD800"],
    ["gen", "class A:\n" + Array.from({ length: 20000 }, (_, i) => ` x${i} = ${i}\n`).join("")],
    ["size", "a".repeat(25_000_000)],
  ];
  for (const [name, text] of cases) {
    const t0 = performance.now(); let p = 0;
    try { const t = parse(text.slice(0, 24e6)); p = performance.now() - t0; t.delete(); } catch (e) { console.log(name, "parse", String(e)); }
    const t1 = performance.now();
    try { const u = fe.lower({ path: "a.py", text });
    console.log(name, text.length, "parse", p | 0, "rest", (performance.now() - t1 - p) | 0, "nodes", u.nodeCount, "fns", u.functions.length, JSON.stringify(u.problems.slice(0, 2))); } catch (e) { console.log(name, "THROWS", (e as Error).stack?.slice(0, 900)); }
  }
  console.log(process.memoryUsage().rss / 1e6 | 0, "MB");
}, 300000);
