import type { Node } from "web-tree-sitter";
import { type Edit, edited } from "../edits.ts";
import { ofFile, type Transformation } from "../transformation.ts";
import { freshName } from "./layout.ts";
import { PythonSource } from "./source.ts";

const SERVER = "server.py";

function changing(name: string, change: (source: PythonSource) => Edit[]): Transformation {
  return ofFile(name, SERVER, (text) =>
    PythonSource.read(text, (source) => {
      const edits = change(source);
      return edits.length === 0 ? null : edited(text, edits);
    }),
  );
}

/** New names for everything but tools and their arguments, which callers know by name. */
const renameAll: Transformation = changing("rename", (source) => {
  const kept = new Set(["mcp", ...source.tools.flatMap((tool) => [tool.name, ...tool.parameters])]);
  const names = new Set([...source.moduleNames, ...source.functions.flatMap((fn) => [...source.localNames(fn)])]);
  const renamed = new Map(
    [...names].filter((name) => !kept.has(name) && /^[A-Za-z]/.test(name)).map((name, at) => [name, freshName(source.text, `v${at}_`)]),
  );
  const declared = source.functions.flatMap((fn) => fn.node.childForFieldName("name") ?? []);
  const keywords = source.root.descendantsOfType("keyword_argument").flatMap((one) => one.childForFieldName("name") ?? []);
  if (keywords.some((node) => renamed.has(node.text))) return [];
  return [...source.namesIn(source.root), ...declared].flatMap((node) => replaced(node, renamed.get(node.text)));
});

/** `import os as os_`, `from os import path as path_` */
const aliasImports: Transformation = changing("alias an import", (source) => {
  const names = importedNames(source);
  const alias = new Map(names.map(({ name }) => [name.text, freshName(source.text, `${name.text.replaceAll(".", "_")}_`)]));
  return [
    ...names.flatMap(({ name }) => replaced(name, `${name.text} as ${alias.get(name.text)}`)),
    ...source
      .namesIn(source.root)
      .filter((node) => !isImport(node))
      .flatMap((node) => replaced(node, alias.get(node.text))),
  ];
});

/** `from a import b` as `import a`, and `a.b`. */
const wholeModules: Transformation = changing("import the module", (source) =>
  importedNames(source).flatMap(({ statement, name, module }) => {
    if (module === null || statement.namedChildCount !== 2 || module === "typing") return [];
    const uses = source.namesIn(source.root).filter((node) => node.text === name.text && !isImport(node));
    return [...replaced(statement, `import ${module}`), ...uses.flatMap((node) => replaced(node, `${module}.${name.text}`))];
  }),
);

/** `import a` as `from a import b`, where only `a.b` is used. */
const singleNames: Transformation = changing("import from the module", (source) =>
  importedNames(source).flatMap(({ statement, name, module }) => {
    if (module !== null || statement.namedChildCount !== 1) return [];
    const uses = source.namesIn(source.root).filter((node) => node.text === name.text && !isImport(node));
    const members = uses.map((node) => node.parent?.childForFieldName("attribute")?.text);
    const taken = new Set(source.namesIn(source.root).map((node) => node.text));
    if (members.length === 0 || members.some((member) => member === undefined || taken.has(member))) return [];
    const names = [...new Set(members)].map((member) => `${member} as ${name.text}_${member}`);
    return [
      ...replaced(statement, `from ${name.text} import ${names.join(", ")}`),
      ...uses.flatMap((node) =>
        node.parent === null ? [] : replaced(node.parent, `${name.text}_${node.parent.childForFieldName("attribute")?.text}`),
      ),
    ];
  }),
);

/** Imports stand in the functions that use them. */
const localImports: Transformation = changing("import inside the function", (source) =>
  importedNames(source).flatMap(({ statement, name, module }) => {
    if (module === "typing" || (module === null ? 1 : 2) !== statement.namedChildCount) return [];
    const uses = source.namesIn(source.root).filter((node) => node.text === name.text && !isImport(node));
    const homes = source.functions.filter((fn) => fn.statements.some((one) => uses.some((use) => holds(one, use))));
    const covered = uses.every((use) => homes.some((fn) => fn.statements.some((one) => holds(one, use))));
    if (homes.length === 0 || !covered) return [];
    const at = homes.flatMap((fn) => fn.statements[0]?.startIndex ?? []);
    return [...replaced(statement, "pass"), ...at.map((start) => ({ start, end: start, text: `${statement.text}\n    ` }))];
  }),
);

interface Imported {
  readonly statement: Node;
  readonly name: Node;
  /** Module of a `from` import. */
  readonly module: string | null;
}

/** Names that plain imports of other libraries than the SDK bring in. */
function importedNames(source: PythonSource): Imported[] {
  return source.imports.flatMap((statement) => {
    const module = statement.childForFieldName("module_name")?.text ?? null;
    if (module?.startsWith("mcp") === true) return [];
    const names = statement.childrenForFieldName("name").filter((one) => one?.type === "dotted_name" && !one.text.includes("."));
    return names.flatMap((name) => (name === null ? [] : [{ statement, name, module }]));
  });
}

function holds(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex;
}

function isImport(node: Node): boolean {
  return node.parent !== null && (/import/.test(node.parent.type) || isImport(node.parent));
}

function replaced(node: Node, text: string | undefined): Edit[] {
  return text === undefined ? [] : [{ start: node.startIndex, end: node.endIndex, text }];
}

export const NAMES: readonly Transformation[] = [renameAll, aliasImports, wholeModules, singleNames, localImports];
