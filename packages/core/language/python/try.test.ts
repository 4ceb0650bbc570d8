import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "vitest";
import { loadPythonParser } from "../../../runner/parsers/python.ts";
import { pythonFrontEnd } from "./frontend.ts";
import { printUnit, printDecls } from "../print.ts";
test("x", async () => {
  const fe = pythonFrontEnd(await loadPythonParser(createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm")));
  for (const s of readFileSync("/tmp/py/in.txt","utf8").split("=====\n")) {
    const u = fe.lower({ path: "a.py", text: s });
    console.log(s + "----\n" + printUnit(u) + "\n--\n" + printDecls(u) + (u.problems.length ? "\n" + JSON.stringify(u.problems) : ""));
  }
});
