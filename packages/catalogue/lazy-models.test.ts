import { parseModel } from "@mcp-assay/core/define/model-parse";
import { expect, test } from "vitest";
import { lazyModels } from "./lazy-models.ts";

const ROWS = {
  library: "tool",
  aliases: ["node:tool"],
  language: "javascript",
  docs: "https://example.com/",
  sinks: [{ at: "run(0)", kind: "shell-command" }],
};

test("a model has the rows that its file has, parsed", () => {
  const parsed = parseModel(ROWS, "tool");
  const [model] = lazyModels([ROWS]);
  if (!parsed.ok || model === undefined) throw new Error("the sample must parse");
  for (const key of Object.keys(parsed.value) as (keyof typeof parsed.value)[]) expect(model[key], key).toEqual(parsed.value[key]);
});

test("names can be asked for before the rows are read; a damaged build is told", () => {
  const [model] = lazyModels([{ library: "odd", language: "python", docs: "", sinks: "gone" } as never]);
  expect([model?.library, model?.aliases]).toEqual(["odd", []]);
  expect(() => model?.sinks).toThrow(/model odd/);
});
