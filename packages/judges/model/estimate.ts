import type { JudgeEstimate } from "@mcp-assay/core/scan-options";
import type { ToolMaterial } from "../material/tool-material.ts";
import { costOf, estimatedUsage } from "./budget.ts";
import type { ModelConfig } from "./model-config.ts";
import { promptFor } from "./prompt.ts";

/** Upper estimate without retries and without what a cache knows. */
export function estimatePanel(tools: readonly ToolMaterial[], models: readonly ModelConfig[]): JudgeEstimate {
  const usages = tools.map((tool) => estimatedUsage(promptFor(tool, (bytes) => "0".repeat(2 * bytes))));
  const input = usages.reduce((sum, usage) => sum + usage.input, 0);
  const output = usages.reduce((sum, usage) => sum + usage.output, 0);
  const estimates = models.map(({ model, provider, price }) => ({
    model_id: model,
    provider,
    calls: tools.length,
    input_tokens: input,
    output_tokens: output,
    dollars: costOf({ input, output }, price),
  }));
  return {
    models: estimates,
    tokens: (input + output) * models.length,
    dollars: estimates.reduce<number | null>((sum, one) => (sum === null || one.dollars === null ? null : sum + one.dollars), 0),
  };
}
