import path from "node:path";
import ts from "typescript";
import { lineOf, type ProgramFile } from "./program-files.ts";
import type { Violation } from "./violation.ts";

/** Which packages each package may import, itself aside. */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map([
  ["core", []],
  ["catalogue", ["core"]],
  ["judges", ["core", "catalogue"]],
  ["sources", ["core"]],
  ["runner", ["core", "catalogue", "judges", "sources"]],
  ["service", ["core", "catalogue", "judges", "sources", "runner"]],
  ["cli", ["core", "catalogue", "judges", "sources", "runner", "service"]],
  ["dev", ["core", "catalogue", "judges", "sources", "runner", "service", "cli"]],
  ["web", []],
]);

/** The stages of core in their order; each imports only stages before it. */
const STAGES = [
  "target",
  "inventory",
  "language",
  "graph",
  "evaluate",
  "surface",
  "taint",
  "behaviour",
  "metadata",
  "rules",
  "score",
  "report",
];

/** Anyone may import these parts of core, and they import only each other. */
const FOUNDATION = ["snapshot.ts", "problem.ts", "scan-options.ts", "define"];

/** npm packages inside core, and where. */
const CORE_MAY_USE: ReadonlyMap<string, string> = new Map([
  ["typescript", "language/javascript"],
  ["web-tree-sitter", "language/python"],
  ["yaml", "inventory"],
  ["smol-toml", "inventory"],
  ["semver", "inventory"],
  ["@renovatebot/pep440", "inventory"],
  ["packageurl-js", "inventory"],
  ["ignore", "inventory"],
  ["@yarnpkg/parsers", "inventory"],
  ["ae-cvss-calculator", "score"],
  ["sarif", "report"],
]);
const TYPES_ONLY = new Set(["web-tree-sitter", "sarif"]);

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Checks that imports point one way: between packages, between the stages of core, and out of core not at all. */
export function importViolations(files: readonly ProgramFile[]): Violation[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  return files
    .filter((file) => !file.isTest)
    .flatMap((file) =>
      importsOf(file).flatMap((one) => judge(file, one, byPath).map((verdict) => ({ file: file.path, line: one.line, ...verdict }))),
    );
}

type Verdict = Pick<Violation, "what" | "todo">;

function judge(file: ProgramFile, one: Import, byPath: ReadonlyMap<string, ProgramFile>): Verdict[] {
  const [, own = ""] = file.path.split("/");
  const target = workspacePath(file.path, one.specifier);
  if (target === null) return own === "core" ? judgeOutside(file.path, one) : [];
  const [, other = ""] = target.split("/");
  if (one.specifier.startsWith(".") && other !== own) {
    return [{ what: `relative import into packages/${other}`, todo: `import it as @mcp-assay/${other}/…` }];
  }
  if (other !== own && !(MAY_IMPORT.get(own) ?? []).includes(other)) {
    return [
      {
        what: `packages/${own} imports packages/${other}`,
        todo: `${own} may import only ${MAY_IMPORT.get(own)?.join(", ") || "itself"}; pass the thing in from outside`,
      },
    ];
  }
  const shapes = one.typeOnly && holdsOnlyTypes(byPath.get(target));
  if (own === "catalogue" && other === "core" && !target.startsWith("packages/core/define/") && !shapes) {
    return [{ what: `the catalogue imports ${target}`, todo: "rules and dialects may use core/define, and types of core's shape files" }];
  }
  return own === "core" && !shapes ? judgeStage(file.path, target) : [];
}

function judgeStage(from: string, to: string): Verdict[] {
  const [here, there] = [rank(from), rank(to)];
  if (here === null) return [{ what: "stands in no stage of core", todo: `move it into one of: ${STAGES.join(", ")}` }];
  if (there === null || there <= here) return [];
  return [
    {
      what: `imports ${to}, a later stage`,
      todo: "a stage imports only stages to its left (types from a file that holds only types may come from the right)",
    },
  ];
}

/** Position of a file of core: foundation -1, stages 0 and up, the pipeline last; null is nowhere. */
function rank(file: string): number | null {
  const [, , first = "", ...rest] = file.split("/");
  if (FOUNDATION.includes(first)) return -1;
  if (rest.length === 0) return first === "scan.ts" ? STAGES.length : null;
  const stage = STAGES.indexOf(first);
  return stage < 0 ? null : stage;
}

function judgeOutside(file: string, one: Import): Verdict[] {
  const name = one.specifier.startsWith("@") ? one.specifier.split("/", 2).join("/") : (one.specifier.split("/")[0] ?? "");
  if (one.specifier.startsWith("node:"))
    return [{ what: `core imports ${one.specifier}`, todo: "core is pure: take what you need as an argument (a port)" }];
  const where = CORE_MAY_USE.get(name);
  if (where === undefined) return [{ what: `core imports the package ${name}`, todo: "keep libraries outside core, behind a port" }];
  if (!file.startsWith(`packages/core/${where}/`)) return [{ what: `${name} is imported here`, todo: `only core/${where} may use it` }];
  return TYPES_ONLY.has(name) && !one.typeOnly
    ? [{ what: `${name} is imported as a value`, todo: "use `import type`; the thing itself comes in through a port" }]
    : [];
}

/** Repository path of an import inside the workspaces, or null for anything else. */
function workspacePath(from: string, specifier: string): string | null {
  if (specifier.startsWith(".")) {
    const joined = path.posix.join(path.posix.dirname(from), specifier);
    return joined.startsWith("packages/") ? joined : null;
  }
  const match = /^@mcp-assay\/([^/]+)\/(.+)$/.exec(specifier);
  return match === null ? null : `packages/${match[1]}/${match[2]}${/\.(json|yml)$/.test(match[2] ?? "") ? "" : ".ts"}`;
}

function holdsOnlyTypes(file: ProgramFile | undefined): boolean {
  return (
    file?.tree.statements.every(
      (node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node),
    ) ?? false
  );
}

/** Static, re-exporting and dynamic imports with a literal specifier. */
function importsOf(file: ProgramFile): Import[] {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, typeOnly, line: lineOf(file, specifier.getStart()) });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(file.tree);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    clause.name === undefined && named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly)
  );
}
