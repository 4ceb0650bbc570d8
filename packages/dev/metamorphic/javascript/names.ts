import ts from "typescript";
import { edited, inserted } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { freshName, renamed, replacing } from "./rewriting.ts";
import { hasAwait, isImported, Source } from "./source.ts";

const SERVER = "server.ts";

/** Every variable, parameter and function gets a name that says nothing. */
export const renameAll: Transformation = ofFile("rename", SERVER, (text) => {
  const source = new Source(text);
  const symbols = [...new Set(source.uses.map((use) => use.symbol))].filter((symbol) => symbol.declarations?.some(isImported) === false);
  const edits = symbols.flatMap((symbol, at) => renamed(source, symbol, freshName(text, `v${at}_`)));
  return edits.length === 0 ? null : edited(text, edits);
});

/** `import { exec as exec_ }` */
export const aliasImports: Transformation = ofFile("alias an import", SERVER, (text) => {
  const source = new Source(text);
  const edits = libraryNames(source).flatMap((symbol) => renamed(source, symbol, freshName(text, `${symbol.name}_`)));
  return edits.length === 0 ? null : edited(text, edits);
});

/** `import * as lib1`, and members of it. */
export const namespaceImports: Transformation = ofFile("import a namespace", SERVER, (text) => {
  const source = new Source(text);
  const edits = libraryImports(source).flatMap((declaration, at) => {
    const specifiers = namedSpecifiers(declaration);
    if (specifiers.length === 0 || declaration.importClause?.name !== undefined) return [];
    const name = freshName(text, `lib${at + 1}`);
    const uses = source.uses.filter((use) =>
      specifiers.some((specifier) => use.symbol.declarations?.[0] === specifier && use.node !== specifier.name),
    );
    const original = (symbol: ts.Symbol) => ((symbol.declarations?.[0] as ts.ImportSpecifier).propertyName ?? { text: symbol.name }).text;
    const clause = declaration.importClause as ts.ImportClause;
    return [
      { start: clause.getStart(), end: clause.getEnd(), text: `* as ${name}` },
      ...uses.map((use) => replacing(use, `${name}.${original(use.symbol)}`)),
    ];
  });
  return edits.length === 0 ? null : edited(text, edits);
});

/** `const alias1 = exec;` and calls of that. */
export const aliasLocally: Transformation = ofFile("alias a function", SERVER, (text) => {
  const source = new Source(text);
  const symbols = libraryNames(source).filter((symbol) => ts.isImportSpecifier(symbol.declarations?.[0] as ts.Node));
  if (symbols.length === 0) return null;
  const names = new Map(symbols.map((symbol, at) => [symbol, freshName(text, `alias${at + 1}`)]));
  const lines = symbols.map((symbol) => `\nconst ${names.get(symbol)} = ${symbol.name};`).join("");
  const uses = source.uses.filter((use) => names.has(use.symbol) && use.form !== "import" && !ts.isImportSpecifier(use.node.parent));
  return edited(text, [inserted(source.afterImports, `${lines}\n`), ...uses.map((use) => replacing(use, names.get(use.symbol) as string))]);
});

/** `const { exec } = await import("node:child_process")` inside the handlers that use it. */
export const dynamicImports: Transformation = ofFile("import inside the handler", SERVER, (text) => {
  const source = new Source(text);
  const edits = libraryImports(source).flatMap((declaration) => {
    const specifiers = namedSpecifiers(declaration);
    const module = source.textOf(declaration.moduleSpecifier);
    if (specifiers.length === 0 || declaration.importClause?.name !== undefined) return [];
    const uses = source.uses.filter((use) =>
      specifiers.some((specifier) => use.symbol.declarations?.[0] === specifier && use.node !== specifier.name),
    );
    const homes = source.handlers.filter(({ body }) => uses.some((use) => use.node.pos >= body.pos && use.node.end <= body.end));
    const covered = uses.every((use) => homes.some(({ body, fn }) => isAsync(fn) && use.node.pos >= body.pos && use.node.end <= body.end));
    if (homes.length === 0 || !covered) return [];
    const names = specifiers.map((specifier) =>
      specifier.propertyName === undefined ? specifier.name.text : `${specifier.propertyName.text}: ${specifier.name.text}`,
    );
    return [
      { start: declaration.getStart(), end: declaration.getEnd(), text: "" },
      ...homes.map(({ body }) => inserted(body.getStart() + 1, `\n  const { ${names.join(", ")} } = await import(${module});`)),
    ];
  });
  return edits.length === 0 ? null : edited(text, edits);
});

function isAsync(fn: ts.ArrowFunction | ts.FunctionExpression): boolean {
  return hasAwait(fn.body) || (fn.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false);
}

/** Imports of ordinary libraries: not the SDK or schema library, which declare rather than do. */
function libraryImports(source: Source): ts.ImportDeclaration[] {
  return source.imports.filter(
    ({ moduleSpecifier }) =>
      ts.isStringLiteral(moduleSpecifier) && /^node:|^[a-z]/.test(moduleSpecifier.text) && moduleSpecifier.text !== "zod",
  );
}

function namedSpecifiers(declaration: ts.ImportDeclaration): ts.ImportSpecifier[] {
  const bindings = declaration.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
}

function libraryNames(source: Source): ts.Symbol[] {
  const declarations = new Set<ts.Node>(libraryImports(source));
  const within = (node: ts.Node | undefined): boolean => node !== undefined && (declarations.has(node) || within(node.parent));
  return [...new Set(source.uses.map((use) => use.symbol))].filter((symbol) => within(symbol.declarations?.[0]));
}
