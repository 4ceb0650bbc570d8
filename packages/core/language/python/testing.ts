import { createRequire } from "node:module";
import { Language, Parser } from "web-tree-sitter";
import type { FrontEnd } from "../frontend.ts";
import type { Unit } from "../ir.ts";
import { printUnit } from "../print.ts";
import { pythonFrontEnd } from "./frontend.ts";

/** The front end over the installed grammar, for tests. */
export async function testFrontEnd(): Promise<FrontEnd> {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm")));
  return pythonFrontEnd((text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("no tree");
    return tree;
  });
}

export function unitOf(frontEnd: FrontEnd, text: string): Unit {
  return frontEnd.lower({ path: "a.py", text });
}

/** The printed statements and imports of a source text, without the exports that every module-level name gives. */
export function printed(frontEnd: FrontEnd, text: string): string {
  const lines = printUnit(unitOf(frontEnd, text)).split("\n");
  return lines.filter((line) => !line.startsWith("(export ")).join("\n");
}
