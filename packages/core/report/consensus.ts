/** What the judges of a deep scan say, tool by tool, before it meets the score of the rules. */
export interface Panel {
  readonly panel_size: number;
  readonly models: readonly PanelModel[];
  readonly tools: readonly ToolConsensus[];
  /** Median of the tool that the panel finds worst, 0..10; null if no tool has enough votes. */
  readonly panel_median: number | null;
  /** Krippendorff's alpha of the scores over all tools, at most 1; null where there is nothing to compare. */
  readonly panel_agreement: number | null;
}

/** The panel's verdict, and how it moved the score of the rules. */
export interface Consensus extends Panel {
  readonly rule_aivss: number | null;
  readonly merged_aivss: number | null;
  /** merged_aivss − rule_aivss, −1..1. */
  readonly adjustment: number;
}

export interface PanelModel {
  readonly model_id: string;
  /** From 0. */
  readonly panel_index: number;
  /** "built-in", or whose model it is. */
  readonly provider: string;
  /** "voted", or on how many tools it did not vote and why. */
  readonly status: string;
  readonly elapsed_ms: number;
}

export interface ToolConsensus {
  readonly tool_name: string;
  readonly verdicts: readonly Verdict[];
  /** Null if too few judges voted. */
  readonly median: number | null;
  /** Share of judges with the majority's label, 0..1. */
  readonly agreement: number;
  readonly disagreement: boolean;
}

export interface Verdict {
  readonly model_id: string;
  readonly score: number;
  readonly label: "safe" | "suspicious" | "malicious" | "unsure";
  readonly confidence: number;
  readonly reasons: readonly string[];
  readonly criteria: {
    readonly injection: number;
    readonly ambiguous_parameters: number;
    readonly undisclosed_side_effects: number;
    readonly excess_permission: number;
  };
}
