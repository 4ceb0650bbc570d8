import path from "node:path";
import { describe, expect, test } from "vitest";
import { isToldApart, judgeTwins } from "./judged-twins.ts";
import { readTwins } from "./twins.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const judged = await judgeTwins(await readTwins(ROOT, "twins.yml"));

describe.each(["declared", "excess"] as const)("%s", (kind) => {
  test("nine of ten pairs are told apart by the built-in panel", () => {
    const pairs = judged.filter(({ twin }) => twin.kind === kind);
    const confused = pairs.filter((pair) => !isToldApart(pair)).map(({ twin }) => twin.name);
    expect(pairs.length).toBeGreaterThanOrEqual(20);
    expect(confused.length / pairs.length, confused.join(", ")).toBeLessThanOrEqual(0.1);
  });
});

test("the same servers get the same verdicts", async () => {
  const twins = await readTwins(ROOT, "twins.yml");
  expect(await judgeTwins(twins)).toEqual(judged);
});
