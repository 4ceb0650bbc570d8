import { expect, test } from "vitest";
import { readOnce } from "./read-once.ts";
import type { TextAnalysis } from "./text-analysis.ts";

test("a text is read once for the same own tools, and anew for others", () => {
  const read: string[] = [];
  const once = readOnce((text, ownTools) => {
    read.push(`${text} beside ${ownTools.join(" and ")}`);
    return { score: 0, verdict: "benign", families: [], signals: [], decoded: [], strongest: null, cut: false } satisfies TextAnalysis;
  });
  const first = once("Adds.", ["add", "sum"]);
  expect(once("Adds.", ["add", "sum"])).toBe(first);
  once("Adds.", ["add,sum"]);
  once("Adds.", []);
  once("Sums.", ["add", "sum"]);
  expect(read).toEqual(["Adds. beside add and sum", "Adds. beside add,sum", "Adds. beside ", "Sums. beside add and sum"]);
});
