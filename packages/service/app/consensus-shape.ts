import type { Consensus } from "@mcp-assay/core/report/consensus";
import { z } from "zod";

const score = z.number().min(0).max(10);
const share = z.number().min(0).max(1);
const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();

const verdict = z.object({
  model_id: z.string(),
  score,
  label: z.enum(["safe", "suspicious", "malicious", "unsure"]),
  confidence: share,
  reasons: list(z.string()),
  criteria: z.object({ injection: score, ambiguous_parameters: score, undisclosed_side_effects: score, excess_permission: score }),
});

/** The documented verdict of a panel: source of the type, of the OpenAPI document and of the filter on the way out. */
export const consensusShape = z.object({
  scan_id: z.string(),
  panel_size: z.number().int().nonnegative(),
  models: list(
    z.object({ model_id: z.string(), panel_index: z.number().int(), provider: z.string(), status: z.string(), elapsed_ms: z.number() }),
  ),
  tools: list(
    z.object({
      tool_name: z.string(),
      verdicts: list(verdict),
      median: score.nullable(),
      agreement: share,
      disagreement: z.boolean(),
    }),
  ),
  panel_median: score.nullable(),
  panel_agreement: z.number().max(1).nullable(),
  rule_aivss: score.nullable(),
  merged_aivss: score.nullable(),
  adjustment: z.number().min(-1).max(1),
});
export type ConsensusResult = { readonly scan_id: string } & Consensus;
