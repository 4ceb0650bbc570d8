import { DECL_WIDTH, Op, type OpCode, type Unit, type UnitLanguage, type UnitProblem } from "./ir.ts";

/**
 * Collects the nodes of one file and seals them into a Unit. Children are written before their
 * parent, so a node id is always smaller than the id of the node that holds it.
 */
export class UnitBuilder {
  #data = new Int32Array(4096);
  #length = 1; // offset 0 is "no node"
  #strings: string[] = [];
  #stringIds = new Map<string, number>();
  #decls: number[] = [];
  #functions: number[] = [];
  #classes: number[] = [];
  #nodes = 0;
  readonly imports: number[] = [];
  readonly exports: number[] = [];
  readonly comments: number[] = [];
  #dynamicImports: number[] = [];
  readonly problems: UnitProblem[] = [];

  /** Writes [kind, start, end, ...operands] and returns its node id. */
  node(kind: OpCode, start: number, end: number, a?: number, b?: number, c?: number, d?: number): number {
    const at = this.#open(kind, start, end, 4);
    if (kind === Op.ImportExpr) this.#dynamicImports.push(at);
    const data = this.#data;
    if (a !== undefined) data[this.#length++] = a;
    if (b !== undefined) data[this.#length++] = b;
    if (c !== undefined) data[this.#length++] = c;
    if (d !== undefined) data[this.#length++] = d;
    return at;
  }

  /** As `node`, with fixed operands first and then each list as count and elements. */
  listNode(kind: OpCode, start: number, end: number, fixed: readonly number[], ...lists: ReadonlyArray<readonly number[]>): number {
    let size = fixed.length;
    for (const items of lists) size += 1 + items.length;
    const at = this.#open(kind, start, end, size);
    for (const value of fixed) this.#data[this.#length++] = value;
    for (const items of lists) {
      this.#data[this.#length++] = items.length;
      for (const value of items) this.#data[this.#length++] = value;
    }
    return at;
  }

  string(value: string): number {
    let id = this.#stringIds.get(value);
    if (id === undefined) {
      id = this.#strings.length;
      this.#strings.push(value);
      this.#stringIds.set(value, id);
    }
    return id;
  }

  /** Declares a variable and returns its decl number. */
  decl(name: string, ownerFunction: number, flags: number, annotation = 0): number {
    this.#decls.push(this.string(name), ownerFunction, flags, annotation);
    return this.#decls.length / DECL_WIDTH - 1;
  }

  /** Number of declarations so far; the next one gets this number. */
  get declCount(): number {
    return this.#decls.length / DECL_WIDTH;
  }

  addDeclFlags(decl: number, flags: number): void {
    this.#decls[decl * DECL_WIDTH + 2] = (this.#decls[decl * DECL_WIDTH + 2] as number) | flags;
  }

  clearDeclFlags(decl: number, flags: number): void {
    this.#decls[decl * DECL_WIDTH + 2] = (this.#decls[decl * DECL_WIDTH + 2] as number) & ~flags;
  }

  setDeclAnnotation(decl: number, annotation: number): void {
    this.#decls[decl * DECL_WIDTH + 3] = annotation;
  }

  declFlags(decl: number): number {
    return this.#decls[decl * DECL_WIDTH + 2] as number;
  }

  declOwner(decl: number): number {
    return this.#decls[decl * DECL_WIDTH + 1] as number;
  }

  /** Reserves a function id; the record is set when the body is done. */
  reserveFunction(): number {
    this.#functions.push(0);
    return this.#functions.length - 1;
  }

  setFunction(id: number, record: number): void {
    this.#functions[id] = record;
  }

  reserveClass(): number {
    this.#classes.push(0);
    return this.#classes.length - 1;
  }

  setClass(id: number, record: number): void {
    this.#classes[id] = record;
  }

  get nodeCount(): number {
    return this.#nodes;
  }

  seal(path: string, language: UnitLanguage, lineStarts: Int32Array): Unit {
    return {
      path,
      language,
      data: this.#data.slice(0, this.#length),
      strings: this.#strings,
      functions: Int32Array.from(this.#functions),
      classes: Int32Array.from(this.#classes),
      decls: Int32Array.from(this.#decls),
      imports: Int32Array.from(this.imports),
      exports: Int32Array.from(this.exports),
      dynamicImports: Int32Array.from(this.#dynamicImports),
      comments: Int32Array.from(this.comments),
      lineStarts,
      nodeCount: this.#nodes,
      problems: this.problems,
    };
  }

  #open(kind: number, start: number, end: number, operands: number): number {
    const need = this.#length + 3 + operands;
    if (need > this.#data.length) {
      const grown = new Int32Array(Math.max(need, this.#data.length * 2));
      grown.set(this.#data);
      this.#data = grown;
    }
    const at = this.#length;
    this.#data[at] = kind;
    this.#data[at + 1] = start;
    this.#data[at + 2] = end;
    this.#length = at + 3;
    this.#nodes++;
    return at;
  }
}

/** UTF-16 offsets at which the lines of a text start; \n, \r\n and \r end a line. */
export function lineStartsOf(source: string): Int32Array {
  const starts = [0];
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    if (code === 10) starts.push(i + 1);
    else if (code === 13 && source.charCodeAt(i + 1) !== 10) starts.push(i + 1);
  }
  return Int32Array.from(starts);
}
