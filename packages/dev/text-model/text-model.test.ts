import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseTextModel, textModelFile } from "@mcp-assay/core/metadata/model";
import { describe, expect, test } from "vitest";
import { readCorpus } from "./corpus.ts";
import { leaveOut, share } from "./evaluate.ts";
import { bagsOf, fit, scoreOf } from "./fit.ts";
import { SCALE } from "./train.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const corpus = await readCorpus(ROOT);
const own = corpus.samples.filter((sample) => sample.source === "own");

describe("our own texts", () => {
  test.each([
    ["poisoned", own.filter((sample) => sample.poisoned)],
    ["hard negatives", own.filter((sample) => !sample.poisoned)],
  ])("%s: enough of them, over families, languages and styles, none twice", (_, samples) => {
    const kinds = (of: (sample: (typeof samples)[number]) => string) => new Set(samples.map(of)).size;
    expect(samples.length).toBeGreaterThanOrEqual(220);
    expect(kinds((sample) => sample.family)).toBeGreaterThanOrEqual(12);
    expect(kinds((sample) => sample.language)).toBeGreaterThanOrEqual(6);
    expect(kinds((sample) => sample.author)).toBeGreaterThanOrEqual(5);
    expect(kinds((sample) => sample.text)).toBe(samples.length);
  });
});

describe("training", () => {
  const bags = bagsOf(corpus.samples);

  test("gives the model that the catalogue holds", async () => {
    const file: unknown = JSON.parse(await readFile(path.join(ROOT, "packages/catalogue/text-model.json"), "utf8"));
    const held = parseTextModel(file);
    if (!held.ok) throw new Error(held.problem.message);
    expect(textModelFile(fit(bags, held.value.trained), SCALE)).toEqual(file);
  });

  test("a group that is left out is judged by a model that has not seen it", () => {
    const few = bags.filter((bag) => ["secrecy", "override", "workflow"].includes(bag.sample.family));
    const judged = leaveOut(few, (sample) => (sample.family === "workflow" ? null : sample.family));
    const rest = fit(
      few.filter((bag) => bag.sample.family !== "secrecy"),
      "",
    );
    const secrecy = few.filter((bag) => bag.sample.family === "secrecy" && bag.sample.kind !== "composed");
    expect(judged.filter((one) => one.sample.family === "secrecy").map((one) => one.score)).toEqual(
      secrecy.map((bag) => scoreOf(rest, bag)),
    );
    expect(judged.some((one) => one.sample.family === "workflow")).toBe(false);
  });
});

// Values of the interval from Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
test.each([
  [81, 263, 25.53, 36.62],
  [15, 148, 6.24, 16.05],
  [0, 20, 0, 16.11],
  [1, 29, 0.61, 17.18],
])("%i of %i", (count, total, low, high) => {
  const { low: from, high: to } = share(count, total);
  expect([from.toFixed(2), to.toFixed(2)]).toEqual([low.toFixed(2), high.toFixed(2)]);
});
