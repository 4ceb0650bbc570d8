import type { Share } from "../text-model/evaluate.ts";
import { share } from "../text-model/evaluate.ts";
import type { JudgedTool } from "./described.ts";
import { agreementOf, figuresOf, isAccused, type JudgeFigures, type Labelled } from "./figures.ts";
import { isToldApart, type JudgedTwin } from "./judged-twins.ts";
import type { JudgedServer } from "./real-servers.ts";

/** Everything that was judged. */
export interface Evaluation {
  /** Published announcements, each source left out of the training; without and with a handler. */
  readonly bySource: readonly JudgedTool[];
  readonly bySourceWithHandler: readonly JudgedTool[];
  /** Our own, each family left out. */
  readonly byFamily: readonly JudgedTool[];
  readonly twins: readonly JudgedTwin[];
  readonly heldOut: readonly JudgedTwin[];
  /** Empty where no folder of servers was given. */
  readonly servers: readonly JudgedServer[];
  /** Verdicts that differ when everything is judged again. */
  readonly unstable: number;
}

/** The figures as Markdown. */
export function figuresPage(found: Evaluation): string {
  const { bySource, byFamily, twins, heldOut, servers } = found;
  const serverTools = servers.flatMap(({ tools }) => tools);
  return [
    "### Accused tools",
    table(
      ["tools", "accused", "share", "95 % interval (Wilson)"],
      [
        ...announced("poisoned, source left out", bySource, "poison"),
        ...announced("the same with a harmless handler", found.bySourceWithHandler, "poison"),
        ...announced("poisoned, family left out (our own texts)", byFamily, "poison"),
        ...announced("of real servers, source left out", bySource, "real"),
        ...announced("the same with a harmless handler", found.bySourceWithHandler, "real"),
        ...announced("hard negatives, family left out (our own texts)", byFamily, "hard"),
        ...(servers.length === 0 ? [] : [row(`of ${servers.length} real servers with their code`, accused(serverTools))]),
      ],
    ),
    "### Twin servers told apart",
    table(
      ["pairs", "told apart", "share", "95 % interval (Wilson)"],
      (["declared", "excess"] as const).flatMap((kind) => [
        row(`${KIND[kind]}, known to the authors of the judges`, toldApart(twins, kind)),
        row(`${KIND[kind]}, held out`, toldApart(heldOut, kind)),
      ]),
    ),
    "### Each judge: published announcements, source left out",
    judgeTable(bySource.filter(({ tool }) => tool.isDescription)),
    "### Each judge: twin servers, held out ones included",
    judgeTable([...twins, ...heldOut].flatMap(({ fitting, offending }) => [fitting, offending])),
    "### By source and family",
    table(
      ["group", "accused", "share", "95 % interval (Wilson)"],
      [...grouped(bySource, ({ source }) => source), ...grouped(byFamily, ({ family }) => family)],
    ),
    `Judged a second time, ${found.unstable} verdicts differed.`,
  ].join("\n\n");
}

const KIND = { declared: "told or untold side effect", excess: "fitting or excess permission" } as const;

/** Rows for all announcements of a kind, and for those that are descriptions at all. */
function announced(name: string, judged: readonly JudgedTool[], kind: JudgedTool["tool"]["kind"]): string[][] {
  const of = judged.filter(({ tool }) => tool.kind === kind);
  const described = of.filter(({ tool }) => tool.isDescription);
  return [
    row(name, accused(described)),
    ...(described.length < of.length ? [row(`${name}, rows that are no description included`, accused(of))] : []),
  ];
}

function grouped(judged: readonly JudgedTool[], nameOf: (tool: JudgedTool["tool"]) => string): string[][] {
  const described = judged.filter(({ tool }) => tool.isDescription);
  const names = [...new Set(described.map(({ tool }) => `${tool.kind}: ${nameOf(tool)}`))].sort();
  return names.map((name) => row(name, accused(described.filter(({ tool }) => `${tool.kind}: ${nameOf(tool)}` === name))));
}

function accused(judged: readonly Labelled[]): Share {
  return share(judged.filter(({ verdict }) => isAccused(verdict.median)).length, judged.length);
}

function toldApart(pairs: readonly JudgedTwin[], kind: JudgedTwin["twin"]["kind"]): Share {
  const own = pairs.filter(({ twin }) => twin.kind === kind);
  return share(own.filter(isToldApart).length, own.length);
}

function judgeTable(labelled: readonly Labelled[]): string {
  const alpha = agreementOf(labelled);
  const rows = figuresOf(labelled).map(({ name, votes, precision, recall, falseAlarms, brier }: JudgeFigures) => [
    name,
    `${votes} of ${labelled.length}`,
    percent(precision),
    percent(recall),
    percent(falseAlarms),
    Number.isNaN(brier) ? "" : brier.toFixed(3),
  ]);
  return `${table(["judge", "votes", "precision", "recall", "false alarms", "Brier score"], rows)}\n\nKrippendorff's alpha: ${alpha?.toFixed(2) ?? "none"}.`;
}

function row(name: string, { count, total, percent: value, low, high }: Share): string[] {
  return [name, `${count} of ${total}`, `${value.toFixed(1)} %`, `${low.toFixed(1)} to ${high.toFixed(1)} %`];
}

function percent({ percent: value, total }: Share): string {
  return total === 0 ? "" : `${value.toFixed(1)} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
