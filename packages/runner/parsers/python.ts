import { Language, Parser, type Tree } from "web-tree-sitter";

let runtime: Promise<void> | undefined;

/**
 * Loads the Python grammar and returns a parser for whole files. The caller owns the trees and must
 * delete them: the wasm heap is not garbage collected, and it never shrinks.
 *
 * @param grammar tree-sitter-python.wasm, as bytes or as a path
 */
export async function loadPythonParser(grammar: Uint8Array | string): Promise<(text: string) => Tree> {
  runtime ??= Parser.init();
  await runtime;
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammar));
  return (text) => {
    const tree = parser.parse(text);
    if (tree === null) throw new Error("the Python parser gave no tree");
    return tree;
  };
}
