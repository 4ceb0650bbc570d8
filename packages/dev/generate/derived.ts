import path from "node:path";
import type { Rule } from "@mcp-assay/core/define/rule";
import { load } from "../bundle.mjs";
import { readCatalogueFiles } from "./catalogue-files.ts";
import { coveragePage, type Threat } from "./coverage-page.ts";
import { indexFile } from "./index-file.ts";
import { modelFile, readModels } from "./model-file.ts";
import { rulePage } from "./rule-page.ts";
import { type RuleFile, ruleProblems } from "./rule-problems.ts";

/** Every derived file as it should be (path from the root -> text), or why it cannot be written. */
export interface Derived {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Works out all generated files from the catalogue below `root`; writes nothing. */
export async function deriveFiles(root: string): Promise<Derived> {
  const sources = await readCatalogueFiles(root);
  const loaded = await loadDefinitions(
    root,
    sources.rules.map((file) => file.path),
    sources.threats !== null,
  );
  const { models, data, problems: modelProblems } = readModels(sources.models);
  const problems = [...ruleProblems(loaded.rules), ...modelProblems];
  const files = new Map<string, string>();
  if (problems.length > 0) return { files, problems };
  const rules = loaded.rules.flatMap((file) => file.rule ?? []);
  files.set("packages/catalogue/index.generated.ts", indexFile(sources));
  files.set("packages/catalogue/models.generated.json", modelFile(data));
  for (const rule of rules) files.set(`docs/rules/${rule.key}.generated.md`, rulePage(rule));
  files.set("docs/coverage.generated.md", coveragePage(rules, models, loaded.threats));
  return { files, problems };
}

async function loadDefinitions(
  root: string,
  paths: readonly string[],
  withThreats: boolean,
): Promise<{ rules: RuleFile[]; threats: Threat[] }> {
  const from = (file: string) => JSON.stringify(path.join(root, file));
  const source = [
    ...paths.map((file, index) => `import * as rule${index} from ${from(file)};`),
    `export const rules = [${paths.map((_, index) => `rule${index}`).join(", ")}];`,
    withThreats ? `export { threats } from ${from("packages/catalogue/threats.ts")};` : "export const threats = [];",
  ].join("\n");
  const module = (await load(source, root)) as { rules: { default?: unknown }[]; threats: Threat[] };
  const rules = paths.map((file, index) => {
    const value = module.rules[index]?.default;
    return { path: file, rule: typeof value === "object" && value !== null ? (value as Rule) : null };
  });
  return { rules, threats: module.threats };
}
