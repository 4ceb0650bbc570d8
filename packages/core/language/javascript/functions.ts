import ts from "typescript";
import { DeclFlag, FuncFlag, Op, ParamKind } from "../ir.ts";
import { lowerStatements } from "./blocks.ts";
import type { Context } from "./context.ts";
import { installForms, lowerExpression } from "./dispatch.ts";
import { declareLexical, declareNames, hoistVars } from "./hoist.ts";
import { nameOf } from "./literals.ts";
import { has, isParameterProperty, lowerDecorators } from "./modifiers.ts";
import { takeNaming } from "./naming.ts";
import { bind } from "./patterns.ts";
import { lowerAnnotation } from "./types.ts";

export type Lowerable =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.AccessorDeclaration
  | ts.ConstructorDeclaration;

/** What the place of a function says about it. `doc` is a string id or -1, `cls` a class id or -1. */
export interface FunctionFacts {
  readonly name: string;
  readonly flags: number;
  readonly cls: number;
  readonly doc: number;
}

// Only methods are decorated in this language, and a method's decorators stand in its MemberRec: a Unit is a tree.
const NO_DECORATORS: readonly number[] = [];

/** Lowers a function with its parameters and body, and returns its function id. */
export function lowerFunction(cx: Context, node: Lowerable, facts: FunctionFacts): number {
  const builder = cx.builder;
  const id = builder.reserveFunction();
  const parent = cx.fn;
  const depth = cx.depth;
  const exported = cx.namespaceExports;
  cx.namespaceExports = undefined;
  cx.fn = id;
  const mark = cx.names.enter();
  const opening: number[] = [];
  const params = lowerParams(cx, node.parameters, opening);
  const body = node.body === undefined ? emptyBody(cx, node) : lowerBody(cx, node.body, opening);
  cx.names.leave(mark);
  cx.fn = parent;
  cx.depth = depth;
  cx.namespaceExports = exported;
  const flags = facts.flags | modifierFlags(node) | (parent > 0 ? FuncFlag.nested : 0);
  const fixed = [builder.string(facts.name), flags, parent, facts.cls, facts.doc, body];
  builder.setFunction(id, builder.listNode(Op.FuncRec, cx.start(node), node.end, fixed, params, NO_DECORATORS));
  return id;
}

function modifierFlags(node: Lowerable): number {
  const generator = "asteriskToken" in node && node.asteriskToken !== undefined ? FuncFlag.generator : 0;
  return generator | (has(node, ts.SyntaxKind.AsyncKeyword) ? FuncFlag.async : 0);
}

function emptyBody(cx: Context, node: ts.Node): number {
  return cx.builder.listNode(Op.Block, node.end, node.end, [], []);
}

/** Declares and lowers parameters. What the body must do first (taking patterns apart, parameter properties) goes to `opening`. */
function lowerParams(cx: Context, parameters: readonly ts.ParameterDeclaration[], opening: number[]): number[] {
  const out: number[] = [];
  for (const node of parameters) declareNames(cx, node.name, ts.isIdentifier(node.name) ? DeclFlag.param : 0);
  for (const node of parameters) {
    const name = node.name;
    // A parameter called `this` declares a type only.
    if (ts.isIdentifier(name) && name.escapedText === "this") continue;
    const decl = paramDecl(cx, name);
    cx.names.writeAtDeclaration(decl);
    const kind = node.dotDotDotToken === undefined ? ParamKind.positional : ParamKind.rest;
    const fallback = node.initializer === undefined ? 0 : lowerExpression(cx, node.initializer);
    const annotation = lowerAnnotation(cx, node.type);
    if (annotation > 0) cx.builder.setDeclAnnotation(decl, annotation);
    const fixed = [decl, kind, fallback, annotation, cx.typeText(node.type)];
    out.push(cx.builder.listNode(Op.ParamRec, cx.start(node), node.end, fixed, lowerDecorators(cx, node)));
    if (isParameterProperty(node)) opening.push(storeProperty(cx, node, decl));
    if (!ts.isIdentifier(name)) bind(cx, name, 0, decl, true, opening);
  }
  return out;
}

function paramDecl(cx: Context, name: ts.BindingName): number {
  const text = ts.isIdentifier(name) ? nameOf(name) : "";
  if (text !== "") return cx.names.entry(text).decl;
  const decl = cx.names.synthetic(cx.fn);
  cx.builder.addDeclFlags(decl, DeclFlag.param);
  return decl;
}

function storeProperty(cx: Context, node: ts.ParameterDeclaration, decl: number): number {
  const name = ts.isIdentifier(node.name) ? nameOf(node.name) : "";
  const place = cx.node(Op.Member, node.name, cx.node(Op.This, node.name), cx.builder.string(name));
  return cx.node(Op.Assign, node.name, place, cx.ref(node.name, decl));
}

function lowerBody(cx: Context, body: ts.ConciseBody, opening: readonly number[]): number {
  const start = cx.start(body);
  const out: number[] = [];
  for (const assign of opening) out.push(cx.builder.node(Op.Expr, start, start, assign));
  if (ts.isBlock(body)) {
    hoistVars(cx, body.statements);
    declareLexical(cx, body.statements);
    lowerStatements(cx, body.statements, out);
  } else {
    out.push(cx.builder.node(Op.Return, start, body.end, lowerExpression(cx, body)));
  }
  return cx.builder.listNode(Op.Block, start, body.end, [], out);
}

function lowerArrow(cx: Context, node: ts.ArrowFunction): number {
  const { name, doc } = takeNaming(cx, node);
  return cx.node(Op.Func, node, lowerFunction(cx, node, { name, flags: FuncFlag.arrow, cls: -1, doc }));
}

/** A function expression; one that uses its own name assigns itself to that name on the way. */
function lowerFunctionExpression(cx: Context, node: ts.FunctionExpression): number {
  const { name, doc } = takeNaming(cx, node);
  if (node.name === undefined) return cx.node(Op.Func, node, lowerFunction(cx, node, { name, flags: 0, cls: -1, doc }));
  const own = nameOf(node.name);
  const mark = cx.names.enter();
  const decl = cx.names.declare(own, cx.fn, DeclFlag.func);
  cx.names.writeAtDeclaration(decl);
  const func = cx.node(Op.Func, node, lowerFunction(cx, node, { name: own, flags: 0, cls: -1, doc }));
  cx.names.leave(mark);
  if ((cx.builder.declFlags(decl) & DeclFlag.captured) === 0) return func;
  return cx.node(Op.Assign, node, cx.ref(node.name, decl), func);
}

installForms([
  [ts.SyntaxKind.ArrowFunction, lowerArrow],
  [ts.SyntaxKind.FunctionExpression, lowerFunctionExpression],
]);
