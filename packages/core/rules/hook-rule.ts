import type { Draft, Rule, See } from "../define/rule.ts";
import type { TraceStep } from "../taint/flow.ts";
import { type Hit, leastSevere, lowestConfidence } from "./hit.ts";
import { fillMessage } from "./messages.ts";

/** What the hook of a rule finds, draft by draft. The rule may throw; its caller catches. */
export function* hookHits(rule: Rule, see: See): Generator<Hit> {
  for (const draft of drafts(rule, see)) yield hitOf(rule, draft);
}

function* drafts(rule: Rule, see: See): Generator<Draft> {
  const { servers } = see.surface;
  if (rule.onTool !== undefined)
    for (const server of servers)
      for (const tool of server.tools) yield* named(rule.onTool(tool, see), tool.name, tool.handler?.name ?? null);
  if (rule.onResource !== undefined)
    for (const server of servers) for (const resource of server.resources) yield* rule.onResource(resource, see);
  if (rule.onSurface !== undefined) for (const server of servers) yield* rule.onSurface(server, see);
  if (rule.onPackage !== undefined) yield* rule.onPackage(see);
  if (rule.onFile !== undefined) yield* fileDrafts(rule.onFile, see);
  if (rule.onCall !== undefined) {
    const { operations, check } = rule.onCall;
    for (const operation of see.operations) {
      if (!operations.includes(operation.kind)) continue;
      for (const draft of check(operation, see)) yield draft.entries === undefined ? { ...draft, entries: operation.entries } : draft;
    }
  }
}

/** A finding about a tool names it, unless the rule already did. */
function* named(found: Iterable<Draft>, tool: string, handler: string | null): Generator<Draft> {
  for (const draft of found) yield { tool, ...(handler === null ? {} : { handler }), ...draft };
}

function* fileDrafts({ wants, check }: NonNullable<Rule["onFile"]>, see: See): Generator<Draft> {
  for (const path of see.inventory.paths) {
    const view = wants(path) ? see.read(path) : null;
    if (view !== null) yield* check(view, see);
  }
}

function hitOf(rule: Rule, draft: Draft): Hit {
  const entries = draft.entries ?? [];
  const tool = draft.tool ?? entries.find((entry) => entry.kind === "tool")?.name ?? null;
  const asked = draft.confidence;
  const steps: readonly TraceStep[] = draft.trace ?? [{ action: "sink", variable: "", place: draft.place }];
  return {
    rule,
    text: fillMessage(rule, draft.message, { ...(tool === null ? {} : { tool, entry: `tool ${tool}` }), ...draft.holes }),
    place: draft.place,
    entries,
    tool: draft.tool ?? null,
    handler: draft.handler ?? null,
    confidence: asked === undefined ? rule.confidence : lowestConfidence(rule.confidence, asked.level),
    severity: leastSevere(rule.severity, draft.severity ?? rule.severity),
    reasons: asked === undefined ? [] : [asked.reason],
    steps,
    truncated: false,
    guards: [],
    snippet: draft.snippet ?? null,
    flow: null,
  };
}
