import type { Paint } from "./colour.ts";
import type { Consensus, ToolConsensus } from "./consensus.ts";
import { notableTools, panelFacts, toolLine, verdictLine } from "./panel-facts.ts";
import { shorten, visible } from "./visible.ts";

/** Tools and reasons shown without --verbose. */
const TOOLS = 10;
const REASONS = 2;
const NAME = 100;
const REASON = 300;

/** The panel of a deep scan as lines of text: who judged, what it changed, and the tools on which judges have something to say. */
export function panelLines(
  consensus: Consensus,
  { paint, verbose }: { readonly paint: Paint; readonly verbose: boolean },
): readonly string[] {
  const notable = notableTools(consensus);
  const rest = consensus.tools.filter((tool) => !notable.includes(tool));
  const shown = verbose ? [...notable, ...rest] : notable.slice(0, TOOLS);
  const hidden = notable.length - shown.length;
  return [
    paint("strong", "Judge panel"),
    ...panelFacts(consensus).map((fact) => `  ${visible(fact)}`),
    ...shown.flatMap((tool) => toolLines(tool, paint, verbose)),
    ...(hidden > 0 ? [`  … ${hidden} more tools (--verbose shows them)`] : []),
    ...(verbose || rest.length === 0 ? [] : [`  ${rest.length} ${notable.length === 0 ? "" : "other "}tools: all judges say safe`]),
    "",
  ];
}

function toolLines(tool: ToolConsensus, paint: Paint, verbose: boolean): readonly string[] {
  return [
    `  ${paint("strong", shorten(visible(tool.tool_name), NAME))}: ${toolLine(tool)}`,
    ...tool.verdicts.flatMap((verdict) => [
      `    ${visible(verdict.model_id)}: ${verdictLine(verdict)}`,
      ...verdict.reasons.slice(0, verbose ? verdict.reasons.length : REASONS).map((reason) => `      ${shorten(visible(reason), REASON)}`),
    ]),
  ];
}
