import { stableJson } from "@mcp-assay/core/report/json";
import { visible } from "@mcp-assay/core/report/visible";
import type { JudgeEstimate } from "@mcp-assay/core/scan-options";

/** What the models of a panel would take for one target. */
export interface TargetEstimate {
  readonly input: string;
  readonly estimate: JudgeEstimate;
}

/** Estimates as JSON, or as lines for people. */
export function renderEstimates(estimates: readonly TargetEstimate[], json: boolean): string {
  if (json) return stableJson(estimates.length === 1 ? estimates[0] : estimates);
  return estimates.map(({ input, estimate }) => lines(input, estimate).join("\n")).join("\n");
}

function lines(input: string, { models, tokens, dollars }: JudgeEstimate): string[] {
  return [
    `${visible(input)}: at most ${tokens.toLocaleString("en")} tokens, ${price(dollars)}`,
    ...models.map(
      (one) =>
        `  ${visible(one.model_id)} (${one.provider}): ${one.calls} calls, ${one.input_tokens.toLocaleString("en")} tokens in, ${one.output_tokens.toLocaleString("en")} out, ${price(one.dollars)}`,
    ),
    "  Answers that are cached cost nothing; attempts that fail may be charged again.",
    "",
  ];
}

function price(dollars: number | null): string {
  return dollars === null ? "price not configured" : `$${dollars.toFixed(2)}`;
}
