import type { Model } from "@mcp-assay/core/define/model";
import { parseModel } from "@mcp-assay/core/define/model-parse";
import { parseDocument } from "yaml";
import type { CatalogueFile } from "./catalogue-files.ts";

/** The models with their access paths parsed, in file order, or one line for each that does not parse. */
export function compileModels(files: readonly CatalogueFile[]): {
  readonly models: readonly Model[];
  readonly problems: readonly string[];
} {
  const models: Model[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const document = parseDocument(file.text, { uniqueKeys: true });
    const error = document.errors[0];
    if (error !== undefined) {
      problems.push(`${file.path}: ${(error.message.split("\n")[0] ?? "").replace(/:$/, "")}`);
      continue;
    }
    const model = parseModel(document.toJS({ maxAliasCount: 0 }), file.path);
    if (model.ok) models.push(model.value);
    else
      problems.push(`${model.problem.where ?? file.path}: ${model.problem.message}${model.problem.hint ? `; ${model.problem.hint}` : ""}`);
  }
  return { models, problems };
}

/** Text of packages/catalogue/models.generated.json: one model a line, so that a diff shows which changed. */
export function modelFile(models: readonly Model[]): string {
  return models.length === 0 ? "[]\n" : `[\n${models.map((model) => JSON.stringify(model)).join(",\n")}\n]\n`;
}
