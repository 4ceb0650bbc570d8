import { FuncFlag, MemberKind, Op } from "../ir.ts";
import { lowerAnnotation } from "./annotations.ts";
import { assignmentParts } from "./assignments.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { blockDoc } from "./docstrings.ts";
import { lowerAll, lowerOptional } from "./expressions.ts";
import { lowerFunction, withTypeParameters } from "./functions.ts";
import { K } from "./kinds.ts";
import { MEMBER_NAME, newScope } from "./scopes.ts";
import { isIdle, lowerStatement } from "./statements.ts";

/** Emits an expression that names the class from inside its body. */
export type ClassRef = (start: number, end: number) => number;

/** A definition with the decorators above it. */
export interface Decorated {
  /** function_definition or class_definition, 0 if the parser found none. */
  readonly definition: number;
  /** The decorator expressions, not lowered. */
  readonly decorators: readonly number[];
}

export function undecorated(cx: Context, at: number): Decorated {
  if (cx.tree.kind[at] !== K.decorated_definition) return { definition: at, decorators: [] };
  const decorators = cx.kidsOf(at, K.decorator).map((decorator) => cx.firstKid(decorator));
  return { definition: cx.kid(at, K.function_definition) || cx.kid(at, K.class_definition), decorators };
}

/** `def` as a statement; in a conditional part of a class body it assigns a member. */
export function lowerFunctionStatement(cx: Context, at: number, decorators: readonly number[], out: number[]): void {
  const name = cx.kid(at, K.identifier);
  const lowered = lowerAll(cx, decorators);
  const inClass = cx.scope.kind === "class";
  const func = lowerFunction(cx, at, { cls: -1, flags: inClass ? FuncFlag.method : 0, decorators: lowered });
  const decl = cx.scope.names.get(cx.name(name)) ?? -1;
  if (decl >= 0) out.push(cx.node(Op.FuncDecl, at, func, decl));
  else out.push(cx.assign(at, cx.bound(name, cx.name(name)), cx.node(Op.Func, at, func)));
}

/** `class` as a statement. */
export function lowerClassStatement(cx: Context, at: number, decorators: readonly number[], out: number[]): void {
  const name = cx.kid(at, K.identifier);
  const lowered = lowerAll(cx, decorators);
  const decl = cx.scope.names.get(cx.name(name)) ?? -1;
  if (decl >= 0) {
    const id = lowerClass(cx, at, decl, lowered, (start, end) => cx.refSpan(start, end, decl));
    out.push(cx.node(Op.ClassDecl, at, id, decl));
    return;
  }
  const id = lowerClass(cx, at, -1, lowered, memberRef(cx, cx.scope.classRef, cx.name(name)));
  out.push(cx.assign(at, cx.bound(name, cx.name(name)), cx.node(Op.Class, at, id)));
}

/** Names a class inside another one. */
function memberRef(cx: Context, outer: ClassRef | null, name: string): ClassRef {
  return (start, end) => {
    const string = cx.builder.string(name);
    return outer === null
      ? cx.builder.node(Op.Global, start, end, string)
      : cx.builder.node(Op.Member, start, end, outer(start, end), string);
  };
}

/** Lowers a class definition and returns its class id. */
function lowerClass(cx: Context, at: number, decl: number, decorators: readonly number[], classRef: ClassRef): number {
  const outer = cx.scope;
  const id = cx.builder.reserveClass();
  cx.scope = withTypeParameters(cx, at);
  const heads = cx.kid(at, K.argument_list);
  const supers = heads === 0 ? [] : lowerAll(cx, cx.kids(heads));
  cx.scope = newScope("class", cx.scope, classRef);
  const body = cx.kid(at, K.block);
  const members = new ClassBody(cx, id, classRef).lower(body);
  cx.scope = outer;
  const name = cx.builder.string(cx.name(cx.kid(at, K.identifier)));
  cx.builder.setClass(id, cx.list(Op.ClassRec, at, [name, decl, blockDoc(cx, body), cx.fn], supers, members, decorators));
  return id;
}

interface Member {
  readonly name: string;
  readonly kind: number;
  readonly isStatic: boolean;
  readonly func: number;
  readonly value: number;
  readonly annotation: number;
  readonly type: number;
  readonly decorators: readonly number[];
}

const FIELD: Omit<Member, "name"> = {
  kind: MemberKind.field,
  isStatic: false,
  func: -1,
  value: 0,
  annotation: 0,
  type: 0,
  decorators: [],
};

/**
 * Lowers the statements of a class body. Definitions and plain assignments become members; all the
 * rest becomes the body of one static function without a name, which runs when the class is made.
 */
class ClassBody {
  readonly #cx: Context;
  readonly #id: number;
  readonly #classRef: ClassRef;
  readonly #members: number[] = [];
  readonly #rest: number[] = [];
  #restFunction = -1;

  constructor(cx: Context, id: number, classRef: ClassRef) {
    this.#cx = cx;
    this.#id = id;
    this.#classRef = classRef;
  }

  lower(body: number): number[] {
    const cx = this.#cx;
    if (body === 0) return [];
    const { next } = cx.tree;
    for (let at = body + 1; at < (next[body] as number); at = next[at] as number) this.#statement(at);
    if (this.#restFunction >= 0) this.#sealRest(body);
    return this.#members;
  }

  #statement(at: number): void {
    const cx = this.#cx;
    if (cx.depth >= MAX_DEPTH) {
      this.#other(at);
      return;
    }
    cx.depth++;
    this.#classify(at);
    cx.depth--;
  }

  #classify(at: number): void {
    const cx = this.#cx;
    const { definition, decorators } = undecorated(cx, at);
    const kind = cx.tree.kind[definition];
    if (kind === K.function_definition) this.#method(definition, decorators);
    else if (kind === K.class_definition) this.#innerClass(definition, decorators);
    else if (!(kind === K.expression_statement && this.#field(at))) this.#other(at);
  }

  #method(at: number, decorators: readonly number[]): void {
    const cx = this.#cx;
    const name = cx.name(cx.kid(at, K.identifier));
    const role = roleOf(cx, decorators);
    const lowered = lowerAll(cx, decorators);
    const flags = FuncFlag.method | role.flags | (name === "__init__" ? FuncFlag.ctor : 0);
    const func = lowerFunction(cx, at, { cls: this.#id, flags, decorators: lowered });
    cx.scope.names.set(name, MEMBER_NAME);
    this.#member(at, { ...FIELD, name, kind: role.kind, isStatic: (role.flags & FuncFlag.static) !== 0, func, decorators: lowered });
  }

  #innerClass(at: number, decorators: readonly number[]): void {
    const cx = this.#cx;
    const name = cx.name(cx.kid(at, K.identifier));
    const id = lowerClass(cx, at, -1, lowerAll(cx, decorators), memberRef(cx, this.#classRef, name));
    cx.scope.names.set(name, MEMBER_NAME);
    this.#member(at, { ...FIELD, name, value: cx.node(Op.Class, at, id) });
  }

  /** `a = b = value`, `a: T = value` and `a: T` are fields; other targets are statements. */
  #field(statement: number): boolean {
    const cx = this.#cx;
    const at = cx.firstKid(statement);
    if (cx.tree.kind[at] !== K.assignment || cx.lastKid(statement) !== at) return false;
    const { targets, annotation, value } = assignmentParts(cx, at);
    if (!targets.every((target) => cx.tree.kind[target] === K.identifier && this.#isOwn(cx.name(target)))) return false;
    const lowered = lowerOptional(cx, value);
    const type = lowerAnnotation(cx, annotation);
    for (const target of targets) {
      const name = cx.name(target);
      if (value !== 0) cx.scope.names.set(name, MEMBER_NAME);
      this.#member(at, { ...FIELD, name, value: lowered, annotation: type, type: annotation });
    }
    return true;
  }

  /** A name of the class itself, and not one that an import or `global` made a variable. */
  #isOwn(name: string): boolean {
    return (this.#cx.scope.names.get(name) ?? MEMBER_NAME) === MEMBER_NAME;
  }

  #other(at: number): void {
    const cx = this.#cx;
    const { fn, yields } = cx;
    if (this.#restFunction < 0 && !leavesNothing(cx, at)) this.#restFunction = cx.builder.reserveFunction();
    if (this.#restFunction >= 0) cx.fn = this.#restFunction;
    lowerStatement(cx, at, this.#rest);
    cx.fn = fn;
    cx.yields = yields;
  }

  #sealRest(body: number): void {
    const cx = this.#cx;
    const block = cx.list(Op.Block, body, [], this.#rest);
    const flags = FuncFlag.method | FuncFlag.static | (cx.fn === 0 ? 0 : FuncFlag.nested);
    const record = cx.list(Op.FuncRec, body, [cx.builder.string(""), flags, cx.fn, this.#id, -1, block], [], []);
    cx.builder.setFunction(this.#restFunction, record);
    this.#member(body, { ...FIELD, name: "", kind: MemberKind.method, isStatic: true, func: this.#restFunction });
  }

  #member(at: number, member: Member): void {
    const cx = this.#cx;
    const { kind, func, value, annotation } = member;
    const fixed = [cx.builder.string(member.name), kind, member.isStatic ? 1 : 0, func, value, annotation, cx.typeText(member.type)];
    this.#members.push(cx.list(Op.MemberRec, at, fixed, member.decorators));
  }
}

/** Statements that lower to nothing; they must not bring the function without a name to life. */
const SILENT: ReadonlySet<number> = new Set([
  K.import_statement,
  K.import_from_statement,
  K.future_import_statement,
  K.pass_statement,
  K.global_statement,
  K.nonlocal_statement,
]);

function leavesNothing(cx: Context, at: number): boolean {
  return SILENT.has(cx.tree.kind[at] as number) || isIdle(cx, at);
}

/** What the decorators of the language itself make of a method. */
function roleOf(cx: Context, decorators: readonly number[]): { kind: number; flags: number } {
  let kind: number = MemberKind.method;
  let flags = 0;
  for (const decorator of decorators) {
    const last = cx.tree.kind[decorator] === K.attribute ? cx.lastKid(decorator) : decorator;
    const name = cx.tree.kind[last] === K.identifier ? cx.name(last) : "";
    if (name === "staticmethod") flags = FuncFlag.static;
    if (name === "property" || name === "cached_property" || name === "abstractproperty") kind = MemberKind.getter;
    if (last !== decorator && name === "getter") kind = MemberKind.getter;
    if (last !== decorator && name === "setter") kind = MemberKind.setter;
  }
  if (kind === MemberKind.getter) flags |= FuncFlag.getter;
  if (kind === MemberKind.setter) flags |= FuncFlag.setter;
  return { kind, flags };
}
