import { labelOf } from "@mcp-assay/core/report/panel-facts";
import { type Answer, CRITERIA, type Criterion, type Reason, unsure } from "../judge.ts";
import type { ToolMaterial } from "../material/tool-material.ts";

/** One observation of a built-in judge. */
export interface Remark extends Reason {
  readonly criterion: Criterion;
  /** 0..10 */
  readonly weight: number;
}

/** Several grave remarks on one criterion weigh a little more than the gravest. */
const EACH_FURTHER = 0.4;
const MOST_REASONS = 6;

/** An opinion out of remarks: each criterion is as grave as its gravest remark. */
export function opinionOf(remarks: readonly Remark[], confidence: number): Answer {
  const sorted = remarks.filter(({ quote }) => quote.trim() !== "").sort((a, b) => b.weight - a.weight);
  const criteria = Object.fromEntries(
    CRITERIA.map((criterion) => {
      const [first, ...further] = sorted.filter((remark) => remark.criterion === criterion).map(({ weight }) => weight);
      const more = further.filter((weight) => weight >= 4).length * EACH_FURTHER;
      return [criterion, first === undefined ? 0 : Math.min(10, round(first + Math.min(1, more)))];
    }),
  ) as Record<Criterion, number>;
  // One observation may bear on two criteria; it is told once.
  const told = new Map(sorted.map(({ says, quote }) => [`${says}\n${quote}`, { says, quote }]));
  const reasons = [...told.values()].slice(0, MOST_REASONS);
  return { kind: "opinion", opinion: { criteria, confidence: round(confidence), reasons } };
}

/**
 * The answer of a judge that reads texts and no code: that texts are harmless says nothing about a handler that acts on the world, and
 * is no vote for it.
 */
export function onTextsOnly(answer: Answer, { ownCapabilities }: ToolMaterial): Answer {
  if (answer.kind === "unsure" || ownCapabilities.every((one) => one === "env_access")) return answer;
  const { criteria } = answer.opinion;
  const isSafe = CRITERIA.every((criterion) => labelOf(criteria[criterion]) === "safe");
  return isSafe ? unsure("its texts are harmless; this judge does not look at what the code does") : answer;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** What a reason shows of a long text. */
const LONGEST_QUOTE = 160;

/** The beginning of a passage on one line of its own, as it stands in the text. */
export function quoteOf(text: string): string {
  const line = text.trim().split(/\r\n|\r|\n/, 1)[0] as string;
  return [...line].slice(0, LONGEST_QUOTE).join("").trim();
}
