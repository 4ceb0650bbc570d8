import ts from "typescript";
import { UnitBuilder } from "../builder.ts";
import { DeclFlag, Op, type OpCode } from "../ir.ts";
import { Names } from "./names.ts";
import { docBefore, docText, skipTrivia } from "./trivia.ts";

/**
 * Deepest nesting of expressions and statements that is lowered; real programs, minified ones included,
 * stay below 200. What lies deeper becomes Opaque, so that no reader of the Unit can run out of stack.
 */
export const MAX_DEPTH = 500;

/** Syntax problems kept per file: enough to see what is wrong, too few to fill a report. */
const MAX_PROBLEMS = 20;

/** Longest type text that is kept, in UTF-16 units. */
const MAX_TYPE_TEXT = 200;

/** What the lowering of one file carries from node to node. */
export class Context {
  readonly builder = new UnitBuilder();
  readonly names = new Names(this.builder);
  readonly source: ts.SourceFile;
  readonly text: string;
  /** Function in whose body the walk stands. */
  fn = 0;
  depth = 0;
  /** Links of member and call chains that wait for their base, see access.ts. */
  readonly links: ts.Expression[] = [];
  /** Name and documentation (string id) that the surroundings give to the anonymous function or class lowered next; see naming.ts. */
  pendingName = "";
  pendingDoc = -1;
  /** Exported names of the namespace around the walk; undefined outside of namespaces. */
  namespaceExports: string[] | undefined;
  /** Modules are strict: a function declared in a block is not seen outside of it. */
  readonly strict: boolean;
  /** Functions declared in blocks of sloppy code, with the variable of the function around them. */
  readonly sloppy = new Map<ts.Node, number>();
  /** Pairs of offsets whose text is no code although it may hold quotes or comment signs; see comments.ts. */
  readonly literals: number[] = [];
  #memoPos = -1;
  #memoStart = -1;

  constructor(source: ts.SourceFile) {
    this.source = source;
    this.text = source.text;
    const first = source.statements[0];
    const directive = first !== undefined && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression);
    this.strict = ts.isExternalModule(source) || (directive && (first.expression as ts.StringLiteral).text === "use strict");
  }

  /** Offset of the first token of a node. The answer for the last position is kept: the left edge of a chain asks again and again. */
  start(node: ts.Node): number {
    const pos = node.pos;
    if (pos === this.#memoPos) return this.#memoStart;
    const start = skipTrivia(this.text, pos);
    this.#memoPos = pos;
    this.#memoStart = start > node.end ? node.end : start;
    return this.#memoStart;
  }

  /** A node of the IR that spans the given node of the syntax tree. */
  node(kind: OpCode, at: ts.Node, a?: number, b?: number, c?: number, d?: number): number {
    return this.builder.node(kind, this.start(at), at.end, a, b, c, d);
  }

  str(at: ts.Node, value: string): number {
    return this.node(Op.Str, at, this.builder.string(value));
  }

  /** Reads a variable; spans `at`. */
  ref(at: ts.Node, decl: number): number {
    if (this.builder.declOwner(decl) !== this.fn) this.builder.addDeclFlags(decl, DeclFlag.captured);
    return this.node(Op.Ref, at, decl);
  }

  global(at: ts.Node, name: string): number {
    return this.node(Op.Global, at, this.builder.string(name));
  }

  /** Assigns `value` to a declaration, as the one assignment that belongs to the declaration. */
  define(at: ts.Node, decl: number, value: number): number {
    this.names.writeAtDeclaration(decl);
    return this.node(Op.Assign, at, this.ref(at, decl), value);
  }

  /** String id of the documentation comment in front of a node, or -1. */
  doc(node: ts.Node): number {
    const start = this.start(node);
    // The shortest documentation comment is /** */ without the space.
    if (start - node.pos < 6) return -1;
    const comment = docBefore(this.text, node.pos, start);
    return comment === undefined ? -1 : this.builder.string(docText(this.text.slice(comment.start, comment.end)));
  }

  /** String id of a type as it was written, or -1. */
  typeText(type: ts.TypeNode | undefined): number {
    if (type === undefined) return -1;
    const start = this.start(type);
    return this.builder.string(this.text.slice(start, Math.min(type.end, start + MAX_TYPE_TEXT)));
  }

  problem(kind: "syntax" | "depth" | "size", offset: number, message: string): void {
    const problems = this.builder.problems;
    // Code that was not read must be told even where the syntax errors have filled the list; telling it once is enough.
    const silent = kind === "depth" ? problems.some((known) => known.kind === "depth") : problems.length >= MAX_PROBLEMS;
    if (silent) return;
    problems.push({ kind, line: this.source.getLineAndCharacterOfPosition(offset).line + 1, message });
  }
}
