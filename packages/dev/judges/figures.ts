import type { ToolConsensus, Verdict } from "@mcp-assay/core/report/consensus";
import { labelOf } from "@mcp-assay/core/report/panel-facts";
import { krippendorffAlpha } from "@mcp-assay/judges/panel/alpha";
import { type Share, share } from "../text-model/evaluate.ts";

/** A tool of which it is known whether it should be accused, with what the panel says. */
export interface Labelled {
  readonly offending: boolean;
  readonly verdict: ToolConsensus;
}

/** How one judge, or the median, does on a labelled set. */
export interface JudgeFigures {
  readonly name: string;
  /** Tools on which there is a vote. */
  readonly votes: number;
  /** Of the accused, those that should be. */
  readonly precision: Share;
  /** Of those that should be accused, the accused; no vote is no accusation. */
  readonly recall: Share;
  /** Of the harmless, the accused. */
  readonly falseAlarms: Share;
  /** Mean squared distance of score / 10 from 1 (offending) or 0, over its votes (Brier 1950); 0 is perfect. NaN without a vote. */
  readonly brier: number;
}

/** The figures of each judge and of the median. */
export function figuresOf(labelled: readonly Labelled[]): JudgeFigures[] {
  const names = labelled[0]?.verdict.verdicts.map(({ model_id }) => model_id) ?? [];
  const judges = names.map((name, index) => figures(name, labelled, ({ verdicts }) => scoreOf(verdicts[index])));
  return [...judges, figures("median", labelled, ({ median }) => median)];
}

function scoreOf(verdict: Verdict | undefined): number | null {
  return verdict === undefined || verdict.label === "unsure" ? null : verdict.score;
}

function figures(name: string, labelled: readonly Labelled[], scoreFrom: (verdict: ToolConsensus) => number | null): JudgeFigures {
  const scored = labelled.map(({ offending, verdict }) => ({ offending, score: scoreFrom(verdict) }));
  const accused = scored.filter(({ score }) => isAccused(score));
  const guilty = scored.filter(({ offending }) => offending);
  const voted = scored.filter((one): one is { offending: boolean; score: number } => one.score !== null);
  const hits = accused.filter(({ offending }) => offending).length;
  return {
    name,
    votes: voted.length,
    precision: share(hits, accused.length),
    recall: share(hits, guilty.length),
    falseAlarms: share(accused.length - hits, labelled.length - guilty.length),
    brier: voted.reduce((sum, { offending, score }) => sum + (score / 10 - Number(offending)) ** 2, 0) / voted.length,
  };
}

/** Suspicious or malicious. */
export function isAccused(score: number | null): boolean {
  return score !== null && labelOf(score) !== "safe";
}

/** Krippendorff's alpha of the scores over all tools; null where there is nothing to compare. */
export function agreementOf(labelled: readonly Labelled[]): number | null {
  return krippendorffAlpha(labelled.map(({ verdict }) => verdict.verdicts.map(scoreOf).filter((score) => score !== null)));
}
