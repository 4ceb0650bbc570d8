/**
 * The intermediate representation that every language front end produces and every later stage reads.
 *
 * A Unit is one file. Its nodes live in one Int32Array (`data`), so that a Unit crosses a thread by
 * transfer and goes to the disk cache as it is; a structured clone of object trees costs as much as
 * the parse. A node is named by its offset in `data`; offset 0 is "no node". Every node starts with
 *
 *     [kind, start, end, ...operands]
 *
 * start and end are UTF-16 offsets into the source text. Operands are node ids, string ids, small
 * integers, or a count followed by that many node ids ("list"). The layout of each kind is the
 * comment beside it below; that comment is the contract between front ends and readers.
 *
 * Front ends desugar: destructuring, f-strings, `with`, comprehensions, optional chaining, default
 * arguments, `async for`, decorators on nested functions and so on arrive as the kinds below.
 */

export const Op = {
  // ---- literals
  Str: 1, // string
  Num: 2, // string (source text of the number)
  Bool: 3, // 0 | 1
  Null: 4, // JS null, Python None
  Undefined: 5,
  Regex: 6, // string pattern, string flags

  // ---- names
  Ref: 7, // decl: a variable that this unit declares (see decls)
  Global: 8, // string: a name that no scope of this unit declares (process, fetch, open, print ...)
  This: 9, // JS this. Python: methods bind their first parameter instead, This is not used
  Super: 10,

  // ---- access and calls
  Member: 11, // object, string
  Index: 12, // object, index
  Call: 13, // callee, list of arguments (any expression, or Spread, KwArg, KwSpread)
  New: 14, // callee, list of arguments
  KwArg: 15, // string, value (Python keyword argument)
  Spread: 16, // value (JS ...x, Python *x)
  KwSpread: 17, // value (Python **x)
  Tagged: 18, // tag, list: quasi strings (Str) and values in source order

  // ---- building values
  Func: 19, // function id: makes a closure
  Class: 20, // class id: makes a class value
  Object: 21, // list of Prop, PropComputed, Getter, Spread (JS object literal, Python dict literal)
  Prop: 22, // string key, value
  PropComputed: 23, // key expression, value
  Getter: 24, // string key, function id
  Array: 25, // form (0 array or list, 1 tuple, 2 set, 3 key and value of a dict comprehension), list of elements (any expression or Spread)
  Concat: 26, // list: template literal or f-string parts, in order
  ObjectRest: 27, // object, list of Str keys that were taken out before
  ArrayRest: 28, // array, first index (plain integer)
  Default: 29, // value, fallback: fallback when value is undefined (JS); pattern defaults
  IterElem: 30, // iterable: one element of it (for-of, Python for)
  IterKey: 31, // object: one key of it (for-in)
  Comp: 32, // iterable, bind statement (assigns IterElem of the iterable to its target), condition or 0, element (may be another Comp); value is an array of elements. Dict comprehension: element is Array form 3 [key, value]
  Enter: 33, // context manager: the value that `with x as v` binds

  // ---- operators
  Binary: 34, // string operator ("+", "===", "in", "not in", "instanceof", "is" ...), left, right
  Unary: 35, // string operator ("!", "-", "typeof", "delete", "not" is spelled "!"), operand
  And: 36, // left, right
  Or: 37, // left, right
  Nullish: 38, // left, right
  Cond: 39, // test, then, else
  Assign: 40, // target (Ref, Global, Member, Index), value. Compound assignment is desugared to Binary. Also an expression
  Await: 41, // value
  Yield: 42, // value or 0
  Seq: 43, // list: comma operator, value of the last
  ImportExpr: 44, // specifier expression: import(x); require(x) when require is not shadowed; Python importlib.import_module and __import__ stay calls
  Opaque: 45, // list of child expressions: anything else; its value depends on all children

  // ---- statements
  Block: 50, // list
  Expr: 51, // expression
  Return: 52, // value or 0
  Throw: 53, // value or 0
  If: 54, // test, then block, else block or 0
  Loop: 55, // test or 0, body, update expression or 0, tested first (0 | 1). for(;;) puts its initialiser before the loop
  ForEach: 56, // iterable, bind statement (assigns IterElem or IterKey of the iterable to the target), body, else block or 0
  Try: 57, // block, finally block or 0, else block or 0, list of Catch
  Catch: 58, // decl or -1, type expression or 0, block
  Switch: 59, // discriminant, falls through (1 JS, 0 Python match), list of Case
  Case: 60, // list of test expressions (empty: default), block
  Break: 61, // string label or -1
  Continue: 62, // string label or -1
  FuncDecl: 63, // function id, decl: hoisted in JS, assigned in place in Python
  ClassDecl: 64, // class id, decl
  Labeled: 65, // string label, statement

  // ---- records (reached by the tables of the Unit, not from statements)
  FuncRec: 70, // see FUNC
  ClassRec: 71, // see CLASS
  MemberRec: 72, // see MEMBER
  ParamRec: 73, // see PARAM
  ImportRec: 74, // decl, string specifier, string imported name ("*" namespace, "default", or a name), flags (1 type only)
  ExportRec: 75, // string exported name ("*" with a specifier: export all), decl or -1, expression or 0, string specifier or -1, string name in that module or -1
} as const;

export type OpCode = (typeof Op)[keyof typeof Op];

/** Operand offsets inside a FuncRec. Function id 0 is the module body itself. */
export const FUNC = {
  name: 3, // string, "" if anonymous
  flags: 4, // see FuncFlag
  parent: 5, // function id of the enclosing function, -1 for the module
  cls: 6, // class id if it is a method or constructor, else -1
  doc: 7, // string id of the docstring or leading JSDoc text, or -1
  body: 8, // Block (an arrow with an expression body is a Block with one Return)
  params: 9, // list of ParamRec at this offset: count, ids
  // the list of decorator expressions follows the list of parameters
} as const;

export const FuncFlag = {
  async: 1,
  generator: 2,
  arrow: 4,
  method: 8,
  static: 16,
  getter: 32,
  setter: 64,
  ctor: 128,
  nested: 256,
} as const;

/** Operand offsets inside a ParamRec. A destructured parameter has a synthetic decl; the body starts by taking it apart. */
export const PARAM = {
  decl: 3,
  kind: 4, // see ParamKind
  defaultValue: 5, // expression or 0
  annotation: 6, // type as an expression where it is a name, member, call or subscript; else 0
  typeText: 7, // string id of the type as written, or -1
  decorators: 8, // list (NestJS and similar)
} as const;

export const ParamKind = { positional: 0, rest: 1, kwOnly: 2, kwRest: 3 } as const;

/** Operand offsets inside a ClassRec. */
export const CLASS = {
  name: 3, // string
  decl: 4, // or -1
  doc: 5, // string or -1
  owner: 6, // function id in which the class is declared
  supers: 7, // list of expressions
  // then: list of MemberRec, then list of decorator expressions
} as const;

/** Operand offsets inside a MemberRec. */
export const MEMBER = {
  name: 3, // string; computed names that are not constant use ""
  kind: 4, // see MemberKind
  isStatic: 5, // 0 | 1
  func: 6, // function id or -1
  value: 7, // initialiser expression or 0 (fields)
  annotation: 8, // as PARAM.annotation
  typeText: 9, // string or -1
  decorators: 10, // list
} as const;

export const MemberKind = { method: 0, field: 1, getter: 2, setter: 3, ctor: 4 } as const;

export const DeclFlag = {
  param: 1,
  constant: 2, // assigned exactly once, at its declaration
  captured: 4, // read or written by a function other than its owner
  func: 8,
  cls: 16,
  import: 32,
  catchParam: 64,
  module: 128, // declared at module level
  perRound: 256, // declared inside a for-of or for-in loop: a new variable in each round
} as const;

/** One source file, lowered. Everything in it can be transferred or written to disk. */
export interface Unit {
  /** Path relative to the snapshot root, with forward slashes. */
  readonly path: string;
  readonly language: UnitLanguage;
  readonly data: Int32Array;
  readonly strings: readonly string[];
  /** Node ids of FuncRec; the index is the function id; 0 is the module body. */
  readonly functions: Int32Array;
  /** Node ids of ClassRec; the index is the class id. */
  readonly classes: Int32Array;
  /** Four integers per declaration: string name, owner function id, flags (DeclFlag), annotation expression or 0. */
  readonly decls: Int32Array;
  /** Node ids of ImportRec and ExportRec. */
  readonly imports: Int32Array;
  readonly exports: Int32Array;
  /** Node ids of ImportExpr. */
  readonly dynamicImports: Int32Array;
  /** Pairs (start, end) of every comment, delimiters included, in order. */
  readonly comments: Int32Array;
  /** UTF-16 offset of the start of each line. */
  readonly lineStarts: Int32Array;
  /** Number of nodes, the measure that budgets are counted in. */
  readonly nodeCount: number;
  readonly problems: readonly UnitProblem[];
}

export type UnitLanguage = "javascript" | "typescript" | "python";

/** Something the front end could not read. The rest of the file is still in the Unit. */
export interface UnitProblem {
  readonly kind: "syntax" | "depth" | "size";
  readonly line: number;
  readonly message: string;
}

export const DECL_WIDTH = 4;

/** A place in a file: lines and columns count from 1; the end column is exclusive. */
export interface Span {
  readonly startLine: number;
  readonly startCol: number;
  readonly endLine: number;
  readonly endCol: number;
}
