import ts from "typescript";
import { DeclFlag, Op } from "../ir.ts";
import type { Context } from "./context.ts";
import { lowerExpression } from "./dispatch.ts";
import { constantText, nameOf } from "./literals.ts";
import { lowerEntityName } from "./types.ts";

/** Declares the names that an import binds and writes their ImportRec. Imports are hoisted, so this runs before the statements. */
export function declareImports(cx: Context, node: ts.ImportDeclaration | ts.ImportEqualsDeclaration): void {
  if (ts.isImportEqualsDeclaration(node)) {
    if (!node.isTypeOnly) cx.names.declare(nameOf(node.name), cx.fn, DeclFlag.import);
    return;
  }
  const specifier = cx.builder.string(constantText(node.moduleSpecifier) ?? "");
  const clause = node.importClause;
  if (clause === undefined) {
    importForEffect(cx, node, node.moduleSpecifier);
    return;
  }
  const typeOnly = clause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (clause.name !== undefined) addBinding(cx, clause.name, specifier, "default", typeOnly);
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) {
    addBinding(cx, bindings.name, specifier, "*", typeOnly);
    return;
  }
  for (const element of bindings.elements) {
    addBinding(cx, element.name, specifier, exportedName(element.propertyName ?? element.name), typeOnly || element.isTypeOnly);
  }
  if (bindings.elements.length === 0 && clause.name === undefined) importForEffect(cx, node, node.moduleSpecifier);
}

/** A module that is run and gives no name: its ImportRec has no variable and the empty name. */
export function importForEffect(cx: Context, at: ts.Node, specifier: ts.Expression): void {
  addImport(cx, at, -1, cx.builder.string(constantText(specifier) ?? ""), "", false);
}

function addBinding(cx: Context, name: ts.Identifier, specifier: number, imported: string, typeOnly: boolean): void {
  const decl = cx.names.declare(nameOf(name), cx.fn, DeclFlag.import);
  cx.names.writeAtDeclaration(decl);
  addImport(cx, name, decl, specifier, imported, typeOnly);
}

function addImport(cx: Context, at: ts.Node, decl: number, specifier: number, imported: string, typeOnly: boolean): void {
  cx.builder.imports.push(cx.node(Op.ImportRec, at, decl, specifier, cx.builder.string(imported), typeOnly ? 1 : 0));
}

/** Name in an import or export list, which may be a string: `export { a as "b-c" }`. */
export function exportedName(name: ts.ModuleExportName): string {
  return ts.isStringLiteral(name) ? name.text : nameOf(name);
}

/** `import x = require("y")` and `import x = A.B`. */
export function lowerImportEquals(cx: Context, node: ts.ImportEqualsDeclaration, out: number[]): void {
  if (node.isTypeOnly) return;
  const from = node.moduleReference;
  const value = ts.isExternalModuleReference(from)
    ? cx.node(Op.ImportExpr, from, lowerExpression(cx, from.expression))
    : lowerEntityName(cx, from);
  const decl = cx.names.entry(nameOf(node.name)).decl;
  if (decl >= 0) out.push(cx.node(Op.Expr, node, cx.define(node, decl, value)));
}
