import ts from "typescript";
import { lineOf, type ProgramFile } from "./program-files.ts";
import type { Violation } from "./violation.ts";

interface Budget {
  readonly what: string;
  readonly lines: number;
  readonly covers: (path: string) => boolean;
}

/** The first budget that covers a file is its own. */
const FILE_BUDGETS: readonly Budget[] = [
  { what: "rule", lines: 120, covers: (path) => /^packages\/catalogue\/rules\//.test(path) },
  { what: "reporter", lines: 120, covers: (path) => /^packages\/core\/report\/(json|sarif|evidence|text|html|markdown)\.ts$/.test(path) },
  { what: "source", lines: 160, covers: (path) => /^packages\/sources\/[^/]+\.ts$/.test(path) },
  { what: "route", lines: 60, covers: (path) => /^packages\/service\/api\/routes\//.test(path) },
  { what: "pipeline", lines: 60, covers: (path) => path === "packages/core/scan.ts" },
  { what: "file", lines: 400, covers: () => true },
];
const FUNCTION_LINES = 50;

/** Names that say nothing about what lives behind them. */
const NAMELESS = /(^|\/)(utils?|helpers?|common|misc|managers?)(\/|\.|$)/i;

/** Checks lengths of files and functions, and names. A comment `budget: <reason>` on the line, or the one above, exempts it. */
export function budgetViolations(files: readonly ProgramFile[]): Violation[] {
  return files.flatMap((file) => [...nameless(file), ...(file.isTest ? [] : [...fileLength(file), ...functionLengths(file)])]);
}

function nameless(file: ProgramFile): Violation[] {
  const match = NAMELESS.exec(file.path);
  return match === null
    ? []
    : [{ file: file.path, line: 1, what: `"${match[2]}" names nothing`, todo: "move each piece to its first user" }];
}

function fileLength(file: ProgramFile): Violation[] {
  const budget = FILE_BUDGETS.find(({ covers }) => covers(file.path));
  const lines = file.text.split("\n").length - (file.text.endsWith("\n") ? 1 : 0);
  if (budget === undefined || lines <= budget.lines || isExempt(file, 1)) return [];
  return [
    {
      file: file.path,
      line: budget.lines + 1,
      what: `${lines} lines; a ${budget.what} has at most ${budget.lines}`,
      todo: "split it by subject, or move data into a data file",
    },
  ];
}

function functionLengths(file: ProgramFile): Violation[] {
  const found: Violation[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const start = lineOf(file, node.getStart());
      const lines = lineOf(file, node.getEnd()) - start + 1;
      if (lines > FUNCTION_LINES && !isExempt(file, start)) {
        found.push({
          file: file.path,
          line: start,
          what: `function of ${lines} lines; at most ${FUNCTION_LINES}`,
          todo: "give its parts names",
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file.tree);
  return found;
}

function isExempt(file: ProgramFile, line: number): boolean {
  const lines = file.text.split("\n");
  return [lines[line - 2], lines[line - 1]].some((text) => text !== undefined && /(\/\/|\*) ?budget: \S/.test(text));
}
