import type { Tree } from "web-tree-sitter";
import type { FrontEnd, SourceFile } from "../frontend.ts";
import { DeclFlag, Op, type Unit } from "../ir.ts";
import { collectBindings } from "./bindings.ts";
import { Context } from "./context.ts";
import { blockDoc } from "./docstrings.ts";
import { type FlatTree, flatten } from "./flat-tree.ts";
import { K } from "./kinds.ts";
import { foreignEncoding, parserText } from "./source-text.ts";
import { lowerStatements } from "./statements.ts";

/** Longest text that is parsed, in UTF-16 units: the wasm heap takes about 60 bytes for each and ends at 2 GB. */
const MAX_TEXT = 24_000_000;

/** Longest piece of source that a problem quotes. */
const MAX_QUOTE = 40;

/** The front end for Python. The parser comes from outside; its trees are deleted here. */
export function pythonFrontEnd(parse: (text: string) => Tree): FrontEnd {
  return {
    extensions: [".py", ".pyw"],
    lower: (file) => lowerFile(parse, file),
  };
}

function lowerFile(parse: (text: string) => Tree, file: SourceFile): Unit {
  if (file.text.length > MAX_TEXT) return unreadable(file, `a file of ${file.text.length} characters was not read`);
  let tree: FlatTree;
  try {
    tree = read(parse, file.text);
  } catch {
    // The parser runs out of its own memory, whose limit is not ours to know.
    return unreadable(file, "the parser gave up on this file");
  }
  return lowerModule(new Context(file.text, tree), file.path);
}

function read(parse: (text: string) => Tree, text: string): FlatTree {
  const tree = parse(parserText(text));
  try {
    return flatten(tree);
  } finally {
    tree.delete();
  }
}

function lowerModule(cx: Context, path: string): Unit {
  const { tree } = cx;
  cx.builder.reserveFunction();
  declareShared(cx);
  collectBindings(cx, cx.scope, 0, tree.length);
  const out: number[] = [];
  lowerStatements(cx, 0, out);
  const body = cx.builder.listNode(Op.Block, 0, cx.text.length, [], out);
  const fixed = [cx.builder.string(""), 0, -1, -1, blockDoc(cx, 0), body];
  cx.builder.setFunction(0, cx.builder.listNode(Op.FuncRec, 0, cx.text.length, fixed, [], []));
  exportNames(cx);
  reportFaults(cx);
  cx.declarations.seal();
  for (const offset of tree.comments) cx.builder.comments.push(offset);
  return cx.builder.seal(path, "python", cx.lineStarts);
}

/** A name that any function declares global is a name of the module, bound there or not. */
function declareShared(cx: Context): void {
  const { kind, start } = cx.tree;
  for (let i = 0; i < cx.tree.length; i++) {
    if (kind[i] !== K.global_statement) continue;
    for (const kid of cx.kids(i)) {
      const name = cx.name(kid);
      if (name !== "" && !cx.scope.names.has(name))
        cx.scope.names.set(name, cx.declarations.declare(name, 0, DeclFlag.module, start[kid] as number));
    }
  }
}

function exportNames(cx: Context): void {
  for (const [name, decl] of cx.moduleScope.names) {
    const start = cx.declarations.startOf(decl);
    const string = cx.builder.string(name);
    cx.builder.exports.push(cx.builder.listNode(Op.ExportRec, start, start + name.length, [string, decl, 0, -1, -1]));
  }
}

function reportFaults(cx: Context): void {
  const encoding = foreignEncoding(cx.text);
  if (encoding !== "")
    cx.problem("syntax", 0, `the file declares the encoding ${encoding}: the interpreter may read other code than what is written`);
  for (const { offset, missing } of cx.tree.faults) {
    const line = cx.text.slice(offset, offset + MAX_QUOTE).split(/[\r\n]/)[0] ?? "";
    cx.problem("syntax", offset, missing ? "something is missing here" : `cannot read: ${line}`);
  }
}

function unreadable(file: SourceFile, message: string): Unit {
  const root = { kind: Uint8Array.of(K.module), start: Int32Array.of(0), end: Int32Array.of(file.text.length), next: Int32Array.of(1) };
  const cx = new Context(file.text, { ...root, length: 1, comments: [], faults: [] });
  cx.problem("size", 0, message);
  return lowerModule(cx, file.path);
}
