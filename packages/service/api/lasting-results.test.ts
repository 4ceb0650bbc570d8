import { expect, it } from "vitest";
import { LastingResults } from "./lasting-results.ts";

const result = (size: number) => ({ tag: ["t"], body: Buffer.alloc(size) });

it("a kept result is looked for again after a minute, so that one that was removed is gone", () => {
  let time = 0;
  const results = new LastingResults(() => new Date(time));
  results.keep("scan", result(10));
  time = 59_999;
  expect(results.get("scan")?.body).toHaveLength(10);
  time = 60_000;
  expect(results.get("scan")).toBeUndefined();
});

it("what is kept has a bound, and what was used last stays", () => {
  const results = new LastingResults(() => new Date(0));
  for (let number = 0; number < 20; number++) {
    results.keep(`scan-${number}`, result(3 * 2 ** 20));
    results.get("scan-0");
  }
  const kept = Array.from({ length: 20 }, (_, number) => number).filter((number) => results.get(`scan-${number}`) !== undefined);
  expect(kept).toEqual([0, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
});
