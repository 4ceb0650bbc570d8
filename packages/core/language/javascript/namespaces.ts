import ts from "typescript";
import { Op } from "../ir.ts";
import { lowerStatements } from "./blocks.ts";
import { type Context, MAX_DEPTH } from "./context.ts";
import { installForms, lowerExpression, opaque, tooDeep } from "./dispatch.ts";
import { exportDeclaration } from "./exports.ts";
import { declareLexical, hoistVars } from "./hoist.ts";
import { keyText } from "./keys.ts";
import { nameOf } from "./literals.ts";
import { isDeclared } from "./modifiers.ts";

/**
 * Stores what an enum or namespace makes. The first declaration of a name assigns an object to it; one
 * that merges with an earlier function, class or object adds its properties to that.
 */
function store(cx: Context, node: ts.Node, decl: number, entries: ReadonlyArray<readonly [string, number]>, out: number[]): void {
  if (!cx.names.written(decl)) {
    const props = entries.map(([name, value]) => cx.node(Op.Prop, node, cx.builder.string(name), value));
    const object = cx.builder.listNode(Op.Object, cx.start(node), node.end, [], props);
    out.push(cx.node(Op.Expr, node, cx.define(node, decl, object)));
    return;
  }
  for (const [name, value] of entries) {
    const place = cx.node(Op.Member, node, cx.ref(node, decl), cx.builder.string(name));
    out.push(cx.node(Op.Expr, node, cx.node(Op.Assign, node, place, value)));
  }
}

function lowerEnum(cx: Context, node: ts.EnumDeclaration, out: number[]): void {
  if (isDeclared(node)) return;
  const name = nameOf(node.name);
  const known = cx.names.entry(name).decl;
  const decl = known >= 0 ? known : cx.names.synthetic(cx.fn, name);
  const mark = cx.names.enter();
  const entries = memberValues(cx, node, out);
  cx.names.leave(mark);
  store(cx, node, decl, entries, out);
  exportDeclaration(cx, node, name, decl);
}

/** Names and values of the members; where values are computed, the members are variables that they can use. */
function memberValues(cx: Context, node: ts.EnumDeclaration, out: number[]): Array<readonly [string, number]> {
  const computed = node.members.some((member) => member.initializer !== undefined && !ts.isLiteralExpression(member.initializer));
  const entries: Array<readonly [string, number]> = [];
  let next: number | undefined = 0;
  for (const member of node.members) {
    const name = keyText(member.name) ?? "";
    const given = member.initializer;
    let value: number;
    if (given !== undefined) value = lowerExpression(cx, given);
    else value = next === undefined ? opaque(cx, member, []) : cx.node(Op.Num, member, cx.builder.string(String(next)));
    const known: number | undefined = given === undefined ? next : ts.isNumericLiteral(given) ? Number(given.text) : undefined;
    next = known === undefined ? undefined : known + 1;
    if (!computed || name === "") {
      entries.push([name, value]);
      continue;
    }
    const variable = cx.names.declare(name, cx.fn, 0);
    out.push(cx.node(Op.Expr, member, cx.define(member, variable, value)));
    entries.push([name, cx.ref(member, variable)]);
  }
  return entries;
}

/** A namespace is a block that runs at once, and the object of what it exports. One of types only leaves nothing. */
function lowerNamespace(cx: Context, node: ts.ModuleDeclaration, out: number[]): void {
  if (isDeclared(node) || node.body === undefined || !ts.isIdentifier(node.name)) return;
  if (cx.depth >= MAX_DEPTH) {
    out.push(cx.node(Op.Expr, node, tooDeep(cx, node)));
    return;
  }
  const name = nameOf(node.name);
  const known = cx.names.entry(name).decl;
  const decl = known >= 0 ? known : cx.names.synthetic(cx.fn, name);
  const outer = cx.namespaceExports;
  const exported: string[] = [];
  cx.namespaceExports = exported;
  const mark = cx.names.enter();
  const inner: number[] = [];
  lowerNamespaceBody(cx, node.body, inner);
  const entries: Array<readonly [string, number]> = [];
  for (const each of new Set(exported)) {
    const local = cx.names.entry(each).decl;
    if (local >= 0) entries.push([each, cx.ref(node, local)]);
  }
  cx.names.leave(mark);
  cx.namespaceExports = outer;
  if (inner.length === 0) return;
  store(cx, node, decl, entries, inner);
  out.push(cx.builder.listNode(Op.Block, cx.start(node), node.end, [], inner));
  exportDeclaration(cx, node, name, decl);
}

function lowerNamespaceBody(cx: Context, body: ts.ModuleBody | ts.JSDocNamespaceDeclaration, out: number[]): void {
  if (ts.isModuleBlock(body)) {
    hoistVars(cx, body.statements);
    declareLexical(cx, body.statements);
    lowerStatements(cx, body.statements, out);
  } else if (ts.isModuleDeclaration(body) && ts.isIdentifier(body.name)) {
    // namespace A.B {}: B is exported by A although nothing says so.
    const name = nameOf(body.name);
    cx.names.declare(name, cx.fn, 0);
    cx.depth++;
    lowerNamespace(cx, body, out);
    cx.depth--;
    cx.namespaceExports?.push(name);
  }
}

installForms(
  [],
  [
    [ts.SyntaxKind.EnumDeclaration, lowerEnum],
    [ts.SyntaxKind.ModuleDeclaration, lowerNamespace],
  ],
);
