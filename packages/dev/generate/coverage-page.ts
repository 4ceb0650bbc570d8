import type { Model } from "@mcp-assay/core/define/model";
import type { Rule } from "@mcp-assay/core/define/rule";

/** A threat of the service's list, as packages/catalogue/threats.ts exports them. */
export interface Threat {
  /** "MCP-<3 digits>" */
  readonly id: string;
  readonly title: string;
}

/** docs/coverage.generated.md: which threats have rules, which classes, and what the models know. */
export function coveragePage(rules: readonly Rule[], models: readonly Model[], threats: readonly Threat[]): string {
  const byThreat = groups(rules, (rule) => rule.threatId);
  const listed =
    threats.length > 0 ? threats : [...byThreat.keys()].sort().map((id) => ({ id, title: byThreat.get(id)?.[0]?.title ?? "" }));
  const stable = (list: readonly Rule[]) => list.some((rule) => rule.status === "stable");
  const state = (list: readonly Rule[]) => (list.length === 0 ? "**missing**" : stable(list) ? "covered" : "partial");
  const covered = listed.filter((threat) => stable(byThreat.get(threat.id) ?? [])).length;
  return [
    "<!-- Written by `npm run generate` from the catalogue. Do not edit. -->",
    "# Coverage",
    `${rules.length} rules, ${models.length} library models; ${covered} of ${listed.length} threats have a stable rule.`,
    "## Threats",
    table(
      ["Threat", "", "State", "Rules"],
      listed.map((threat) => {
        const list = byThreat.get(threat.id) ?? [];
        return [`\`${threat.id}\``, threat.title, state(list), list.map(link).join(", ")];
      }),
    ),
    "## Classes",
    table(
      ["Class", "Rules"],
      [...groups(rules, (rule) => rule.ruleId[4] ?? "?")]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([letter, list]) => [letter, list.map(link).join(", ")]),
    ),
    "## Models",
    table(
      ["Language", "Libraries"],
      [...groups(models, (model) => model.language)].map(([language, list]) => [language, list.map((model) => model.library).join(", ")]),
    ),
    ...unasked(rules, models),
    "",
  ]
    .join("\n\n")
    .replace(/\n+$/, "\n");
}

/** A model row whose kind no rule asks for says nothing to a user yet; the page admits it. */
function unasked(rules: readonly Rule[], models: readonly Model[]): string[] {
  const asked = new Set(rules.flatMap((rule) => rule.flow?.to ?? []));
  const idle = new Set(models.flatMap((model) => model.sinks.map((sink) => sink.kind)).filter((kind) => !asked.has(kind)));
  return idle.size === 0
    ? []
    : [
        "## Sinks that no flow rule asks for",
        [...idle]
          .sort()
          .map((kind) => `- \`${kind}\``)
          .join("\n"),
      ];
}

function link(rule: Rule): string {
  return `[\`${rule.key}\`](rules/${rule.key}.generated.md)`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>();
  for (const item of items) out.set(keyOf(item), [...(out.get(keyOf(item)) ?? []), item]);
  return out;
}
