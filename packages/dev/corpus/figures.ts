import { type CaseScore, isCleanPair, isCounted } from "./match.ts";

/** How a server without a known flaw was scanned. */
export interface BenignScore {
  readonly label: string;
  readonly failure: string | null;
  readonly codeLines: number;
  readonly critical: number;
  readonly high: number;
}

export interface Figures {
  readonly cases: readonly CaseScore[];
  readonly benign: readonly BenignScore[];
  /** Wall seconds of each scan, start of the process included. */
  readonly seconds: readonly number[];
  readonly missing: readonly string[];
}

/** The figures of a run as lines of text: recall, pairs, noise, time, and what was missed or left out. */
export function figureLines(figures: Figures): string[] {
  const counted = figures.cases.filter((score) => isCounted(score.entry));
  return [
    row("recall", ratio(counted.filter((score) => score.found).length, counted.length), interval(counted)),
    ...groups(counted, "class", (score) => score.entry.class),
    ...groups(counted, "language", (score) => score.entry.language),
    ...groups(counted, "difficulty", (score) => score.entry.difficulty),
    row(
      "sink lines marked",
      ratio(
        sum(counted, (score) => score.sinksHit),
        sum(counted, (score) => score.entry.sinks.length),
      ),
    ),
    ...apart(figures.cases),
    "",
    ...pairs(
      "clean pairs",
      counted.filter((score) => isCleanPair(score.entry)),
    ),
    ...pairs("all pairs", counted),
    row(
      "negative lines marked",
      ratio(
        sum(figures.cases, (score) => score.negativesHit),
        sum(figures.cases, (score) => score.entry.negative_lines?.length ?? 0),
      ),
    ),
    "",
    ...noise(figures.benign),
    "",
    ...time(figures.seconds),
    ...listed(
      "missed",
      counted.filter((score) => !score.found).map((score) => score.entry.id),
    ),
    ...listed(
      "clean pairs still reported after the fix",
      counted
        .filter((score) => isCleanPair(score.entry) && score.found && score.fixSilent?.strict === false)
        .map((score) => score.entry.id),
    ),
    ...listed("failed", [
      ...figures.cases.filter((score) => score.failure).map((score) => `${score.entry.id} (${score.failure})`),
      ...figures.benign.filter((score) => score.failure).map((score) => `${score.label} (${score.failure})`),
    ]),
    ...listed("not on disk, left out of every figure", figures.missing),
  ];
}

function apart(cases: readonly CaseScore[]): string[] {
  const kinds: [string, (score: CaseScore) => boolean][] = [
    ["apart: teaching", (score) => score.entry.kind === "teaching"],
    ["apart: malicious", (score) => score.entry.kind === "malicious"],
    ["apart: optional or not static", (score) => score.entry.kind === "vulnerable" && !isCounted(score.entry)],
  ];
  return kinds.flatMap(([label, test]) => {
    const own = cases.filter(test);
    return own.length === 0 ? [] : [row(label, ratio(own.filter((score) => score.found).length, own.length))];
  });
}

function pairs(label: string, scores: readonly CaseScore[]): string[] {
  const both = scores.filter((score) => score.fixSilent !== null);
  const told = (kind: "strict" | "lenient") => both.filter((score) => score.found && score.fixSilent?.[kind]).length;
  return [
    row(`${label}, found`, ratio(both.filter((score) => score.found).length, both.length)),
    row(`${label}, found and silent on the fix (strict)`, ratio(told("strict"), both.length)),
    row(`${label}, the same, lenient`, ratio(told("lenient"), both.length)),
  ];
}

function noise(benign: readonly BenignScore[]): string[] {
  const good = benign.filter((score) => score.failure === null);
  const lines = sum(good, (score) => score.codeLines);
  const loud = sum(good, (score) => score.critical + score.high);
  return [
    row("benign trees", `${good.length}`, `${(lines / 1000).toFixed(1)} kLOC`),
    row("critical + high findings", `${loud}`, lines === 0 ? "" : `${((loud / lines) * 100_000).toFixed(1)} per 100 kLOC`),
    row("benign trees with a critical finding", ratio(good.filter((score) => score.critical > 0).length, good.length)),
    row("benign trees with a critical or high one", ratio(good.filter((score) => score.critical + score.high > 0).length, good.length)),
  ];
}

function time(seconds: readonly number[]): string[] {
  const sorted = [...seconds].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0).toFixed(2);
  return [
    row(
      "wall time",
      `${sorted.length} trees`,
      `sum ${sum(sorted, (value) => value).toFixed(1)} s, median ${at(0.5)} s, 95 % ${at(0.95)} s, longest ${at(1)} s`,
    ),
  ];
}

function groups(scores: readonly CaseScore[], title: string, keyOf: (score: CaseScore) => string): string[] {
  const keys = [...new Set(scores.map(keyOf))].sort();
  const line = (key: string) => scores.filter((score) => keyOf(score) === key);
  return [
    `  by ${title}`,
    ...keys.map((key) => row(`    ${key}`, ratio(line(key).filter((score) => score.found).length, line(key).length))),
  ];
}

/** 95 % Wilson interval of the recall: with few cases, one more or less says little. */
function interval(scores: readonly CaseScore[]): string {
  const total = scores.length;
  if (total === 0) return "";
  const share = scores.filter((score) => score.found).length / total;
  const z = 1.96;
  const base = 1 + z ** 2 / total;
  const middle = (share + z ** 2 / (2 * total)) / base;
  const half = (z * Math.sqrt((share * (1 - share)) / total + z ** 2 / (4 * total ** 2))) / base;
  return `95 %: ${percent(Math.max(0, middle - half))} to ${percent(Math.min(1, middle + half))}`;
}

function listed(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["", `${title} (${items.length}):`, ...items.map((item) => `  ${item}`)];
}

function row(label: string, figure: string, more = ""): string {
  return `${label.padEnd(52)}${figure.padEnd(18)}${more}`.trimEnd();
}

function ratio(hit: number, total: number): string {
  return `${hit}/${total}`.padEnd(9) + (total === 0 ? "-" : percent(hit / total));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function sum<T>(items: readonly T[], amountOf: (item: T) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
