import { PROOF_BIT } from "../define/kinds.ts";
import type { FlowRule, Rule } from "../define/rule.ts";
import type { Entry, Flow } from "../taint/flow.ts";
import { type Hit, lowestConfidence } from "./hit.ts";
import { fillMessage, flowHoles } from "./messages.ts";

const CONFIDENCE_RANK = { high: 0, medium: 1, low: 2 } as const;

/** What a flow rule finds: one hit for each place of a sink, with the entries of all its flows. */
export function flowHits(rule: Rule, flowRule: FlowRule, flows: readonly Flow[]): Hit[] {
  const places = new Map<string, Flow[]>();
  for (const flow of flows) {
    if (!matches(flowRule, flow)) continue;
    const { file, startLine, startCol } = flow.sink.place;
    const key = `${startLine}:${startCol}:${file}`;
    const group = places.get(key);
    if (group === undefined) places.set(key, [flow]);
    else group.push(flow);
  }
  return [...places.values()].map((group) => hitOf(rule, flowRule, group));
}

function matches(rule: FlowRule, flow: Flow): boolean {
  if (!rule.from.includes(flow.source.kind) || !rule.to.includes(flow.sink.kind)) return false;
  if (rule.whole !== undefined && rule.whole !== flow.whole) return false;
  if (rule.brokenGuard !== undefined && !flow.guards.some((guard) => rule.brokenGuard?.includes(guard.flaw))) return false;
  const harmless = rule.unless?.some((proofs) => proofs.every((proof) => (flow.proofs & PROOF_BIT[proof]) !== 0));
  return harmless !== true;
}

/** The flow that is easiest to believe and to read speaks for all of them. */
function hitOf(rule: Rule, flowRule: FlowRule, group: readonly Flow[]): Hit {
  const best = [...group].sort(
    (a, b) =>
      CONFIDENCE_RANK[a.confidence] - CONFIDENCE_RANK[b.confidence] ||
      Number(fromTool(b)) - Number(fromTool(a)) ||
      a.steps.length - b.steps.length,
  )[0] as Flow;
  const entries = mergedEntries([best, ...group]);
  const confidence = lowestConfidence(rule.confidence, best.confidence);
  return {
    rule,
    text: fillMessage(rule, flowRule.message?.[best.sink.kind] ?? "found", flowHoles({ ...best, entries })),
    place: best.sink.place,
    entries,
    tool: null,
    handler: null,
    confidence,
    severity: rule.severity,
    reasons: best.doubts,
    steps: best.steps,
    truncated: best.truncated,
    guards: best.guards,
    snippet: null,
    flow: best,
  };
}

function fromTool(flow: Flow): boolean {
  return flow.entries.some((entry) => entry.kind === "tool");
}

function mergedEntries(flows: readonly Flow[]): readonly Entry[] {
  const seen = new Map<string, Entry>();
  for (const entry of flows.flatMap((flow) => flow.entries)) {
    const key = `${entry.server}|${entry.kind}|${entry.name}`;
    if (!seen.has(key)) seen.set(key, entry);
  }
  return [...seen.values()];
}
