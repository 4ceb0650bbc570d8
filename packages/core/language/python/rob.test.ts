import { appendFileSync } from "node:fs";
const out = (...a: unknown[]) => appendFileSync("/tmp/py/rob.log", a.join(" ") + "\n");
import { test } from "vitest";
import { createRequire } from "node:module";
import { loadPythonParser } from "../../../runner/parsers/python.ts";
import { pythonFrontEnd } from "./frontend.ts";
test("rob", async () => {
  const parse = await loadPythonParser(createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm"));
  const fe = pythonFrontEnd(parse);
  const cases: [string, string][] = [
["classes2", Array.from({ length: 1000 }, (_, i) => " ".repeat(i) + "class A:\n").join("") + " ".repeat(1000) + "x = 1\n"],
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
    try { const t = parse((name === "named" ? "" : text.slice(0, 24e6))); p = performance.now() - t0; t.delete(); } catch (e) { out(name, "parse", String(e)); }
    const t1 = performance.now();
    try { const u = fe.lower({ path: "a.py", text });
    out(name, text.length, "parse", p | 0, "rest", (performance.now() - t1 - p) | 0, "nodes", u.nodeCount, "fns", u.functions.length, JSON.stringify(u.problems.slice(0, 2))); } catch (e) { out(name, "THROWS", (e as Error).stack?.slice(0, 900)); }
  }
  out(process.memoryUsage().rss / 1e6 | 0, "MB");
}, 300000);
