import ts from "typescript";
import { DeclFlag, FuncFlag, MemberKind, Op } from "../ir.ts";
import { lowerStatements } from "./blocks.ts";
import type { Context } from "./context.ts";
import { installForms, lowerExpression } from "./dispatch.ts";
import { exportDeclaration } from "./exports.ts";
import { lowerFunction } from "./functions.ts";
import { declareLexical, hoistVars } from "./hoist.ts";
import { computedKey, keyText } from "./keys.ts";
import { nameOf } from "./literals.ts";
import { has, isDeclared, isParameterProperty, lowerDecorators } from "./modifiers.ts";
import { lowerNamed, takeNaming } from "./naming.ts";
import { lowerAnnotation } from "./types.ts";

/** What a MemberRec holds besides its position and decorators. */
interface Member {
  readonly name: string;
  readonly kind: number;
  readonly isStatic: boolean;
  readonly func: number;
  readonly value: number;
  readonly type: ts.TypeNode | undefined;
}

/** Lowers a class and returns its class id. `decl` is the variable that its own methods know it by, or -1. */
function lowerClass(cx: Context, node: ts.ClassLikeDeclaration, name: string, decl: number, doc: number): number {
  const builder = cx.builder;
  const id = builder.reserveClass();
  const decorators = lowerDecorators(cx, node);
  const supers: number[] = [];
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token !== ts.SyntaxKind.ExtendsKeyword) continue;
    for (const type of clause.types) supers.push(lowerExpression(cx, type.expression));
  }
  const members: number[] = [];
  for (const member of node.members) {
    if (member.name !== undefined) lowerKey(cx, member, member.name, members);
    lowerMember(cx, member, id, members);
  }
  const fixed = [builder.string(name), decl, doc, cx.fn];
  builder.setClass(id, builder.listNode(Op.ClassRec, cx.start(node), node.end, fixed, supers, members, decorators));
  return id;
}

/** A computed name that does more than read a name is code that runs once, with the class: a nameless static field. */
function lowerKey(cx: Context, node: ts.ClassElement, name: ts.PropertyName, out: number[]): void {
  if (!ts.isComputedPropertyName(name) || keyText(name) !== undefined || isNameOrMember(name.expression)) return;
  const value = computedKey(cx, name);
  out.push(record(cx, node, { name: "", kind: MemberKind.field, isStatic: true, func: -1, value, type: undefined }, []));
}

function isNameOrMember(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression));
}

function lowerMember(cx: Context, node: ts.ClassElement, cls: number, out: number[]): void {
  if (ts.isMethodDeclaration(node)) {
    if (node.body !== undefined) out.push(method(cx, node, cls, MemberKind.method, 0));
  } else if (ts.isPropertyDeclaration(node)) {
    out.push(field(cx, node));
  } else if (ts.isGetAccessor(node)) {
    if (node.body !== undefined) out.push(method(cx, node, cls, MemberKind.getter, FuncFlag.getter));
  } else if (ts.isSetAccessor(node)) {
    if (node.body !== undefined) out.push(method(cx, node, cls, MemberKind.setter, FuncFlag.setter));
  } else if (ts.isConstructorDeclaration(node)) {
    if (node.body !== undefined) lowerConstructor(cx, node, cls, out);
  } else if (ts.isClassStaticBlockDeclaration(node)) {
    out.push(staticBlock(cx, node, cls));
  }
}

function record(cx: Context, node: ts.Node, member: Member, decorators: readonly number[]): number {
  const annotation = lowerAnnotation(cx, member.type);
  const { kind, func, value } = member;
  const fixed = [cx.builder.string(member.name), kind, member.isStatic ? 1 : 0, func, value, annotation, cx.typeText(member.type)];
  return cx.builder.listNode(Op.MemberRec, cx.start(node), node.end, fixed, decorators);
}

function method(cx: Context, node: ts.MethodDeclaration | ts.AccessorDeclaration, cls: number, kind: number, flag: number): number {
  const name = keyText(node.name) ?? "";
  const isStatic = has(node, ts.SyntaxKind.StaticKeyword);
  const flags = FuncFlag.method | flag | (isStatic ? FuncFlag.static : 0);
  const func = lowerFunction(cx, node, { name, flags, cls, doc: cx.doc(node) });
  return record(cx, node, { name, kind, isStatic, func, value: 0, type: node.type }, lowerDecorators(cx, node));
}

function field(cx: Context, node: ts.PropertyDeclaration): number {
  const name = keyText(node.name) ?? "";
  const isStatic = has(node, ts.SyntaxKind.StaticKeyword);
  const value = node.initializer === undefined ? 0 : lowerNamed(cx, node.initializer, name, node);
  return record(cx, node, { name, kind: MemberKind.field, isStatic, func: -1, value, type: node.type }, lowerDecorators(cx, node));
}

function lowerConstructor(cx: Context, node: ts.ConstructorDeclaration, cls: number, out: number[]): void {
  for (const parameter of node.parameters) {
    if (!isParameterProperty(parameter) || !ts.isIdentifier(parameter.name)) continue;
    const name = nameOf(parameter.name);
    out.push(record(cx, parameter, { name, kind: MemberKind.field, isStatic: false, func: -1, value: 0, type: parameter.type }, []));
  }
  const name = "constructor";
  const func = lowerFunction(cx, node, { name, flags: FuncFlag.method | FuncFlag.ctor, cls, doc: cx.doc(node) });
  out.push(record(cx, node, { name, kind: MemberKind.ctor, isStatic: false, func, value: 0, type: undefined }, []));
}

/** A static block is an anonymous static method that nobody can call by name. */
function staticBlock(cx: Context, node: ts.ClassStaticBlockDeclaration, cls: number): number {
  const builder = cx.builder;
  const id = builder.reserveFunction();
  const parent = cx.fn;
  cx.fn = id;
  const mark = cx.names.enter();
  hoistVars(cx, node.body.statements);
  declareLexical(cx, node.body.statements);
  const out: number[] = [];
  lowerStatements(cx, node.body.statements, out);
  cx.names.leave(mark);
  cx.fn = parent;
  const body = builder.listNode(Op.Block, cx.start(node.body), node.body.end, [], out);
  const flags = FuncFlag.method | FuncFlag.static | (parent > 0 ? FuncFlag.nested : 0);
  builder.setFunction(
    id,
    builder.listNode(Op.FuncRec, cx.start(node), node.end, [builder.string(""), flags, parent, cls, -1, body], [], []),
  );
  return record(cx, node, { name: "", kind: MemberKind.method, isStatic: true, func: id, value: 0, type: undefined }, []);
}

function lowerClassDeclaration(cx: Context, node: ts.ClassDeclaration, out: number[]): void {
  if (isDeclared(node)) return;
  const name = node.name === undefined ? "default" : nameOf(node.name);
  const known = node.name === undefined ? -1 : cx.names.entry(name).decl;
  const decl = known >= 0 ? known : cx.names.synthetic(cx.fn, name);
  cx.builder.addDeclFlags(decl, DeclFlag.cls);
  cx.names.writeAtDeclaration(decl);
  const id = lowerClass(cx, node, name, decl, cx.doc(node));
  out.push(cx.node(Op.ClassDecl, node, id, decl));
  exportDeclaration(cx, node, name, decl);
}

function lowerClassExpression(cx: Context, node: ts.ClassExpression): number {
  const { name, doc } = takeNaming(cx, node);
  if (node.name === undefined) return cx.node(Op.Class, node, lowerClass(cx, node, name, -1, doc));
  const own = nameOf(node.name);
  const mark = cx.names.enter();
  const decl = cx.names.declare(own, cx.fn, DeclFlag.cls);
  cx.names.writeAtDeclaration(decl);
  const id = lowerClass(cx, node, own, decl, doc);
  cx.names.leave(mark);
  return cx.node(Op.Class, node, id);
}

installForms([[ts.SyntaxKind.ClassExpression, lowerClassExpression]], [[ts.SyntaxKind.ClassDeclaration, lowerClassDeclaration]]);
