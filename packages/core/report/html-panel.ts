import type { Consensus, ToolConsensus } from "./consensus.ts";
import { notableTools, panelFacts, toolLine, verdictLine } from "./panel-facts.ts";
import { forHtml, shorten } from "./visible.ts";

const MAX_TOOLS = 200;
const NAME = 200;

/** The panel of a deep scan: every verdict, the tools on which judges have something to say first. */
export function panelHtml(consensus: Consensus): string {
  const notable = notableTools(consensus);
  const tools = [...notable, ...consensus.tools.filter((tool) => !notable.includes(tool))];
  const hidden = tools.length - MAX_TOOLS;
  return `<section><h2>Judge panel</h2>
${panelFacts(consensus)
  .map((fact) => `<p class="meta">${forHtml(fact)}</p>`)
  .join("\n")}
${tools
  .slice(0, MAX_TOOLS)
  .map((tool) => toolHtml(tool, notable.includes(tool)))
  .join("\n")}${hidden > 0 ? `\n<p class="meta">${hidden} more tools are in the JSON report.</p>` : ""}</section>`;
}

function toolHtml(tool: ToolConsensus, open: boolean): string {
  const rows = tool.verdicts.map((verdict) => {
    const reasons = verdict.reasons.map((reason) => `<li>${forHtml(reason)}</li>`).join("");
    return `<tr><td>${forHtml(verdict.model_id)}</td><td>${forHtml(verdictLine(verdict))}</td><td>${verdict.confidence.toFixed(2)}</td><td>${reasons === "" ? "" : `<ul>${reasons}</ul>`}</td></tr>`;
  });
  return `<details${open ? " open" : ""}><summary><strong>${forHtml(shorten(tool.tool_name, NAME))}</strong>: ${forHtml(toolLine(tool))}</summary><table><tr><th>Judge</th><th>Verdict</th><th>Confidence</th><th>Reasons</th></tr>
${rows.join("\n")}</table></details>`;
}
