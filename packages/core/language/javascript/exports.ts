import ts from "typescript";
import { Op } from "../ir.ts";
import { unwrap } from "./access.ts";
import type { Context } from "./context.ts";
import { lowerExpression } from "./dispatch.ts";
import { eachName } from "./hoist.ts";
import { exportedName, importForEffect } from "./imports.ts";
import { constantText, nameOf } from "./literals.ts";
import { has, type Modified } from "./modifiers.ts";
import { lowerNamed } from "./naming.ts";

/** Writes one ExportRec; `specifier` and `imported` are string ids or -1. */
function addExport(cx: Context, at: ts.Node, name: string, decl: number, expression: number, specifier = -1, imported = -1): void {
  const fixed = [cx.builder.string(name), decl, expression, specifier, imported];
  cx.builder.exports.push(cx.builder.listNode(Op.ExportRec, cx.start(at), at.end, fixed));
}

/** Exports a declaration under its own name, or as the default, where its modifiers say so. */
export function exportDeclaration(cx: Context, node: Modified, name: string, decl: number): void {
  if (!has(node, ts.SyntaxKind.ExportKeyword)) return;
  if (cx.namespaceExports !== undefined) cx.namespaceExports.push(name);
  else addExport(cx, node, has(node, ts.SyntaxKind.DefaultKeyword) ? "default" : name, decl, 0);
}

export function exportVariables(cx: Context, node: ts.VariableStatement): void {
  if (!has(node, ts.SyntaxKind.ExportKeyword)) return;
  for (const declaration of node.declarationList.declarations) {
    eachName(declaration.name, (name) => {
      const text = nameOf(name);
      const decl = cx.names.entry(text).decl;
      if (decl >= 0) exportDeclaration(cx, node, text, decl);
    });
  }
}

/** `export { a as b }`, `export { a } from "m"`, `export * from "m"`, `export * as ns from "m"`. */
export function lowerExportList(cx: Context, node: ts.ExportDeclaration): void {
  if (node.isTypeOnly) return;
  const specifier = node.moduleSpecifier === undefined ? -1 : cx.builder.string(constantText(node.moduleSpecifier) ?? "");
  const clause = node.exportClause;
  if (clause === undefined) {
    addExport(cx, node, "*", -1, 0, specifier);
    return;
  }
  if (ts.isNamespaceExport(clause)) {
    addExport(cx, node, exportedName(clause.name), -1, 0, specifier, cx.builder.string("*"));
    return;
  }
  if (clause.elements.length === 0 && node.moduleSpecifier !== undefined) importForEffect(cx, node, node.moduleSpecifier);
  for (const element of clause.elements) {
    if (element.isTypeOnly) continue;
    const local = exportedName(element.propertyName ?? element.name);
    const name = exportedName(element.name);
    if (specifier >= 0) addExport(cx, element, name, -1, 0, specifier, cx.builder.string(local));
    else exportLocal(cx, element, name, local);
  }
}

/** A name that no scope declares is a type (which vanishes), or a value of the surroundings. */
function exportLocal(cx: Context, at: ts.Node, name: string, local: string): void {
  const decl = cx.names.entry(local).decl;
  if (cx.namespaceExports !== undefined) cx.namespaceExports.push(local);
  else addExport(cx, at, name, decl, decl >= 0 ? 0 : cx.global(at, local));
}

/** `export default expression` and `export = expression`. */
export function lowerExportAssignment(cx: Context, node: ts.ExportAssignment, out: number[]): void {
  if (node.isExportEquals) {
    const place = cx.node(Op.Member, node, cx.global(node, "module"), cx.builder.string("exports"));
    out.push(cx.node(Op.Expr, node, cx.node(Op.Assign, node, place, lowerNamed(cx, node.expression, "", node))));
    return;
  }
  const value = unwrap(node.expression);
  const named = ts.isIdentifier(value) ? cx.names.entry(nameOf(value)).decl : -1;
  if (named >= 0) {
    addExport(cx, node, "default", named, 0);
    return;
  }
  // A variable holds the value, so that it is evaluated in its place and named by the export.
  const held = cx.names.synthetic(cx.fn, "default");
  const lowered = ts.isIdentifier(value) ? lowerExpression(cx, value) : lowerNamed(cx, value, "default", node);
  out.push(cx.node(Op.Expr, node, cx.define(node, held, lowered)));
  addExport(cx, node, "default", held, 0);
}
