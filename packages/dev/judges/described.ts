import { analyseText } from "@mcp-assay/core/metadata/analyse";
import type { TextModel } from "@mcp-assay/core/metadata/model";
import { readOnce } from "@mcp-assay/core/metadata/read-once";
import { builtInJudges } from "@mcp-assay/judges/built-in/panel";
import { type ToolMaterial, toolMaterials } from "@mcp-assay/judges/material/tool-material";
import { runPanel } from "@mcp-assay/judges/panel/run-panel";
import type { Sample } from "../text-model/corpus.ts";
import { bagsOf, fit } from "../text-model/fit.ts";
import { analyseFiles } from "./analyse-files.ts";
import type { DescribedTool } from "./described-tools.ts";
import type { Labelled } from "./figures.ts";

/** What of a labelled tool goes into its group, and stays out of the training that the group is judged with. */
export type GroupOf = (one: Pick<Sample, "source" | "family">) => string | null;

export interface JudgedTool extends Labelled {
  readonly tool: DescribedTool;
}

/** The text model as it is without one group of its training texts. */
export type ModelWithout = (groupOf: GroupOf, group: string) => TextModel;

/**
 * Trains the text model without a group, once for each however many tables are judged with it: training is most of the work.
 * @param samples what the text model is trained on
 */
export function modelsWithout(samples: readonly Sample[]): ModelWithout {
  const bags = bagsOf(samples);
  const trained = new Map<GroupOf, Map<string, TextModel>>();
  return (groupOf, group) => {
    const byGroup = trained.get(groupOf) ?? new Map<string, TextModel>();
    trained.set(groupOf, byGroup);
    const rest = () => bags.filter(({ sample }) => groupOf(sample) !== group);
    const model = byGroup.get(group) ?? fit(rest(), "");
    byGroup.set(group, model);
    return model;
  };
}

/**
 * Judges tools of which only the announcement is known, group by group: the text model that judges a group has not been trained on
 * any text of it. Tools without a group are not judged.
 * @param handler whether the tools get a handler that does nothing by itself, as if the code were known
 */
export async function judgeLeftOut(
  tools: readonly DescribedTool[],
  modelWithout: ModelWithout,
  groupOf: GroupOf,
  handler: boolean,
): Promise<JudgedTool[]> {
  const groups = [...new Set(tools.map(groupOf))].filter((group) => group !== null).sort();
  const judged: JudgedTool[] = [];
  for (const group of groups) {
    const model = modelWithout(groupOf, group);
    for (const tool of tools.filter((one) => groupOf(one) === group)) {
      const verdict = await judgeOne(await materialOf(tool, handler), model);
      judged.push({ tool, offending: tool.poisoned, verdict });
    }
  }
  return judged;
}

async function judgeOne(material: ToolMaterial, model: TextModel): Promise<Labelled["verdict"]> {
  const judges = builtInJudges(readOnce((text, ownTools) => analyseText(text, model, { ownTools })));
  const { tools } = await runPanel([material], judges, { now: () => 0 });
  return tools[0] as Labelled["verdict"];
}

const HANDLER = `
server.setRequestHandler(CallToolRequestSchema, async (request) => ({
  content: [{ type: "text", text: JSON.stringify(request.params.arguments) }],
}));
`;

/** The tool as a server announces it, read from its source like any other. */
async function materialOf({ name, description, inputSchema }: DescribedTool, handler: boolean): Promise<ToolMaterial> {
  const tool = { name, description, inputSchema: inputSchema ?? { type: "object", properties: {} } };
  const source = `import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const server = new Server({ name: "described", version: "1.0.0" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [${JSON.stringify(tool)}] }));
${handler ? HANDLER : ""}`;
  const { analysed } = await analyseFiles(new Map([["server.mjs", source]]));
  const [material] = toolMaterials(analysed);
  if (material === undefined) throw new Error(`the tool ${name} was not read from its own source`);
  return material;
}
