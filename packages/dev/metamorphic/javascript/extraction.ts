import ts from "typescript";
import { type Edit, edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { freshName } from "./rewriting.ts";
import { hasAwait, isImported, outermost, Source, walk } from "./source.ts";

const SERVER = "server.ts";

/** A piece of code that can stand elsewhere, given the values of some names. */
interface Piece {
  readonly node: ts.Node;
  readonly kind: "expression" | "statement";
  readonly names: readonly string[];
}

/** How a piece is declared elsewhere, and how it is called where it stood. */
interface Written {
  readonly declaration: string;
  readonly call: string;
}

function extracting(
  name: string,
  pick: (source: Source) => ts.Node[],
  write: (piece: Piece, source: Source, as: string) => Written,
): Transformation {
  return ofFile(name, SERVER, (text) => {
    const source = new Source(text);
    const pieces = pick(source).flatMap((node) => pieceOf(source, node));
    if (pieces.length === 0) return null;
    const declarations: string[] = [];
    const edits: Edit[] = pieces.map((piece, at) => {
      const written = write(piece, source, freshName(text, `step${at + 1}`));
      declarations.push(written.declaration);
      return { start: piece.node.getStart(), end: piece.node.getEnd(), text: written.call };
    });
    return edited(text, [inserted(source.afterImports, `\n\n${declarations.join("\n\n")}\n`), ...edits]);
  });
}

/** What other code can take over: it awaits nothing, assigns nothing of its surroundings, and needs something of them. */
function pieceOf(source: Source, node: ts.Node): Piece[] {
  const free = source.freeIn(node, "local");
  let fixed = hasAwait(node);
  walk(node, (inner) => {
    if (inner.kind === ts.SyntaxKind.ThisKeyword) fixed = true;
    if (
      ts.isBinaryExpression(inner) &&
      inner.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      inner.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    )
      fixed = true;
  });
  return fixed || free.length === 0
    ? []
    : [{ node, kind: ts.isStatement(node) ? "statement" : "expression", names: free.map((symbol) => symbol.name) }];
}

function typed(names: readonly string[]): string {
  return names.map((name) => `${name}: any`).join(", ");
}

function body({ node, kind }: Piece, source: Source): string {
  return kind === "statement" ? source.textOf(node) : `return ${source.textOf(node)};`;
}

function ending(piece: Piece): string {
  return piece.kind === "statement" ? ";" : "";
}

const asFunction = (piece: Piece, source: Source, as: string): Written => ({
  declaration: `function ${as}(${typed(piece.names)}) {\n  ${body(piece, source)}\n}`,
  call: `${as}(${piece.names.join(", ")})${ending(piece)}`,
});

const asMethod = (piece: Piece, source: Source, as: string): Written => ({
  declaration: `class Steps_${as} {\n  run(${typed(piece.names)}) {\n    ${body(piece, source)}\n  }\n}\nconst ${as} = new Steps_${as}();`,
  call: `${as}.run(${piece.names.join(", ")})${ending(piece)}`,
});

const asFields = (piece: Piece, source: Source, as: string): Written => ({
  declaration: [
    `class Job_${as} {`,
    ...piece.names.map((name) => `  readonly ${name}: any;`),
    `  constructor(${typed(piece.names)}) {`,
    ...piece.names.map((name) => `    this.${name} = ${name};`),
    "  }",
    `  run() {\n    const { ${piece.names.join(", ")} } = this;\n    ${body(piece, source)}\n  }\n}`,
  ].join("\n"),
  call: `new Job_${as}(${piece.names.join(", ")}).run()${ending(piece)}`,
});

const asDefaults = (piece: Piece, source: Source, as: string): Written => ({
  declaration: `const ${as} = ({ ${piece.names.map((name) => `${name} = undefined as any`).join(", ")} }: any = {}) => {\n  ${body(piece, source)}\n};`,
  call: `${as}({ ${piece.names.join(", ")} })${ending(piece)}`,
});

/** Library calls inside functions that depend on the function's own names. */
function libraryCalls(source: Source): ts.Node[] {
  const isCall = (node: ts.Node): node is ts.CallExpression | ts.NewExpression =>
    (ts.isCallExpression(node) || ts.isNewExpression(node)) && isLibrary(source, rootOf(node)) && pieceOf(source, node).length > 0;
  return outermost(source.tree, isCall);
}

const GLOBALS = /^(fetch|eval|Function|URL)$/;

function isLibrary(source: Source, root: ts.Identifier | null): boolean {
  if (root === null) return false;
  const symbol = source.uses.find((use) => use.node === root)?.symbol;
  if (symbol === undefined) return GLOBALS.test(root.text);
  const declaration = symbol.declarations?.[0] as ts.Node;
  return (
    isImported(declaration) ||
    (ts.isVariableDeclaration(declaration) && declaration.parent.parent.parent === source.tree && root.text !== "server")
  );
}

function rootOf(node: ts.Expression): ts.Identifier | null {
  let at: ts.Expression = node;
  while (ts.isCallExpression(at) || ts.isNewExpression(at) || ts.isPropertyAccessExpression(at)) at = at.expression;
  return ts.isIdentifier(at) ? at : null;
}

function conditions(source: Source): ts.Node[] {
  return outermost(source.tree, ts.isIfStatement).map((statement) => statement.expression);
}

/** Checks that throw: they become assertions. */
function guards(source: Source): ts.Node[] {
  const isGuard = (node: ts.Node): node is ts.IfStatement =>
    ts.isIfStatement(node) && node.elseStatement === undefined && throwsAlways(node.thenStatement);
  return outermost(source.tree, isGuard);
}

function throwsAlways(statement: ts.Statement): boolean {
  return (
    ts.isThrowStatement(statement) ||
    (ts.isBlock(statement) && statement.statements.length === 1 && ts.isThrowStatement(statement.statements[0] as ts.Statement))
  );
}

export const EXTRACTIONS: readonly Transformation[] = [
  extracting("extract the call", libraryCalls, asFunction),
  extracting("extract the condition", conditions, asFunction),
  extracting("extract the guard", guards, asFunction),
  extracting("call in a method", libraryCalls, asMethod),
  extracting("call on fields", libraryCalls, asFields),
  extracting("call with named arguments", libraryCalls, asDefaults),
  extracting("condition in a method", conditions, asMethod),
];
