import type { Sample } from "./corpus.ts";
import { flagged, type Judged, type Share } from "./evaluate.ts";

/** Shares of judged texts by some property, sorted by its name. */
export function shares(judged: readonly Judged[], nameOf: (sample: Sample) => string): ReadonlyMap<string, Share> {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const name = nameOf(one.sample);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => [name, flagged(group)]));
}

/** A Markdown table of shares with their intervals. */
export function table(head: string, rows: ReadonlyMap<string, Share>): string {
  const lines = [...rows].map(
    ([name, { count, total, percent, low, high }]) =>
      `| ${name} | ${count} of ${total} | ${percent.toFixed(1)} % | ${low.toFixed(1)} to ${high.toFixed(1)} % |`,
  );
  return [`| ${head} | taken for an instruction | share | 95 % interval (Wilson) |`, "|---|---|---|---|", ...lines].join("\n");
}
