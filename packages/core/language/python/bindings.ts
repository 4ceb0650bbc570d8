import { DeclFlag } from "../ir.ts";
import type { Context } from "./context.ts";
import { K, T } from "./kinds.ts";
import { resolve, type Scope } from "./scopes.ts";

/** Bindings that can happen more than once, or whose value is no single expression, count as two: never constant. */
const ONCE = 1;
const OFTEN = 2;

/**
 * Declares every name that the statements of nodes [from, to) bind in a function or module scope.
 * One pass over the columns; the bodies of nested functions and classes are left to their own pass.
 */
export function collectBindings(cx: Context, scope: Scope, from: number, to: number): void {
  const { kind, next } = cx.tree;
  const skips: number[] = [];
  let loopEnd = from;
  for (let i = from; i < to; ) {
    if (skips.length > 0 && skips[skips.length - 1] === i) {
      skips.pop();
      i = next[i] as number;
      continue;
    }
    const k = kind[i] as number;
    if (k === K.for_statement || k === K.while_statement) loopEnd = Math.max(loopEnd, next[i] as number);
    const skip = k === K.lambda ? cx.lastKid(i) : k === K.function_definition || k === K.class_definition ? cx.kid(i, K.block) : 0;
    if (skip > i) skips.push(skip);
    BINDERS[k]?.(cx, scope, i, i < loopEnd ? OFTEN : ONCE);
    i++;
  }
}

/** Declares what a node of one kind binds in the scope that it stands in. */
type Binder = (cx: Context, scope: Scope, at: number, times: number) => void;

const BINDERS: Readonly<Record<number, Binder>> = {
  [K.function_definition]: (cx, scope, at, times) => bindFirst(cx, scope, at, times, DeclFlag.func),
  [K.class_definition]: (cx, scope, at, times) => bindFirst(cx, scope, at, times, DeclFlag.cls),
  [K.named_expression]: (cx, scope, at, times) => bindFirst(cx, scope, at, times, 0),
  [K.assignment]: (cx, scope, at, times) => bindTarget(cx, scope, cx.firstKid(at), isBareAnnotation(cx, at) ? 0 : times),
  [K.augmented_assignment]: (cx, scope, at) => bindTarget(cx, scope, cx.firstKid(at), OFTEN),
  [K.for_statement]: (cx, scope, at) => bindTarget(cx, scope, cx.firstKid(at), OFTEN),
  [K.delete_statement]: (cx, scope, at) => bindTarget(cx, scope, cx.firstKid(at), OFTEN),
  [K.as_pattern_target]: (cx, scope, at, times) => bindTarget(cx, scope, at, times, cx.caughtTargets.has(at) ? DeclFlag.catchParam : 0),
  [K.except_clause]: bindExceptAlias,
  [K.type_alias_statement]: (cx, scope, at, times) => bindIdentifier(cx, scope, cx.firstIdentifier(at), times, 0),
  [K.import_statement]: bindImports,
  [K.import_from_statement]: bindImports,
  [K.future_import_statement]: bindImports,
  [K.global_statement]: (cx, scope, at) => shareOuter(cx, scope, at, cx.moduleScope),
  [K.nonlocal_statement]: (cx, scope, at) => shareOuter(cx, scope, at, null),
  [K.case_pattern]: bindCaptures,
  [K.union_pattern]: bindCaptures,
  [K.keyword_pattern]: bindCaptures,
  [K.splat_pattern]: (cx, scope, at, times) => bindFirst(cx, scope, at, times, 0),
  [K.as_pattern]: (cx, scope, at, times) => {
    const last = cx.lastKid(at);
    if (cx.tree.kind[last] === K.identifier) bindIdentifier(cx, scope, last, times, 0);
  },
};

/** Declares a name in a scope, unless it is there or belongs to an outer scope, and notes the binding. */
export function bindName(cx: Context, scope: Scope, name: string, start: number, times: number, flags: number): number {
  let decl = scope.names.get(name);
  if (decl === undefined || decl < 0) {
    const place = scope.kind === "module" ? DeclFlag.module : 0;
    decl = cx.declarations.declare(name, cx.fn, place, start);
    scope.names.set(name, decl);
  }
  cx.builder.addDeclFlags(decl, flags);
  cx.declarations.bind(decl, scope.outer.has(name) ? OFTEN : times);
  return decl;
}

/** Binds the identifiers of an assignment target; those inside attributes, subscripts and calls are only read. */
export function bindTarget(cx: Context, scope: Scope, target: number, times: number, flags = 0): void {
  if (target === 0) return;
  const { kind, next } = cx.tree;
  const end = next[target] as number;
  for (let i = target; i < end; ) {
    const k = kind[i] as number;
    if (k === K.identifier) bindIdentifier(cx, scope, i, times, flags);
    i = TARGET_CONTAINERS.has(k) ? i + 1 : (next[i] as number);
  }
}

/** Kinds whose children are assignment targets themselves. */
export const TARGET_CONTAINERS: ReadonlySet<number> = new Set([
  K.tuple_pattern,
  K.list_pattern,
  K.pattern_list,
  K.tuple,
  K.list,
  K.expression_list,
  K.parenthesized_expression,
  K.list_splat,
  K.list_splat_pattern,
  K.dictionary_splat_pattern,
  K.as_pattern_target,
]);

function bindIdentifier(cx: Context, scope: Scope, at: number, times: number, flags: number): void {
  if (at === 0) return;
  const name = cx.name(at);
  if (name !== "") bindName(cx, scope, name, cx.tree.start[at] as number, times, flags);
}

function bindFirst(cx: Context, scope: Scope, at: number, times: number, flags: number): void {
  bindIdentifier(cx, scope, cx.kid(at, K.identifier), times, flags);
}

/** `x: int` makes x a name of the scope and gives it no value. */
function isBareAnnotation(cx: Context, at: number): boolean {
  return cx.tree.kind[cx.lastKid(at)] === K.type;
}

/** The name of an except clause is a plain child or the target of a pattern; the pattern is visited after the clause. */
function bindExceptAlias(cx: Context, scope: Scope, at: number, times: number): void {
  const alias = exceptAlias(cx, at);
  if (alias === 0) return;
  if (cx.tree.kind[alias] === K.as_pattern_target) cx.caughtTargets.add(alias);
  else bindTarget(cx, scope, alias, times, DeclFlag.catchParam);
}

/** Node of the name that an except clause binds, or 0. */
export function exceptAlias(cx: Context, clause: number): number {
  const pattern = cx.kid(clause, K.as_pattern);
  if (pattern !== 0) return cx.kid(pattern, K.as_pattern_target);
  return cx.kidAfter(clause, T.as);
}

function bindImports(cx: Context, scope: Scope, at: number, times: number): void {
  const module = cx.tree.kind[at] === K.import_from_statement ? cx.firstKid(at) : 0;
  for (const kid of cx.kids(at)) {
    const alias = cx.tree.kind[kid] === K.aliased_import;
    if (kid === module || !(alias || cx.tree.kind[kid] === K.dotted_name)) continue;
    bindIdentifier(cx, scope, alias ? cx.lastKid(kid) : cx.firstKid(kid), times, DeclFlag.import);
  }
}

/** Makes the names of a global or nonlocal statement mean those of the module or of an enclosing function. */
export function shareOuter(cx: Context, scope: Scope, statement: number, target: Scope | null): void {
  if (scope.kind === "module") return;
  for (const kid of cx.kids(statement)) {
    const name = cx.name(kid);
    const found = target !== null ? target.names.get(name) : outerDecl(scope, name);
    if (found === undefined) continue;
    scope.names.set(name, found);
    scope.outer.add(name);
  }
}

function outerDecl(scope: Scope, name: string): number | undefined {
  if (scope.parent === null) return undefined;
  const meaning = resolve(scope.parent, name, false);
  return meaning.tag === "decl" ? meaning.decl : undefined;
}

/** A lone name in a pattern captures; a dotted one is compared with. */
function bindCaptures(cx: Context, scope: Scope, at: number, times: number): void {
  for (const kid of cx.kids(at)) {
    const name = captureName(cx, kid);
    if (name !== "") bindName(cx, scope, name, cx.tree.start[kid] as number, times, 0);
  }
}

/** Name that a pattern node captures, or "": `_` and dotted names capture nothing. */
export function captureName(cx: Context, pattern: number): string {
  if (cx.tree.kind[pattern] !== K.dotted_name) return "";
  const first = cx.firstKid(pattern);
  if (first === 0 || (cx.tree.next[first] as number) < (cx.tree.next[pattern] as number)) return "";
  const name = cx.name(first);
  return name === "_" ? "" : name;
}
