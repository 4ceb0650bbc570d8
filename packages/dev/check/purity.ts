import ts from "typescript";
import { lineOf, type ProgramFile } from "./program-files.ts";
import type { Violation } from "./violation.ts";

/** Names through which a program learns of the machine it runs on. */
const IMPURE = new Set([
  "process",
  "console",
  "performance",
  "fetch",
  "globalThis",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "crypto",
  "navigator",
  "require",
  "__dirname",
  "__filename",
  "WebSocket",
  "XMLHttpRequest",
]);

/** Checks that core uses no clock, randomness, environment, console or network: same inputs, same report. */
export function purityViolations(files: readonly ProgramFile[]): Violation[] {
  return files.filter((file) => !file.isTest && file.path.startsWith("packages/core/")).flatMap(impurities);
}

function impurities(file: ProgramFile): Violation[] {
  const found: Violation[] = [];
  const own = declaredNames(file);
  const visit = (node: ts.Node): void => {
    const name = impureName(node);
    if (name !== null && !own.has(name)) {
      found.push({
        file: file.path,
        line: lineOf(file, node.getStart()),
        what: `core uses ${name}`,
        todo: "core is pure: take it as an argument (a port)",
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file.tree);
  return found;
}

function impureName(node: ts.Node): string | null {
  if (ts.isIdentifier(node) && IMPURE.has(node.text) && isUse(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const text = `${node.expression.text}.${node.name.text}`;
    return text === "Math.random" || text === "Date.now" ? text : null;
  }
  const asksTheTime =
    ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "Date" && !node.arguments?.length;
  return asksTheTime ? "new Date()" : null;
}

/** A value that is read, not the name of a member, field or declaration. */
function isUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if ("name" in parent && parent.name === node) return false;
  if (ts.isBindingElement(parent) && parent.propertyName === node) return false;
  return !ts.isTypeNode(parent) && !ts.isQualifiedName(parent) && !ts.isImportSpecifier(parent) && !ts.isLabeledStatement(parent);
}

/** Names that the file gives a meaning of its own, in whatever scope. */
function declaredNames(file: ProgramFile): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name !== undefined && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(file.tree);
  return names;
}
