import { analyseText } from "@mcp-assay/core/metadata/analyse";
import { parseTextModel } from "@mcp-assay/core/metadata/model";
import type { TextAnalysis } from "@mcp-assay/core/metadata/text-analysis";

/** Reads a text that is shown to models, knowing the names of the server's own tools. */
export type ReadText = (text: string, ownTools: readonly string[]) => TextAnalysis;

/** The reader with the catalogue's model. */
export async function readTextWith(): Promise<ReadText> {
  const { default: data } = await import("@mcp-assay/catalogue/text-model.json", { with: { type: "json" } });
  let model: ReturnType<typeof parseTextModel> | null = null;
  return (text, ownTools) => {
    model ??= parseTextModel(data);
    // The generator has refused a model that does not parse; only a damaged build gets here.
    if (!model.ok) throw new Error(model.problem.message);
    return analyseText(text, model.value, { ownTools });
  };
}
