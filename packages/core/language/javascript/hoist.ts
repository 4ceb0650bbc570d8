import ts from "typescript";
import { DeclFlag } from "../ir.ts";
import type { Context } from "./context.ts";
import { declareImports } from "./imports.ts";
import { nameOf } from "./literals.ts";
import { isDeclared } from "./modifiers.ts";

const K = ts.SyntaxKind;

/** Declares every name of a binding pattern in the current scope. */
export function declareNames(cx: Context, name: ts.BindingName, flags: number): void {
  if (ts.isIdentifier(name)) {
    const text = nameOf(name);
    if (text !== "") cx.names.declare(text, cx.fn, flags);
    return;
  }
  for (const element of name.elements) if (ts.isBindingElement(element)) declareNames(cx, element.name, flags);
}

/** Calls `visit` with the name of every variable that a list of declarations makes. */
export function eachName(name: ts.BindingName, visit: (name: ts.Identifier) => void): void {
  if (ts.isIdentifier(name)) visit(name);
  else for (const element of name.elements) if (ts.isBindingElement(element)) eachName(element.name, visit);
}

export function isVar(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) === 0;
}

/** Declares in the current scope what its own statements declare: let, const, classes, functions, enums, namespaces, imports. */
export function declareLexical(cx: Context, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    switch (statement.kind) {
      case K.VariableStatement:
        if (!isVar((statement as ts.VariableStatement).declarationList) && !isDeclared(statement)) {
          declareList(cx, (statement as ts.VariableStatement).declarationList);
        }
        break;
      case K.FunctionDeclaration:
        if ((statement as ts.FunctionDeclaration).body !== undefined) declareFunction(cx, statement as ts.FunctionDeclaration);
        break;
      case K.ClassDeclaration:
        declareIdentifier(cx, statement, (statement as ts.ClassDeclaration).name, DeclFlag.cls);
        break;
      case K.EnumDeclaration:
      case K.ModuleDeclaration:
        declareIdentifier(cx, statement, (statement as ts.EnumDeclaration | ts.ModuleDeclaration).name, 0);
        break;
      case K.ImportDeclaration:
      case K.ImportEqualsDeclaration:
        declareImports(cx, statement as ts.ImportDeclaration | ts.ImportEqualsDeclaration);
        break;
      default:
        break;
    }
  }
}

export function declareList(cx: Context, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) declareNames(cx, declaration.name, 0);
}

function declareIdentifier(cx: Context, statement: ts.Statement, name: ts.Node | undefined, flags: number): void {
  if (name !== undefined && ts.isIdentifier(name) && !isDeclared(statement)) declareNames(cx, name, flags);
}

function declareFunction(cx: Context, node: ts.FunctionDeclaration): void {
  if (node.name === undefined || isDeclared(node)) return;
  const name = nameOf(node.name);
  const hoisted = cx.sloppy.get(node);
  if (hoisted !== undefined) cx.names.alias(name, hoisted);
  else declareNames(cx, node.name, DeclFlag.func);
}

/**
 * Declares in the current scope the variables of `var` in the given statements, however deep in blocks,
 * but not in functions. In sloppy mode a function in a block is one too (ECMAScript annex B.3.2).
 */
export function hoistVars(cx: Context, statements: readonly ts.Node[]): void {
  for (const statement of statements) hoistFrom(cx, statement);
}

function hoistFrom(cx: Context, statement: ts.Node): void {
  switch (statement.kind) {
    case K.VariableStatement: {
      const list = (statement as ts.VariableStatement).declarationList;
      if (isVar(list) && !isDeclared(statement)) declareList(cx, list);
      return;
    }
    case K.VariableDeclarationList:
      if (isVar(statement as ts.VariableDeclarationList)) declareList(cx, statement as ts.VariableDeclarationList);
      return;
    case K.IfStatement:
      hoistFromIf(cx, statement as ts.IfStatement);
      return;
    case K.Block:
    case K.CaseClause:
    case K.DefaultClause:
      hoistBlock(cx, (statement as ts.Block | ts.CaseOrDefaultClause).statements);
      return;
    case K.SwitchStatement:
      hoistVars(cx, (statement as ts.SwitchStatement).caseBlock.clauses);
      return;
    case K.TryStatement:
      hoistFrom(cx, (statement as ts.TryStatement).tryBlock);
      hoistPart(cx, (statement as ts.TryStatement).catchClause?.block);
      hoistPart(cx, (statement as ts.TryStatement).finallyBlock);
      return;
    case K.ForStatement:
    case K.ForInStatement:
    case K.ForOfStatement:
      hoistPart(cx, (statement as ts.ForStatement | ts.ForInOrOfStatement).initializer);
      hoistFrom(cx, (statement as ts.IterationStatement).statement);
      return;
    case K.DoStatement:
    case K.WhileStatement:
    case K.WithStatement:
    case K.LabeledStatement:
      hoistFrom(cx, (statement as ts.IterationStatement | ts.WithStatement | ts.LabeledStatement).statement);
      return;
    default:
      return;
  }
}

function hoistPart(cx: Context, node: ts.Node | undefined): void {
  if (node !== undefined) hoistFrom(cx, node);
}

function hoistFromIf(cx: Context, node: ts.IfStatement): void {
  let at: ts.Statement | undefined = node;
  while (at !== undefined && ts.isIfStatement(at)) {
    hoistBlock(cx, [at.thenStatement]);
    at = at.elseStatement;
  }
  hoistPart(cx, at);
}

function hoistBlock(cx: Context, statements: readonly ts.Statement[]): void {
  for (const statement of statements) {
    if (!cx.strict && statement.kind === K.FunctionDeclaration) hoistSloppy(cx, statement as ts.FunctionDeclaration);
    else hoistFrom(cx, statement);
  }
}

function hoistSloppy(cx: Context, node: ts.FunctionDeclaration): void {
  if (node.name === undefined || node.body === undefined || isDeclared(node)) return;
  const name = nameOf(node.name);
  if (name !== "") cx.sloppy.set(node, cx.names.declare(name, cx.fn, DeclFlag.func));
}
