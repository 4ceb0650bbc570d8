import { analyseText } from "@mcp-assay/core/metadata/analyse";
import { parseTextModel } from "@mcp-assay/core/metadata/model";
import { type ReadText, readOnce } from "@mcp-assay/core/metadata/read-once";

/** The reader of one scan, with the catalogue's model. It keeps what it has read. */
export async function readTextWith(): Promise<ReadText> {
  const { default: data } = await import("@mcp-assay/catalogue/text-model.json", { with: { type: "json" } });
  let model: ReturnType<typeof parseTextModel> | null = null;
  return readOnce((text, ownTools) => {
    model ??= parseTextModel(data);
    // The generator has refused a model that does not parse; only a damaged build gets here.
    if (!model.ok) throw new Error(model.problem.message);
    return analyseText(text, model.value, { ownTools });
  });
}
