import { lineStartsOf, UnitBuilder } from "../builder.ts";
import { DeclFlag, Op, type OpCode } from "../ir.ts";
import type { FlatTree } from "./flat-tree.ts";
import { FIRST_TOKEN, K } from "./kinds.ts";
import { Declarations, MEMBER_NAME, newScope, resolve, type Scope } from "./scopes.ts";

/**
 * Deepest nesting of expressions and statements that is lowered; real programs stay below 100. What
 * lies deeper becomes Opaque, so that no reader of the Unit can run out of stack.
 */
export const MAX_DEPTH = 500;

/** Problems kept per file: enough to see what is wrong, too few to fill a report. */
const MAX_PROBLEMS = 20;

/** Longest type text that is kept, in UTF-16 units. */
const MAX_TYPE_TEXT = 200;

/** What the lowering of one file carries from node to node. Nodes of the flat tree are named by index; 0 is "none", as 0 is the root. */
export class Context {
  readonly builder = new UnitBuilder();
  readonly declarations = new Declarations(this.builder);
  readonly moduleScope = newScope("module", null);
  readonly lineStarts: Int32Array;
  /** Alias targets of except clauses, see bindings.ts. */
  readonly caughtTargets = new Set<number>();
  readonly text: string;
  readonly tree: FlatTree;
  scope: Scope = this.moduleScope;
  /** Function in whose body the walk stands. */
  fn = 0;
  /** Has this function a yield? */
  yields = false;
  depth = 0;

  constructor(text: string, tree: FlatTree) {
    this.text = text;
    this.tree = tree;
    this.lineStarts = lineStartsOf(text);
  }

  /** First named child, or 0. Regions in error are not operands of anything. */
  firstKid(at: number): number {
    const { next } = this.tree;
    const end = next[at] as number;
    for (let i = at + 1; i < end; i = next[i] as number) if (this.#isOperand(i)) return i;
    return 0;
  }

  lastKid(at: number): number {
    const { next } = this.tree;
    const end = next[at] as number;
    let last = 0;
    for (let i = at + 1; i < end; i = next[i] as number) if (this.#isOperand(i)) last = i;
    return last;
  }

  /** First child of a kind (token or named), or 0. */
  kid(at: number, kind: number): number {
    const { next } = this.tree;
    const end = next[at] as number;
    for (let i = at + 1; i < end; i = next[i] as number) if (this.tree.kind[i] === kind) return i;
    return 0;
  }

  /** First named child behind the first token of a kind, or 0. */
  kidAfter(at: number, token: number): number {
    const from = this.kid(at, token);
    const { next } = this.tree;
    const end = next[at] as number;
    if (from === 0) return 0;
    for (let i = next[from] as number; i < end; i = next[i] as number) if (this.#isOperand(i)) return i;
    return 0;
  }

  /** Named children in order, without regions in error. */
  kids(at: number): number[] {
    const { next } = this.tree;
    const end = next[at] as number;
    const out: number[] = [];
    for (let i = at + 1; i < end; i = next[i] as number) if (this.#isOperand(i)) out.push(i);
    return out;
  }

  kidsOf(at: number, kind: number): number[] {
    return this.kids(at).filter((kid) => this.tree.kind[kid] === kind);
  }

  /** First identifier of a subtree, or 0. */
  firstIdentifier(at: number): number {
    const end = this.tree.next[at] as number;
    for (let i = at; i < end; i++) if (this.tree.kind[i] === K.identifier) return i;
    return 0;
  }

  slice(at: number): string {
    return this.text.slice(this.tree.start[at], this.tree.end[at]);
  }

  /** Text of an identifier as Python compares it: two spellings with one NFKC form are one name (reference, 2.3). */
  name(at: number): string {
    return identifierName(this.slice(at));
  }

  /** A node of the IR that spans the given node of the tree. */
  node(kind: OpCode, at: number, a?: number, b?: number, c?: number, d?: number): number {
    return this.builder.node(kind, this.tree.start[at] as number, this.tree.end[at] as number, a, b, c, d);
  }

  list(kind: OpCode, at: number, fixed: readonly number[], ...lists: ReadonlyArray<readonly number[]>): number {
    return this.builder.listNode(kind, this.tree.start[at] as number, this.tree.end[at] as number, fixed, ...lists);
  }

  str(at: number, value: string): number {
    return this.node(Op.Str, at, this.builder.string(value));
  }

  global(at: number, name: string): number {
    return this.node(Op.Global, at, this.builder.string(name));
  }

  /** Reads a variable of this unit. */
  ref(at: number, decl: number): number {
    return this.refSpan(this.tree.start[at] as number, this.tree.end[at] as number, decl);
  }

  refSpan(start: number, end: number, decl: number): number {
    if (this.builder.declOwner(decl) !== this.fn) this.builder.addDeclFlags(decl, DeclFlag.captured);
    return this.builder.node(Op.Ref, start, end, decl);
  }

  /** Ref, member of the class around, or Global, as the scopes have it. */
  use(at: number, name: string): number {
    const meaning = resolve(this.scope, name);
    if (meaning.tag === "decl") return this.ref(at, meaning.decl);
    if (meaning.tag === "member") return this.#classMember(at, meaning.scope, name);
    return this.global(at, name);
  }

  /** As `use`, for a name that is assigned here: a class body binds it now. */
  bound(at: number, name: string): number {
    if (this.scope.kind === "class" && !this.scope.names.has(name)) this.scope.names.set(name, MEMBER_NAME);
    return this.use(at, name);
  }

  /** Decl that a name which is assigned here stands for, or -1 for a member of a class. */
  boundDecl(name: string): number {
    const meaning = resolve(this.scope, name);
    return meaning.tag === "decl" ? meaning.decl : -1;
  }

  /** A variable without a name, to hold a value that is used in parts. It is assigned once. */
  temporary(at: number): number {
    const decl = this.declarations.declare("", this.fn, 0, this.tree.start[at] as number);
    this.declarations.bind(decl, 1);
    return decl;
  }

  assign(at: number, target: number, value: number): number {
    return this.node(Op.Expr, at, this.node(Op.Assign, at, target, value));
  }

  /** String id of a type as it was written, or -1. */
  typeText(type: number): number {
    if (type === 0) return -1;
    const start = this.tree.start[type] as number;
    return this.builder.string(this.text.slice(start, Math.min(this.tree.end[type] as number, start + MAX_TYPE_TEXT)));
  }

  problem(kind: "syntax" | "depth" | "size", offset: number, message: string): void {
    const problems = this.builder.problems;
    if (problems.length >= MAX_PROBLEMS || (kind === "depth" && problems.some((known) => known.kind === "depth"))) return;
    problems.push({ kind, line: this.#line(offset), message });
  }

  #line(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  #isOperand(at: number): boolean {
    const kind = this.tree.kind[at] as number;
    return kind < FIRST_TOKEN && kind !== K.ERROR;
  }

  #classMember(at: number, scope: Scope, name: string): number {
    const start = this.tree.start[at] as number;
    const end = this.tree.end[at] as number;
    return this.node(
      Op.Member,
      at,
      scope.classRef === null ? this.global(at, name) : scope.classRef(start, end),
      this.builder.string(name),
    );
  }
}

/** The NFKC form of an identifier. */
export function identifierName(written: string): string {
  for (let i = 0; i < written.length; i++) if (written.charCodeAt(i) > 127) return written.normalize("NFKC");
  return written;
}
