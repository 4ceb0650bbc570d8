import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathsBelow } from "../generate/catalogue-files.ts";
import { budgetViolations } from "./budgets.ts";
import { type CorpusCase, corpusNameViolations, type TextFile } from "./corpus-names.ts";
import { importViolations } from "./imports.ts";
import { readProgram } from "./program-files.ts";
import { purityViolations } from "./purity.ts";
import { type Violation, violationLine } from "./violation.ts";

/** All rules of the house that no bought tool checks, over the files below `root`; one line each, sorted by file and line. */
export async function houseRules(root: string): Promise<string[]> {
  const files = await readProgram(root);
  const cases = JSON.parse(await readFile(path.join(root, "packages/dev/corpus/cases.json"), "utf8")) as readonly CorpusCase[];
  const violations: Violation[] = [
    ...importViolations(files),
    ...purityViolations(files),
    ...budgetViolations(files),
    ...corpusNameViolations([...files, ...(await modelTexts(root))].filter(mustNotKnowTheCorpus), cases),
  ];
  return violations.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)).map(violationLine);
}

function mustNotKnowTheCorpus(file: TextFile): boolean {
  return /^packages\/(core|catalogue)\//.test(file.path);
}

async function modelTexts(root: string): Promise<TextFile[]> {
  const paths = (await pathsBelow(root, "packages/catalogue")).filter((file) => file.endsWith(".yml"));
  return Promise.all(paths.map(async (file) => ({ path: file, text: await readFile(path.join(root, file), "utf8") })));
}
