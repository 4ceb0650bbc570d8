import type { Verdict } from "@mcp-assay/core/report/consensus";
import { labelOf } from "@mcp-assay/core/report/panel-facts";
import { type Answer, CRITERIA, type Opinion, type Reason } from "../judge.ts";
import { squeezed, squeezedMaterial } from "../material/rendering.ts";
import type { ToolMaterial } from "../material/tool-material.ts";

const LONGEST_REASON = 400;

/** A judge's answer as the report has it; opinions that do not hold become "unsure", with the reason why. */
export function verdictOf(judge: string, answer: Answer, tool: ToolMaterial): Verdict {
  if (answer.kind === "unsure") return unsureVerdict(judge, answer.why);
  const { criteria, confidence, reasons } = answer.opinion;
  const flaw = flawOf(answer.opinion, tool);
  if (flaw !== null) return unsureVerdict(judge, flaw);
  const score = Math.max(...CRITERIA.map((criterion) => criteria[criterion]));
  return { model_id: judge, score, label: labelOf(score), confidence, reasons: reasons.map(reasonLine), criteria };
}

/** Whether a verdict is a vote. */
export function isVote(verdict: Verdict): boolean {
  return verdict.label !== "unsure";
}

/** Why an opinion is void; null if it holds. */
function flawOf({ criteria, confidence, reasons }: Opinion, tool: ToolMaterial): string | null {
  const numbers = CRITERIA.map((criterion) => criteria[criterion]);
  if (numbers.some((value) => !(value >= 0 && value <= 10)) || !(confidence >= 0 && confidence <= 1)) return "void: a number out of range";
  if (!reasons.every(({ quote }) => squeezed(quote) !== "" && squeezedMaterial(tool).includes(squeezed(quote))))
    return "void: it quotes what is not there";
  if (reasons.length === 0 && numbers.some((value) => labelOf(value) !== "safe")) return "void: it accuses without a reason";
  return null;
}

function reasonLine({ says, quote }: Reason): string {
  return [...`${says}: “${quote}”`].slice(0, LONGEST_REASON).join("");
}

/** No vote: its numbers count nowhere. */
function unsureVerdict(judge: string, why: string): Verdict {
  const criteria = { injection: 0, ambiguous_parameters: 0, undisclosed_side_effects: 0, excess_permission: 0 };
  return { model_id: judge, score: 0, label: "unsure", confidence: 0, reasons: [why], criteria };
}
