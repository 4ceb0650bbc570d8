import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { loadPythonParser } from "./python.ts";

const grammar = createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm");

test.each([
  ["path", async () => grammar],
  ["bytes", async () => await readFile(grammar)],
])("loads the grammar from its %s", async (_name, source) => {
  const parse = await loadPythonParser(await source());
  const tree = parse("def f(): pass\n");
  const type = tree.rootNode.firstChild?.type;
  tree.delete();
  expect(type).toBe("function_definition");
});
