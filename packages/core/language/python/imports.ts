import { DeclFlag, Op } from "../ir.ts";
import { bindName } from "./bindings.ts";
import type { Context } from "./context.ts";
import { K } from "./kinds.ts";

/** Flag of the ImportRec of `from m import *`: all names of the module, where the flag 1 means types only. */
const ALL_NAMES = 2;

/** `import a.b.c`, `import a.b as x`. */
export function lowerImport(cx: Context, at: number): void {
  for (const kid of cx.kids(at)) {
    if (cx.tree.kind[kid] === K.aliased_import) {
      record(cx, kid, declOf(cx, cx.lastKid(kid)), dotted(cx, cx.firstKid(kid)), "*", 0);
      continue;
    }
    const specifier = dotted(cx, kid);
    const first = cx.firstKid(kid);
    if (first === 0 || specifier === "") continue;
    const name = cx.name(first);
    record(cx, kid, declOf(cx, first), name, "*", 0);
    // The variable is the outermost package; that the inner module gets loaded is a fact of its own.
    if (specifier !== name) record(cx, kid, -1, specifier, "*", 0);
  }
}

/** `from .m import a as b, c`, `from m import *`, `from __future__ import x`. */
export function lowerImportFrom(cx: Context, at: number): void {
  const future = cx.tree.kind[at] === K.future_import_statement;
  const module = future ? 0 : cx.firstKid(at);
  const specifier = future ? "__future__" : moduleName(cx, module);
  for (const kid of cx.kids(at)) {
    const kind = cx.tree.kind[kid];
    if (kid === module) continue;
    if (kind === K.wildcard_import) record(cx, kid, -1, specifier, "*", ALL_NAMES);
    else if (kind === K.aliased_import) record(cx, kid, declOf(cx, cx.lastKid(kid)), specifier, dotted(cx, cx.firstKid(kid)), 0);
    else if (kind === K.dotted_name) record(cx, kid, declOf(cx, cx.firstKid(kid)), specifier, dotted(cx, kid), 0);
  }
}

function record(cx: Context, at: number, decl: number, specifier: string, name: string, flags: number): void {
  cx.builder.imports.push(cx.node(Op.ImportRec, at, decl, cx.builder.string(specifier), cx.builder.string(name), flags));
}

/** Decl of the name that an import binds; a class body binds it here and now. */
function declOf(cx: Context, identifier: number): number {
  const name = cx.name(identifier);
  const known = cx.scope.names.get(name);
  if (known !== undefined && known >= 0) return known;
  return name === "" ? -1 : bindName(cx, cx.scope, name, cx.tree.start[identifier] as number, 1, DeclFlag.import);
}

function moduleName(cx: Context, module: number): string {
  if (cx.tree.kind[module] !== K.relative_import) return dotted(cx, module);
  const dots = cx.slice(cx.kid(module, K.import_prefix)).replace(/[^.]/g, "");
  const name = cx.kid(module, K.dotted_name);
  return dots + (name === 0 ? "" : dotted(cx, name));
}

/** The parts of a dotted name, without the spaces that may stand between them. */
function dotted(cx: Context, at: number): string {
  return cx
    .kids(at)
    .map((part) => cx.name(part))
    .join(".");
}
