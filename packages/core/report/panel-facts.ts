import { BANDS } from "../score/aivss.ts";
import type { Consensus, PanelModel, ToolConsensus, Verdict } from "./consensus.ts";

/** The labels begin where the severity bands medium and high do: "safe" below 4, "suspicious" below 7, "malicious" from there on. */
export function labelOf(score: number): "safe" | "suspicious" | "malicious" {
  return score >= BANDS.high.low ? "malicious" : score >= BANDS.medium.low ? "suspicious" : "safe";
}

/** What a reader must know of a panel before its verdicts: who judged, how far they agree, what it changed. */
export function panelFacts(consensus: Consensus): readonly string[] {
  const { models, tools, panel_median: median, panel_agreement: alpha } = consensus;
  const silent = models.filter(({ status }) => status !== "voted");
  const agreement =
    alpha === null ? "there is too little to compare" : `Krippendorff's alpha ${alpha.toFixed(2)} over ${tools.length} tools`;
  return [
    `Judged by ${whoJudged(models)}.`,
    ...silent.map(({ model_id, status }) => `${model_id}: ${status}.`),
    ...(median === null ? [] : [`Agreement of the judges: ${agreement}.`]),
    `${scoreSentence(consensus)}.`,
  ];
}

/** One line for the head of a report. */
export function panelLine(consensus: Consensus): string {
  const { models, panel_median: median, adjustment } = consensus;
  const voted = models.filter(({ status }) => !status.startsWith("no vote")).length;
  const result =
    median === null
      ? "not available, the score is that of the rules alone"
      : `median ${median.toFixed(1)} (${labelOf(median)}), score ${adjustment === 0 ? "unchanged" : `moved by ${signed(adjustment)}`}`;
  return `${voted} of ${models.length} judges voted (${kindOf(models)}): ${result}`;
}

function whoJudged(models: readonly PanelModel[]): string {
  return models.map(({ model_id, provider }) => (provider === "built-in" ? model_id : `${model_id} (${provider})`)).join(", ");
}

function kindOf(models: readonly PanelModel[]): string {
  const own = models.filter(({ provider }) => provider === "built-in").length;
  return own === models.length ? "built-in, no language model" : own === 0 ? "language models" : `${models.length - own} language models`;
}

function scoreSentence({ panel_median: median, rule_aivss: rule, merged_aivss: merged, adjustment, tools }: Consensus): string {
  if (median === null)
    return `The panel is not available: ${tools.length === 0 ? "there is no tool to judge" : "fewer than 3 judges voted on each tool"}`;
  if (rule === null || merged === null) return "There is no score that it could move";
  const moved = adjustment === 0 ? "which stays" : `which becomes ${merged.toFixed(1)}`;
  return `Its median, that of the tool it finds worst, is ${median.toFixed(1)}; the rules say AIVSS ${rule.toFixed(1)}, ${moved}`;
}

function signed(value: number): string {
  return `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
}

/** Tools on which any judge has something to say, the worst first; the rest is only counted. */
export function notableTools({ tools }: Consensus): readonly ToolConsensus[] {
  return tools.filter(isNotable).sort((a, b) => (b.median ?? -1) - (a.median ?? -1) || highest(b) - highest(a));
}

function isNotable({ median, verdicts, disagreement }: ToolConsensus): boolean {
  return disagreement || median === null || labelOf(median) !== "safe" || verdicts.every(({ label }) => label === "unsure");
}

function highest({ verdicts }: ToolConsensus): number {
  return Math.max(0, ...verdicts.map(({ score }) => score));
}

/** "median 6.0 (suspicious), 3 of 4 judges agree". */
export function toolLine({ median, agreement, verdicts }: ToolConsensus): string {
  const votes = verdicts.filter(({ label }) => label !== "unsure").length;
  const result = median === null ? "no median" : `median ${median.toFixed(1)} (${labelOf(median)})`;
  return `${result}, ${Math.round(agreement * votes)} of ${votes} votes agree${votes === verdicts.length ? "" : `, ${verdicts.length - votes} unsure`}`;
}

/** "suspicious 6.0". */
export function verdictLine({ label, score }: Verdict): string {
  return label === "unsure" ? "unsure" : `${label} ${score.toFixed(1)}`;
}
