/** What the panel of a deep scan says, tool by tool, and how it moved the score of the rules. */
export interface Consensus {
  readonly panel_size: number;
  readonly models: readonly PanelModel[];
  readonly tools: readonly ToolConsensus[];
  /** 0..10; null if no judge answered. */
  readonly panel_median: number | null;
  readonly rule_aivss: number | null;
  readonly merged_aivss: number | null;
  /** merged_aivss − rule_aivss, −1..1. */
  readonly adjustment: number;
}

export interface PanelModel {
  readonly model_id: string;
  readonly panel_index: number;
  readonly provider: string;
  readonly status: string;
  readonly elapsed_ms: number;
}

export interface ToolConsensus {
  readonly tool_name: string;
  readonly verdicts: readonly Verdict[];
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
