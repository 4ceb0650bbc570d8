import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { extensionOf } from "@mcp-assay/core/inventory/languages";
import type { FrontEnd } from "@mcp-assay/core/language/frontend";
import type { CodeCache } from "./code-cache.ts";

/** Loading a parser takes longer than a small scan: each is loaded when the first file of its language comes. */
const LOADERS: readonly (readonly [extensions: RegExp, load: (code: CodeCache | null) => Promise<FrontEnd>])[] = [
  [/^\.[cm]?[jt]sx?$/, loadJavaScript],
  [/^\.pyw?$/, loadPython],
];

const loaded = new Map<RegExp, Promise<FrontEnd>>();

/** The front end for a file; null for a language that has none. */
export async function frontEndFor(path: string, code: CodeCache | null = null): Promise<FrontEnd | null> {
  const row = LOADERS.find(([extensions]) => extensions.test(extensionOf(path)));
  if (row === undefined) return null;
  const [key, load] = row;
  let frontEnd = loaded.get(key);
  if (frontEnd === undefined) {
    frontEnd = load(code);
    loaded.set(key, frontEnd);
  }
  return frontEnd;
}

async function loadJavaScript(code: CodeCache | null): Promise<FrontEnd> {
  await code?.load("typescript");
  return (await import("@mcp-assay/core/language/javascript/frontend")).javascript;
}

async function loadPython(): Promise<FrontEnd> {
  const [{ pythonFrontEnd }, { loadPythonParser }] = await Promise.all([
    import("@mcp-assay/core/language/python/frontend"),
    import("./parsers/python.ts"),
  ]);
  return pythonFrontEnd(await loadPythonParser(grammarFile()));
}

/** The grammar stands beside the build; in a checkout that runs from source it is in its package. */
function grammarFile(): string {
  const beside = fileURLToPath(new URL("./tree-sitter-python.wasm", import.meta.url));
  return existsSync(beside) ? beside : createRequire(import.meta.url).resolve("tree-sitter-python/tree-sitter-python.wasm");
}
