import type { Model } from "@mcp-assay/core/define/model";
import { parseModel } from "@mcp-assay/core/define/model-parse";
import { parseDocument } from "yaml";
import type { CatalogueFile } from "./catalogue-files.ts";

/** What the model files hold, once parsed and once as written, both in file order; and one line for each that does not parse. */
export interface ModelFiles {
  readonly models: readonly Model[];
  readonly data: readonly unknown[];
  readonly problems: readonly string[];
}

/** Reads every model file and checks it against the model grammar. */
export function readModels(files: readonly CatalogueFile[]): ModelFiles {
  const models: Model[] = [];
  const data: unknown[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const document = parseDocument(file.text, { uniqueKeys: true });
    const error = document.errors[0];
    if (error !== undefined) {
      problems.push(`${file.path}: ${(error.message.split("\n")[0] ?? "").replace(/:$/, "")}`);
      continue;
    }
    const written: unknown = document.toJS({ maxAliasCount: 0 });
    const model = parseModel(written, file.path);
    if (model.ok) {
      models.push(model.value);
      data.push(written);
    } else
      problems.push(`${model.problem.where ?? file.path}: ${model.problem.message}${model.problem.hint ? `; ${model.problem.hint}` : ""}`);
  }
  return { models, data, problems };
}

/**
 * Text of packages/catalogue/models.generated.json: one model a line, so that a diff shows which changed. Access paths stay
 * as written: parsed they take twenty times the space, and most scans need few of them.
 */
export function modelFile(data: readonly unknown[]): string {
  return data.length === 0 ? "[]\n" : `[\n${data.map((model) => JSON.stringify(model)).join(",\n")}\n]\n`;
}
