import ts from "typescript";
import { lineStartsOf, UnitBuilder } from "../builder.ts";
import type { FrontEnd, SourceFile } from "../frontend.ts";
import { Op, type Unit, type UnitLanguage } from "../ir.ts";
import { lowerStatements } from "./blocks.ts";
import { findComments } from "./comments.ts";
import { Context } from "./context.ts";
import { declareLexical, hoistVars } from "./hoist.ts";
import "./forms.ts";

const SCRIPT_KINDS: ReadonlyMap<string, ts.ScriptKind> = new Map([
  [".ts", ts.ScriptKind.TS],
  [".mts", ts.ScriptKind.TS],
  [".cts", ts.ScriptKind.TS],
  [".tsx", ts.ScriptKind.TSX],
  [".js", ts.ScriptKind.JS],
  [".mjs", ts.ScriptKind.JS],
  [".cjs", ts.ScriptKind.JS],
  [".jsx", ts.ScriptKind.JSX],
]);

export const javascript: FrontEnd = { extensions: [...SCRIPT_KINDS.keys()], lower: lowerJavaScript };

/** Lowers one JavaScript or TypeScript file. Never throws: what cannot be read is a problem of the Unit. */
export function lowerJavaScript(file: SourceFile): Unit {
  const extension = /\.[^.]*$/.exec(file.path)?.[0].toLowerCase() ?? "";
  const kind = SCRIPT_KINDS.get(extension) ?? ts.ScriptKind.JS;
  const language = kind === ts.ScriptKind.TS || kind === ts.ScriptKind.TSX ? "typescript" : "javascript";
  try {
    return lowerSource(file, parse(file, kind), language);
  } catch (error) {
    // The parser recurses, so that a file made for it can exhaust the stack.
    if (error instanceof RangeError) return emptyUnit(file, language, "depth", "the code is nested too deep to be parsed");
    return emptyUnit(file, language, "syntax", `the code could not be read: ${error instanceof Error ? error.message : "unknown error"}`);
  }
}

/** Documentation comments are not parsed: their text is all that a Unit keeps, and parsing them costs as much as the code. */
export function parse(file: SourceFile, kind: ts.ScriptKind): ts.SourceFile {
  const options = { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  return ts.createSourceFile(file.path, file.text, options, false, kind);
}

/** Lowers a parsed file. Function 0 is the module body. */
export function lowerSource(file: SourceFile, source: ts.SourceFile, language: UnitLanguage): Unit {
  const cx = new Context(source);
  const builder = cx.builder;
  reportSyntax(cx, source);
  builder.reserveFunction();
  const mark = cx.names.enter();
  hoistVars(cx, source.statements);
  declareLexical(cx, source.statements);
  const out: number[] = [];
  lowerStatements(cx, source.statements, out);
  cx.names.leave(mark);
  cx.names.settle();
  setModule(builder, file.text.length, out);
  findComments(file.text, cx.literals, builder.comments);
  return builder.seal(file.path, language, lineStartsOf(file.text));
}

function setModule(builder: UnitBuilder, end: number, statements: readonly number[]): void {
  const body = builder.listNode(Op.Block, 0, end, [], statements);
  builder.setFunction(0, builder.listNode(Op.FuncRec, 0, end, [builder.string(""), 0, -1, -1, -1, body], [], []));
}

/** Errors of the parse. TypeScript keeps them in a field that its declarations do not show. */
function reportSyntax(cx: Context, source: ts.SourceFile): void {
  const { parseDiagnostics = [] } = source as unknown as { readonly parseDiagnostics?: readonly ts.Diagnostic[] };
  for (const diagnostic of parseDiagnostics) {
    cx.problem("syntax", diagnostic.start ?? 0, ts.flattenDiagnosticMessageText(diagnostic.messageText, " "));
  }
}

function emptyUnit(file: SourceFile, language: UnitLanguage, kind: "depth" | "syntax", message: string): Unit {
  const builder = new UnitBuilder();
  builder.reserveFunction();
  setModule(builder, file.text.length, []);
  builder.problems.push({ kind, line: 1, message });
  return builder.seal(file.path, language, lineStartsOf(file.text));
}
