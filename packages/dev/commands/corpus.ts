import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type BenignEntry, benignTree, type CaseEntry, fixedTree, type Tree, vulnerableTree } from "../corpus/entries.ts";
import { type BenignScore, figureLines } from "../corpus/figures.ts";
import { type CaseScore, scoreCase } from "../corpus/match.ts";
import { materialise } from "../corpus/materialise.ts";
import { scanTree, type TreeScan } from "../corpus/scan-tree.ts";
import { countCodeLines, treeFiles } from "../corpus/tree-files.ts";

/**
 * `npm run corpus [-- --only TEXT] [--git-dirs DIR] [--timeout SECONDS]`: puts the corpus into .corpus/ (npm packages by
 * themselves, commits from repositories below DIR), scans each tree with the built command line, and prints the figures.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { only: { type: "string", default: "" }, "git-dirs": { type: "string" }, timeout: { type: "string", default: "120" } },
  });
  if (!existsSync(path.join(root, "dist/main.js"))) {
    process.stderr.write("corpus: dist/main.js is missing; build it with: npm run build\n");
    return 2;
  }
  const folder = path.join(root, ".corpus/trees");
  const cases = read<CaseEntry>(root, "cases.json").filter((entry) => entry.id.includes(values.only));
  const benign = read<BenignEntry>(root, "benign.json").filter((entry) => benignTree(entry).label.includes(values.only));
  const trees = [
    ...cases.flatMap((entry) => [vulnerableTree(entry), fixedTree(entry)].filter((tree) => tree !== null)),
    ...benign.map(benignTree),
  ];
  const missing = await putOnDisk(trees, folder, values["git-dirs"] ?? null);
  const scans = await scanAll(trees, folder, (target) => scanTree(root, target, Number(values.timeout)));
  const lines = figureLines({
    cases: cases.flatMap((entry) => caseScore(entry, scans, folder)),
    benign: benign.flatMap((entry) => benignScore(benignTree(entry), scans, folder)),
    seconds: [...scans.values()].map((scan) => scan.seconds),
    missing,
  });
  process.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}

function read<T>(root: string, name: string): T[] {
  return JSON.parse(readFileSync(path.join(root, "packages/dev/corpus", name), "utf8")) as T[];
}

async function putOnDisk(trees: readonly Tree[], folder: string, gitDirs: string | null): Promise<string[]> {
  const missing: string[] = [];
  for (const tree of trees) {
    const reason = await materialise(tree, folder, gitDirs);
    if (reason !== null) missing.push(`${tree.label}: ${reason}`);
  }
  return missing;
}

/** One scan for each tree that is on disk, one after the other so that the times can be quoted; by tree key. */
async function scanAll(
  trees: readonly Tree[],
  folder: string,
  scan: (target: string) => Promise<TreeScan>,
): Promise<Map<string, TreeScan>> {
  const scans = new Map<string, TreeScan>();
  for (const tree of trees) {
    const target = path.join(folder, tree.label);
    if (scans.has(tree.key) || !existsSync(target)) continue;
    scans.set(tree.key, await scan(target));
    process.stderr.write(`${scans.size} scanned: ${tree.label}\n`);
  }
  return scans;
}

function caseScore(entry: CaseEntry, scans: ReadonlyMap<string, TreeScan>, folder: string): CaseScore[] {
  const [before, after] = [vulnerableTree(entry), fixedTree(entry)];
  const vulnerable = scans.get(before.key);
  if (vulnerable === undefined) return [];
  const fixed = after === null ? undefined : scans.get(after.key);
  const files = treeFiles(path.join(folder, before.label), after === null ? null : path.join(folder, after.label));
  return [scoreCase(entry, vulnerable, fixed ?? null, files)];
}

function benignScore(tree: Tree, scans: ReadonlyMap<string, TreeScan>, folder: string): BenignScore[] {
  const scan = scans.get(tree.key);
  if (scan === undefined) return [];
  const count = (severity: string) => scan.findings.filter((finding) => finding.severity === severity).length;
  return [
    {
      label: tree.label,
      failure: scan.failure,
      codeLines: countCodeLines(path.join(folder, tree.label)),
      critical: count("critical"),
      high: count("high"),
    },
  ];
}
