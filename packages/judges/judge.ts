import type { Verdict } from "@mcp-assay/core/report/consensus";
import type { ToolMaterial } from "./material/tool-material.ts";

/** What every judge is asked about a tool. */
export const CRITERIA = ["injection", "ambiguous_parameters", "undisclosed_side_effects", "excess_permission"] as const;
export type Criterion = (typeof CRITERIA)[number];

/** One ground of an opinion. The quote must occur in what the judge was shown, or the whole opinion is void. */
export interface Reason {
  readonly says: string;
  readonly quote: string;
}

export interface Opinion {
  /** Each 0 (nothing) to 10 (certain and grave). */
  readonly criteria: Verdict["criteria"];
  /** 0..1 */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
}

/** A judge that cannot tell says so; that is no vote for "safe". */
export type Answer = { readonly kind: "opinion"; readonly opinion: Opinion } | { readonly kind: "unsure"; readonly why: string };

/** One member of a panel. It sees one tool at a time and keeps nothing in between. */
export interface Judge {
  /** `model_id` of the report. */
  readonly id: string;
  /** "built-in", or whose model it is. */
  readonly provider: string;
  /** Tools that it may be asked about at the same time. */
  readonly concurrency: number;
  judge(tool: ToolMaterial): Answer | Promise<Answer>;
}

export function unsure(why: string): Answer {
  return { kind: "unsure", why };
}
