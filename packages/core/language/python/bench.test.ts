import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "vitest";
import { loadPythonParser } from "../../../runner/parsers/python.ts";
import { pythonFrontEnd } from "./frontend.ts";
import { flatten } from "./flat-tree.ts";
test("x", async () => {
  const parse = await loadPythonParser(createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm"));
  const fe = pythonFrontEnd(parse);
  for (const [v, sub] of [["3.11.7/lib/python3.11",""],["3.13.0/lib/python3.13",""],["3.13.0/lib/python3.13/test",""],["3.8.18/lib/python3.8",""],["2.7.18/lib/python2.7",""]]) {
    const dir = "/root/.pyenv/versions/" + v + "/";
    let files: [string,string][] = []; try { files = readdirSync(dir).filter((f) => f.endsWith(".py")).map((f) => [f, readFileSync(dir + f, "utf8").replace(/^\uFEFF/,"")]); } catch { console.log("no", v); continue; }
    const bytes = files.reduce((a, [,t]) => a + t.length, 0);
    let parseMs = 0, flatMs = 0, all = 0, nodes = 0; const bad: string[] = [];
    for (let round = 0; round < 2; round++) { parseMs = flatMs = all = nodes = 0; bad.length = 0;
    for (const [name, text] of files) {
      let t0 = performance.now(); const tree = parse(text); parseMs += performance.now() - t0;
      t0 = performance.now(); flatten(tree); flatMs += performance.now() - t0; tree.delete();
      t0 = performance.now(); const u = fe.lower({ path: name, text }); all += performance.now() - t0; nodes += u.nodeCount;
      if (u.problems.length) bad.push(name + " " + u.problems.map(p => p.kind+":"+p.line + ":" + p.message).slice(0,2).join(" | "));
    } }
    console.log(v, files.length, "files", bytes, "chars parse", (bytes/1e3/parseMs).toFixed(2), "flatten", (bytes/1e3/flatMs).toFixed(2), "rest of lowering", (bytes/1e3/(all-parseMs-flatMs)).toFixed(2), "whole", (bytes/1e3/all).toFixed(2), "nodes", nodes, "bad", bad.length, "\n" + bad.slice(0,25).join("\n"));
  }
}, 300000);
