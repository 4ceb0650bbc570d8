import ts from "typescript";
import { edited, inserted } from "../edits.ts";
import { type Files, inTurn, type Transformation } from "../transformation.ts";
import { extractHandler } from "./handlers.ts";
import { Source } from "./source.ts";

const SERVER = "server.ts";

/** What of a server can stand in another file: everything that does not touch the server object. */
interface Split {
  readonly rest: string;
  readonly moved: string;
  /** Names that the rest needs of what has moved. */
  readonly names: readonly string[];
}

function split(text: string): Split | null {
  const source = new Source(text);
  const own = source.tree.statements.filter((one) => !ts.isImportDeclaration(one));
  const server = source.uses.find((use) => use.node.text === "server" && ts.isVariableDeclaration(use.node.parent))?.symbol;
  const moved = own.filter((one) => isDeclaration(one) && !source.usesIn(one).some((use) => use.symbol === server));
  if (moved.length === 0) return null;
  const staying = own.filter((one) => !moved.includes(one));
  const declared = new Set(
    moved
      .flatMap((one) => source.usesIn(one))
      .filter((use) => moved.some((one) => declares(one, use.node)))
      .map((use) => use.symbol),
  );
  const names = [
    ...new Set(
      staying
        .flatMap((one) => source.usesIn(one))
        .map((use) => use.symbol)
        .filter((symbol) => declared.has(symbol))
        .map((symbol) => symbol.name),
    ),
  ];
  if (names.length === 0) return null;
  const gone = moved.map((one) => ({ start: one.getStart(), end: one.getEnd(), text: "" }));
  const imports = source.imports.map((one) => source.textOf(one)).join("\n");
  return { rest: edited(text, gone), moved: `${imports}\n\n${moved.map((one) => `export ${source.textOf(one)}`).join("\n\n")}\n`, names };
}

function isDeclaration(node: ts.Statement): boolean {
  return (
    ts.isVariableStatement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  );
}

/** Whether the name is declared by this statement at the level of the module. */
function declares(statement: ts.Statement, name: ts.Identifier): boolean {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.some((one) => one.name === name);
  return (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name === name;
}

function moving(name: string, write: (parts: Split) => ReadonlyMap<string, string>): Transformation {
  const apply = (files: Files): Files | null => {
    const parts = split(files.get(SERVER) ?? "");
    return parts === null ? null : new Map([...files, ...write(parts)]);
  };
  return inTurn(name, extractHandler, { name, apply });
}

function importing(text: string, line: string): string {
  return edited(text, [inserted(new Source(text).afterImports, `\n${line}`)]);
}

export const moveToFile: Transformation = moving(
  "move to a file",
  ({ rest, moved, names }) =>
    new Map([
      [SERVER, importing(rest, `import { ${names.join(", ")} } from "./lib/steps.js";`)],
      ["lib/steps.ts", moved],
    ]),
);

const behindBarrel: Transformation = moving(
  "move behind a re-export",
  ({ rest, moved, names }) =>
    new Map([
      [SERVER, importing(rest, `import { ${names.map((name) => `${name}_ as ${name}`).join(", ")} } from "./lib/index.js";`)],
      [
        "lib/index.ts",
        `export * from "./steps.js";\nexport { ${names.map((name) => `${name} as ${name}_`).join(", ")} } from "./steps.js";\n`,
      ],
      ["lib/steps.ts", moved],
    ]),
);

const asNamespace: Transformation = moving(
  "move to a namespace import",
  ({ rest, moved, names }) =>
    new Map([
      [SERVER, importing(rest, `import * as steps from "./lib/steps.js";\nconst { ${names.join(", ")} } = steps;`)],
      ["lib/steps.ts", moved],
    ]),
);

const asDefault: Transformation = moving(
  "move to a default export",
  ({ rest, moved, names }) =>
    new Map([
      [SERVER, importing(rest, `import steps from "./lib/steps.js";\nconst { ${names.join(", ")} } = steps;`)],
      ["lib/steps.ts", `${moved}\nexport default { ${names.join(", ")} };\n`],
    ]),
);

export const FILES: readonly Transformation[] = [moveToFile, behindBarrel, asNamespace, asDefault];
