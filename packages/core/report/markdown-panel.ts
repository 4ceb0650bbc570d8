import type { Consensus, ToolConsensus } from "./consensus.ts";
import { notableTools, panelFacts, toolLine, verdictLine } from "./panel-facts.ts";
import { forMarkdown, markdownCode, shorten } from "./visible.ts";

/** A comment is about findings; of the panel it holds what a reader must know. */
const TOOLS = 5;
const REASONS = 1;
const NAME = 120;
const REASON = 300;

/** The panel of a deep scan for a comment. */
export function panelMarkdown(consensus: Consensus): string {
  const notable = notableTools(consensus);
  const hidden = notable.length - TOOLS;
  const rest = consensus.tools.length - notable.length;
  return `\n${[
    "### Judge panel",
    panelFacts(consensus)
      .map((fact) => `- ${forMarkdown(fact)}`)
      .join("\n"),
    ...notable.slice(0, TOOLS).map(toolMarkdown),
    ...(hidden > 0 ? [`${hidden} more tools are in the JSON report.`] : []),
    ...(rest > 0 ? [`${rest} ${notable.length === 0 ? "" : "other "}tools: all judges say safe.`] : []),
  ].join("\n\n")}\n`;
}

function toolMarkdown(tool: ToolConsensus): string {
  const rows = tool.verdicts.flatMap((verdict) => [
    `- ${forMarkdown(verdict.model_id)}: ${forMarkdown(verdictLine(verdict))}`,
    ...verdict.reasons.slice(0, REASONS).map((reason) => `  - ${forMarkdown(shorten(reason, REASON))}`),
  ]);
  return [`Tool ${markdownCode(shorten(tool.tool_name, NAME))}: ${forMarkdown(toolLine(tool))}`, rows.join("\n")].join("\n\n");
}
