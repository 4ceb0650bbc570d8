import { expect, it } from "vitest";
import type { Program } from "../graph/program.ts";
import { ApiTable } from "./api.ts";
import { Engine } from "./engine.ts";

const EMPTY = { units: [] } as unknown as Program;

function engineOf(stepsInAll: number, stepsPerEntry = stepsInAll): Engine {
  const limits = { callDepth: 4, stepsPerEntry, stepsInAll, contextsPerFunction: 4 };
  return new Engine(EMPTY, new ApiTable([]), limits, () => false);
}

/** Uses up what the module or entry point may take; the number of steps it got. */
function spend(engine: Engine): number {
  let steps = 0;
  while (!engine.exhausted()) steps++;
  return steps;
}

it("gives entry points half of all steps, however much the modules have used", () => {
  const engine = engineOf(1_000_000);
  engine.beginModule();
  expect(spend(engine)).toBe(1_000_000);
  engine.reserve();
  engine.beginEntry(0);
  expect(spend(engine)).toBe(500_000);
});

it("lets no entry point take all that others wait for, nor go without", () => {
  const engine = engineOf(1_000_000);
  const got = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((waiting) => {
    engine.beginEntry(waiting);
    return spend(engine);
  });
  expect(got[0]).toBe(200_000);
  expect(Math.min(...got)).toBe(20_000);
});

it("names the entry point whose steps ran out", () => {
  const engine = engineOf(1_000_000, 50_000);
  engine.entry = 3;
  engine.beginEntry(0);
  spend(engine);
  expect([...engine.limitsReached.keys()]).toEqual(["steps of one entry point|entry 3"]);
});
