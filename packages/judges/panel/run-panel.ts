import type { Panel, PanelModel, ToolConsensus, Verdict } from "@mcp-assay/core/report/consensus";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import { roundHalfUp } from "@mcp-assay/core/score/round";
import { type Answer, type Judge, unsure } from "../judge.ts";
import type { ToolMaterial } from "../material/tool-material.ts";
import { krippendorffAlpha } from "./alpha.ts";
import { median } from "./median.ts";
import { isVote, verdictOf } from "./verdict.ts";

export interface PanelOptions {
  /** Milliseconds on any steady clock. */
  readonly now: () => number;
  /** True from the moment on when no further question should be asked. */
  readonly stop?: () => boolean;
  /** Told of each judge that has voted on at least one tool, when it is done. */
  readonly onEvent?: (event: Extract<ScanEvent, { type: "judge_verdict" }>) => void;
}

/** Fewer votes than this on a tool are no panel. */
export const QUORUM = 3;

/**
 * Asks every judge about every tool. A tool with fewer than three votes has no median. The median of the package is that of the tool
 * which the panel finds worst, as the score of the rules is that of the worst finding; without one, the score is the rules' alone.
 */
export async function runPanel(tools: readonly ToolMaterial[], judges: readonly Judge[], options: PanelOptions): Promise<Panel> {
  const { onEvent } = options;
  const votes = await Promise.all(
    judges.map(async (judge, index) => {
      const { verdicts, elapsed } = await verdictsOf(judge, tools, options);
      if (verdicts.some(isVote)) onEvent?.({ type: "judge_verdict", model_id: judge.id, panel_index: index, panel_size: judges.length });
      return { model: modelOf(judge, index, verdicts, elapsed), verdicts };
    }),
  );
  const judged = tools.map((tool, index) =>
    toolConsensus(
      tool.name,
      votes.map(({ verdicts }) => verdicts[index] as Verdict),
    ),
  );
  const alpha = krippendorffAlpha(judged.map(({ verdicts }) => verdicts.filter(isVote).map(({ score }) => score)));
  return {
    panel_size: judges.length,
    models: votes.map(({ model }) => model),
    tools: judged,
    panel_median: judged.reduce<number | null>((worst, one) => (one.median === null ? worst : Math.max(worst ?? 0, one.median)), null),
    panel_agreement: alpha === null ? null : roundHalfUp(alpha, 3),
  };
}

/** One verdict for each tool, in their order, at most `concurrency` at a time; and the time until the last one (milliseconds). */
async function verdictsOf(
  judge: Judge,
  tools: readonly ToolMaterial[],
  { now, stop = () => false }: PanelOptions,
): Promise<{ readonly verdicts: readonly Verdict[]; readonly elapsed: number }> {
  const started = now();
  let ended = started;
  const verdicts: Verdict[] = new Array(tools.length);
  const queue = [...tools.entries()].reverse();
  const work = async (): Promise<void> => {
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [index, tool] = next;
      const answer = stop() ? unsure("the scan ran out of time") : answerOf(judge, tool);
      verdicts[index] = verdictOf(judge.id, answer instanceof Promise ? await answer : answer, tool);
      ended = now();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, judge.concurrency) }, work));
  return { verdicts, elapsed: Math.max(0, Math.round(ended - started)) };
}

/**
 * A judge that throws costs its own vote, never the scan; what it threw may quote the target and is not passed on. One that answers at
 * once is not waited for, so that its time is its own.
 */
function answerOf(judge: Judge, tool: ToolMaterial): Answer | Promise<Answer> {
  const failed = (): Answer => unsure("the judge failed");
  try {
    const answer = judge.judge(tool);
    return answer instanceof Promise ? answer.catch(failed) : answer;
  } catch {
    return failed();
  }
}

/** "voted", "voted on 3 of 5 tools: <reasons>" or "no vote: <reasons>". */
function modelOf(judge: Judge, index: number, verdicts: readonly Verdict[], elapsed: number): PanelModel {
  const count = verdicts.filter(isVote).length;
  const reasons = [...new Set(verdicts.filter((one) => !isVote(one)).flatMap((one) => one.reasons))].slice(0, 3).join("; ");
  const status =
    count === verdicts.length ? "voted" : count > 0 ? `voted on ${count} of ${verdicts.length} tools: ${reasons}` : `no vote: ${reasons}`;
  return { model_id: judge.id, panel_index: index, provider: judge.provider, status, elapsed_ms: elapsed };
}

function toolConsensus(name: string, verdicts: readonly Verdict[]): ToolConsensus {
  const votes = verdicts.filter(isVote);
  const middle = votes.length < QUORUM ? null : median(votes.map(({ score }) => score));
  const largest = Math.max(0, ...["safe", "suspicious", "malicious"].map((label) => votes.filter((one) => one.label === label).length));
  return {
    tool_name: name,
    verdicts,
    median: middle === null ? null : roundHalfUp(middle, 2),
    agreement: votes.length === 0 ? 0 : roundHalfUp(largest / votes.length, 3),
    disagreement: new Set(votes.map(({ label }) => label === "safe")).size > 1,
  };
}
