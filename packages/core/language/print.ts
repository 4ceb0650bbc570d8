import { CLASS, DECL_WIDTH, DeclFlag, FUNC, FuncFlag, MEMBER, type MemberKind, Op, PARAM, type ParamKind, type Unit } from "./ir.ts";
import { afterList, classDecorators, declName, funcDecorators, list, members, params, supers, text } from "./read.ts";

/**
 * A Unit as text, for tests and for people: one top-level statement per line, S-expressions inside.
 *
 *     x, x@3      variable of this unit (with its number where the name is not unique), _3 if it has no name
 *     ^x          name that the unit does not declare
 *     {s s}       block
 *     (= t v)     assignment;  (+ a b) binary;  (and a b), (or a b), (?? a b), (?: t a b)
 *     (fn f [x y=1 ...z] {..})   function, inlined where it is created; flags stand before the name: (async,arrow fn ..)
 *
 * Imports come before the statements and exports after them.
 */
export function printUnit(unit: Unit): string {
  const printer = new Printer(unit);
  const lines: string[] = [];
  for (const node of unit.imports) lines.push(printer.node(node));
  const body = unit.data[(unit.functions[0] as number) + FUNC.body] as number;
  for (const statement of list(unit, body + 3)) lines.push(printer.node(statement));
  for (const node of unit.exports) lines.push(printer.node(node));
  return lines.join("\n");
}

/** The declarations of a Unit, one per line: name, owner function id, flags, annotation after a colon. */
export function printDecls(unit: Unit): string {
  const printer = new Printer(unit);
  const lines: string[] = [];
  for (let decl = 0; decl < unit.decls.length / DECL_WIDTH; decl++) {
    const owner = unit.decls[decl * DECL_WIDTH + 1] as number;
    const flags = unit.decls[decl * DECL_WIDTH + 2] as number;
    const annotation = unit.decls[decl * DECL_WIDTH + 3] as number;
    const words = flagWords(flags, DeclFlag);
    lines.push(`${[printer.name(decl), `fn${owner}`, ...words].join(" ")}${annotation ? `: ${printer.node(annotation)}` : ""}`);
  }
  return lines.join("\n");
}

function flagWords(flags: number, table: Readonly<Record<string, number>>): string[] {
  return Object.keys(table).filter((key) => flags & (table[key] as number));
}

const MEMBER_WORD = ["method", "field", "getter", "setter", "ctor"];

class Printer {
  readonly #unit: Unit;
  readonly #ambiguous = new Set<string>();

  constructor(unit: Unit) {
    this.#unit = unit;
    const seen = new Set<string>();
    for (let decl = 0; decl < unit.decls.length / DECL_WIDTH; decl++) {
      const name = declName(unit, decl);
      if (seen.has(name)) this.#ambiguous.add(name);
      seen.add(name);
    }
  }

  name(decl: number): string {
    if (decl < 0) return "-";
    const name = declName(this.#unit, decl);
    if (name === "") return `_${decl}`;
    return this.#ambiguous.has(name) ? `${name}@${decl}` : name;
  }

  node(at: number): string {
    if (at === 0) return "-";
    const layout = LAYOUT[this.#op(at, 0)];
    if (layout !== undefined) return this.#fields(at, layout);
    switch (this.#op(at, 0)) {
      case Op.Func:
        return this.#func("fn", this.#op(at, 3));
      case Op.FuncDecl:
        return this.#func("defn", this.#op(at, 3), this.name(this.#op(at, 4)));
      case Op.Getter:
        return `(get ${this.#quoted(this.#op(at, 3))} ${this.#func("fn", this.#op(at, 4))})`;
      case Op.Class:
        return this.#class("class", this.#op(at, 3));
      case Op.ClassDecl:
        return this.#class("defclass", this.#op(at, 3));
      case Op.Undefined:
        return "undefined";
      case Op.Null:
        return "null";
      case Op.This:
        return "this";
      case Op.Super:
        return "super";
      case Op.ParamRec:
        return this.#param(at);
      case Op.MemberRec:
        return this.#member(at);
      case Op.ArrayRest:
        return `(array-rest ${this.node(this.#op(at, 3))} ${this.#op(at, 4)})`;
      case Op.Case: {
        const tests = list(this.#unit, at + 3);
        return `(case [${this.#nodes(tests)}] ${this.node(this.#op(at, 4 + tests.length))})`;
      }
      default:
        return this.#word(at);
    }
  }

  /** Kinds whose text is a bare word or brackets. */
  #word(at: number): string {
    const first = this.#op(at, 3);
    switch (this.#op(at, 0)) {
      case Op.Str:
        return this.#quoted(first);
      case Op.Num:
        return text(this.#unit, first);
      case Op.Bool:
        return first ? "true" : "false";
      case Op.Regex:
        return `/${text(this.#unit, first)}/${text(this.#unit, this.#op(at, 4))}`;
      case Op.Ref:
        return this.name(first);
      case Op.Global:
        return `^${text(this.#unit, first)}`;
      case Op.Block:
        return `{${this.#nodes(list(this.#unit, at + 3))}}`;
      case Op.Expr:
        return this.node(first);
      case Op.Array:
        return `(${["array", "tuple", "set", "pair"][first]}${this.#rest(at + 4)})`;
      case Op.Binary:
        return `(${text(this.#unit, first)} ${this.node(this.#op(at, 4))} ${this.node(this.#op(at, 5))})`;
      case Op.Unary:
        return `(${text(this.#unit, first)} ${this.node(this.#op(at, 4))})`;
      case Op.Member:
        return `(. ${this.node(first)} ${text(this.#unit, this.#op(at, 4))})`;
      default:
        return `(unknown ${this.#op(at, 0)})`;
    }
  }

  /** Prints the operands as LAYOUT spells them: n node, s string, d decl, i integer, t flag text, l list of nodes. */
  #fields(at: number, layout: readonly [string, string]): string {
    let out = `(${layout[0]}`;
    let from = at + 3;
    for (const field of layout[1]) {
      const value = this.#unit.data[from] as number;
      if (field === "n") out += ` ${this.node(value)}`;
      else if (field === "s") out += value < 0 ? " -" : ` ${this.#quoted(value)}`;
      else if (field === "d") out += ` ${this.name(value)}`;
      else if (field === "i") out += ` ${value}`;
      else out += this.#rest(from);
      from = field === "l" ? afterList(this.#unit, from) : from + 1;
    }
    return `${out})`;
  }

  #func(word: string, id: number, name?: string): string {
    const at = this.#unit.functions[id] as number;
    const flags = flagWords(this.#op(at, FUNC.flags) & ~FuncFlag.nested, FuncFlag).join(",");
    const shown = name ?? text(this.#unit, this.#op(at, FUNC.name));
    const decorators = Array.from(funcDecorators(this.#unit, id), (node) => `@${this.node(node)} `).join("");
    const inside = this.#nodes(params(this.#unit, id));
    return `(${decorators}${flags ? `${flags} ` : ""}${word} ${shown ? `${shown} ` : ""}[${inside}] ${this.node(this.#op(at, FUNC.body))})`;
  }

  #param(at: number): string {
    const prefix = ["", "...", "*", "**"][this.#op(at, PARAM.kind) as (typeof ParamKind)[keyof typeof ParamKind]];
    const decorators = Array.from(list(this.#unit, at + PARAM.decorators), (node) => `@${this.node(node)} `).join("");
    const value = this.#op(at, PARAM.defaultValue);
    return `${decorators}${prefix}${this.name(this.#op(at, PARAM.decl))}${this.#type(at, PARAM.annotation)}${value ? `=${this.node(value)}` : ""}`;
  }

  #class(word: string, id: number): string {
    const at = this.#unit.classes[id] as number;
    const decorators = Array.from(classDecorators(this.#unit, id), (node) => `@${this.node(node)} `).join("");
    const name = text(this.#unit, this.#op(at, CLASS.name));
    const inside = this.#nodes(members(this.#unit, id));
    return `(${decorators}${word} ${name ? `${name} ` : ""}[${this.#nodes(supers(this.#unit, id))}]${inside ? ` ${inside}` : ""})`;
  }

  #member(at: number): string {
    const decorators = Array.from(list(this.#unit, at + MEMBER.decorators), (node) => `@${this.node(node)} `).join("");
    const word = MEMBER_WORD[this.#op(at, MEMBER.kind) as (typeof MemberKind)[keyof typeof MemberKind]];
    const head = `${this.#op(at, MEMBER.isStatic) ? "static " : ""}${word} ${this.#quoted(this.#op(at, MEMBER.name))}${this.#type(at, MEMBER.annotation)}`;
    const func = this.#op(at, MEMBER.func);
    const value = this.#op(at, MEMBER.value);
    return `(${decorators}${head}${func >= 0 ? ` ${this.#func("fn", func)}` : ""}${value ? ` ${this.node(value)}` : ""})`;
  }

  /** ":annotation" where there is one, else ":`text`" where a type was written (annotation and text are neighbours). */
  #type(at: number, offset: number): string {
    const annotation = this.#op(at, offset);
    const written = this.#op(at, offset + 1);
    if (annotation) return `:${this.node(annotation)}`;
    return written >= 0 ? `:\`${text(this.#unit, written)}\`` : "";
  }

  #op(at: number, offset: number): number {
    return this.#unit.data[at + offset] as number;
  }

  #quoted(stringId: number): string {
    return JSON.stringify(text(this.#unit, stringId));
  }

  #nodes(nodes: Int32Array): string {
    return Array.from(nodes, (node) => this.node(node)).join(" ");
  }

  #rest(at: number): string {
    return Array.from(list(this.#unit, at), (node) => ` ${this.node(node)}`).join("");
  }
}

/** Word and operands of the kinds that print in the plain form (word operand operand ..). */
const LAYOUT: Readonly<Record<number, readonly [string, string]>> = {
  [Op.Index]: ["[]", "nn"],
  [Op.Call]: ["call", "nl"],
  [Op.New]: ["new", "nl"],
  [Op.KwArg]: ["kw", "sn"],
  [Op.Spread]: ["...", "n"],
  [Op.KwSpread]: ["**", "n"],
  [Op.Tagged]: ["tagged", "nl"],
  [Op.Object]: ["object", "l"],
  [Op.Prop]: [":", "sn"],
  [Op.PropComputed]: [":[]", "nn"],
  [Op.Concat]: ["concat", "l"],
  [Op.ObjectRest]: ["object-rest", "nl"],
  [Op.Default]: ["default", "nn"],
  [Op.IterElem]: ["elem", "n"],
  [Op.IterKey]: ["key", "n"],
  [Op.Comp]: ["comp", "nnnn"],
  [Op.Enter]: ["enter", "n"],
  [Op.And]: ["and", "nn"],
  [Op.Or]: ["or", "nn"],
  [Op.Nullish]: ["??", "nn"],
  [Op.Cond]: ["?:", "nnn"],
  [Op.Assign]: ["=", "nn"],
  [Op.Await]: ["await", "n"],
  [Op.Yield]: ["yield", "n"],
  [Op.Seq]: ["seq", "l"],
  [Op.ImportExpr]: ["import-expr", "n"],
  [Op.Opaque]: ["opaque", "l"],
  [Op.Return]: ["return", "n"],
  [Op.Throw]: ["throw", "n"],
  [Op.If]: ["if", "nnn"],
  [Op.Loop]: ["loop", "nnni"],
  [Op.ForEach]: ["for-each", "nnnn"],
  [Op.Try]: ["try", "nnnl"],
  [Op.Catch]: ["catch", "dnn"],
  [Op.Switch]: ["switch", "nil"],
  [Op.Break]: ["break", "s"],
  [Op.Continue]: ["continue", "s"],
  [Op.Labeled]: ["label", "sn"],
  [Op.ImportRec]: ["import", "dssi"],
  [Op.ExportRec]: ["export", "sdnss"],
};
