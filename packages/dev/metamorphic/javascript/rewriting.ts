import ts from "typescript";
import type { Edit } from "../edits.ts";
import type { Source, Use } from "./source.ts";

/** What a renamed or replaced use must be written as, in the form in which it stands. */
export function replacing({ node, form }: Use, text: string): Edit {
  const prefix = form === "shorthand" || form === "binding" ? `${node.text}: ` : form === "import" ? `${node.text} as ` : "";
  return { start: node.getStart(), end: node.getEnd(), text: prefix + text };
}

/** Calls the symbol by another name everywhere. */
export function renamed(source: Source, symbol: ts.Symbol, name: string): Edit[] {
  return source.usesOf(symbol).map((use) => replacing(use, name));
}

/** A name that the text does not use yet. */
export function freshName(text: string, stem: string): string {
  let name = stem;
  for (let at = 2; new RegExp(`\\b${name}\\b`).test(text); at++) name = `${stem}${at}`;
  return name;
}

/** Elements of a parameter written `{ a, b }`; null for every other way to write it. */
export function plainFields(parameter: ts.ParameterDeclaration | undefined): ts.BindingElement[] | null {
  if (parameter === undefined || !ts.isObjectBindingPattern(parameter.name)) return null;
  const elements = [...parameter.name.elements];
  const plain = (element: ts.BindingElement) =>
    ts.isIdentifier(element.name) && element.initializer === undefined && element.dotDotDotToken === undefined;
  return elements.length > 0 && elements.every(plain) ? elements : null;
}

/** Whether a statement never lets the next one run. */
export function isExit(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.length > 0 && isExit(statement.statements.at(-1) as ts.Statement);
  return ts.isThrowStatement(statement) || ts.isReturnStatement(statement);
}
