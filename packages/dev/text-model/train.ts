import { writeFile } from "node:fs/promises";
import path from "node:path";
import { textModelFile } from "@mcp-assay/core/metadata/model";
import { readCorpus } from "./corpus.ts";
import { bagsOf, fit } from "./fit.ts";
import { evaluationPage } from "./page.ts";

/** Weights are kept in steps of 1/100: finer ones change no verdict and make the file longer. */
export const SCALE = 100;

/** Trains the text model and evaluates it: writes packages/catalogue/text-model.json and docs/metadata-model.generated.md. */
export async function main(_args: readonly string[], root: string): Promise<number> {
  const corpus = await readCorpus(root);
  const bags = bagsOf(corpus.samples);
  const poisoned = corpus.samples.filter((sample) => sample.poisoned).length;
  const model = fit(bags, `${poisoned} poisoned and ${corpus.samples.length - poisoned} harmless texts of packages/dev/text-model/data`);
  await writeFile(path.join(root, "packages/catalogue/text-model.json"), `${JSON.stringify(textModelFile(model, SCALE))}\n`);
  const page = evaluationPage(corpus, bags, model);
  await writeFile(path.join(root, "docs/metadata-model.generated.md"), page);
  process.stdout.write(`${page.slice(page.indexOf("## Summary"), page.indexOf("## Published"))}\n`);
  return 0;
}
