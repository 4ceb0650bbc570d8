import type { Report, ReportTool } from "./report.ts";
import { forHtml, shorten } from "./visible.ts";

/** A longer table is not read; the JSON report has all of it. */
const MAX_ROWS = 2000;

export function toolsTable(tools: readonly ReportTool[]): string {
  return table(
    "Tools of the server",
    ["Tool", "Description", "Can", "Handler"],
    tools.map((tool) => [
      tool.name,
      tool.description,
      tool.capabilities.join(", "),
      `${tool.handler} ${tool.location.file}:${tool.location.line}`,
    ]),
  );
}

/** Those for development too, which are no findings. */
export function vulnerableTable({ dependencies }: Report): string {
  return table(
    "Packages with known vulnerabilities",
    ["Package", "Version", "Used", "Advisories", "Fixed in"],
    dependencies.vulnerable.map((one) => [
      one.name,
      one.version ?? one.requirement ?? "*",
      one.release ? "the release itself" : one.development ? "for development" : one.imported ? "imported" : "brought along",
      one.advisories.map(({ id, rating }) => `${id}${rating === null ? "" : ` (${rating})`}`).join(", "),
      [...new Set(one.advisories.flatMap(({ fixed_in }) => fixed_in))].join(", "),
    ]),
  );
}

export function controlsTable({ msss_score: score }: Report): string {
  return table(
    "MCP Server Security Standard",
    ["Control", "Level", "Title", "Status"],
    score.controls.map((row) => [row.control, row.level, row.title, row.status]),
  );
}

/** What was left out, and what somebody chose not to see. */
export function coverageTables({ coverage, suppressed }: Report): string {
  return [
    table(
      "Files not analysed",
      ["File", "Reason", "Detail"],
      coverage.files.skipped.map((file) => [file.path, file.reason, file.detail ?? ""]),
    ),
    table(
      "Rules not run",
      ["Rule", "Reason"],
      coverage.rules.skipped.map((rule) => [rule.rule_id, rule.reason]),
    ),
    table(
      "Suppressed findings",
      ["Rule", "Place", "By", "Reason"],
      suppressed.map((row) => [row.rule_id, `${row.location.file}:${row.location.line}`, row.by, row.reason]),
    ),
  ].join("\n");
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const cells = (tag: "th" | "td", values: readonly string[]) =>
    `<tr>${values.map((value) => `<${tag}>${forHtml(shorten(value, 1000))}</${tag}>`).join("")}</tr>`;
  const more = rows.length > MAX_ROWS ? `<p class="meta">${rows.length - MAX_ROWS} more rows are in the JSON report.</p>` : "";
  return `<details><summary><strong>${title}</strong> (${rows.length})</summary><table>${cells("th", columns)}\n${rows
    .slice(0, MAX_ROWS)
    .map((row) => cells("td", row))
    .join("\n")}</table>${more}</details>`;
}
