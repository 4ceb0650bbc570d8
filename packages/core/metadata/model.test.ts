import { describe, expect, test } from "vitest";
import { bucketOf, parseTextModel, probability, textModelFile } from "./model.ts";

const GOOD = { format: "mcp-assay text model 1", trained: "by hand", buckets: 8, bias: -1, scale: 10, weights: [3, 25] };

describe("the model's file", () => {
  test("is read as it was written", () => {
    const read = parseTextModel(GOOD);
    expect(read.ok && textModelFile(read.value, 10)).toEqual(GOOD);
  });

  test.each([
    ["null", null],
    ["a list", []],
    ["another format", { ...GOOD, format: "x" }],
    ["seven buckets", { ...GOOD, buckets: 7 }],
    ["too many buckets", { ...GOOD, buckets: 2 ** 30 }],
    ["a bias that is no number", { ...GOOD, bias: "1" }],
    ["half a pair", { ...GOOD, weights: [3] }],
    ["a bucket that is not there", { ...GOOD, weights: [8, 1] }],
    ["a weight that is no number", { ...GOOD, weights: [1, null] }],
    ["no scale", { ...GOOD, scale: 0 }],
  ])("is refused: %s", (_, data) => {
    expect(parseTextModel(data).ok).toBe(false);
  });
});

test("more of a telling feature makes an instruction more probable", () => {
  const model = { buckets: 8, bias: -1, weights: new Float32Array(8), trained: "" };
  model.weights[bucketOf("secrecy", 8)] = 2;
  expect(probability(model, [])).toBeCloseTo(1 / (1 + Math.E), 6);
  expect(probability(model, [["secrecy", 1]])).toBeGreaterThan(0.7);
});
