import type { Rule } from "../define/rule.ts";
import { headFacts, targetName, warnings } from "./facts.ts";
import { type Sources, shownLines } from "./frame.ts";
import { findingHtml } from "./html-finding.ts";
import { panelHtml } from "./html-panel.ts";
import { STYLE, STYLE_HASH } from "./html-style.ts";
import { controlsTable, coverageTables, toolsTable, vulnerableTable } from "./html-tables.ts";
import { compareFindings, groupByTool, severityCounts } from "./order.ts";
import type { Report } from "./report.ts";
import { forHtml, shorten } from "./visible.ts";

export interface HtmlOptions {
  readonly sources: Sources;
  readonly rules: readonly Rule[];
}

/** Nothing is loaded, run or sent from this page; its one style is named by hash. */
const POLICY = `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;
/** A page with more findings than this is not read; the JSON report has them. */
const MAX_FINDINGS = 1000;
const NAME = 200;

/** The report as one self-contained page. */
export function toHtml(report: Report, { sources, rules }: HtmlOptions): string {
  const lines = shownLines(report, sources);
  const byKey = new Map(rules.map((rule) => [rule.key, rule]));
  const shown = [...report.findings].sort(compareFindings).slice(0, MAX_FINDINGS);
  const left = report.findings.length - shown.length;
  const groups = groupByTool(shown).map(
    (group) =>
      `<section><h2>${group.tool === null ? "Not tied to one tool" : `Tool ${forHtml(shorten(group.tool, NAME))}`} (${severityCounts(group.findings)})</h2>\n${group.findings.map((finding) => findingHtml(finding, byKey.get(finding.key), lines)).join("\n")}</section>`,
  );
  return page(`mcp-assay: ${shorten(targetName(report), NAME)}`, [
    `<dl>${headFacts(report)
      .map((fact) => `<dt>${forHtml(fact.name)}</dt><dd>${forHtml(fact.value)}</dd>`)
      .join("\n")}</dl>`,
    ...warnings(report).map((warning) => `<p class="warning">${forHtml(warning)}</p>`),
    ...(left > 0
      ? [`<p class="warning">${left} less severe findings are not shown here; the JSON report has all ${report.findings.length}.</p>`]
      : []),
    ...groups,
    ...(report.consensus === undefined ? [] : [panelHtml(report.consensus)]),
    toolsTable(report.mcp_surface.tools),
    vulnerableTable(report),
    controlsTable(report),
    coverageTables(report),
  ]);
}

function page(title: string, body: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${forHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${forHtml(title)}</h1>
${body.filter((part) => part !== "").join("\n")}
</body>
</html>
`;
}
