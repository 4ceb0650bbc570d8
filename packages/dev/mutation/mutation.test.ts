import { expect, test } from "vitest";
import { scanFiles } from "../fixture/scan-files.ts";
import { type Mutant, mutantLine, readMutants } from "./mutants.ts";
import unmoved from "./unmoved.json" with { type: "json" };

/** `npm test` tries every eighth mutant, `npm run test:full` all of them. */
const full = process.env.ASSAY_FULL !== undefined;
const EVERY = 8;
const SEED = Number(process.env.ASSAY_SEED ?? 20_260_101);
const PATIENCE = full ? 1_800_000 : 120_000;
const mutants = readMutants();
const listed = new Set(unmoved.flatMap(({ mutants: names }) => names));

async function isTurned({ rule, change, files }: Mutant): Promise<boolean> {
  const { findings, notRun } = await scanFiles(files, { rule, mode: "deep", fetched: false });
  expect(notRun).toBeNull();
  return (findings.length === 0) === (change === "fixed");
}

test("there are mutants of both kinds, and what is listed as unmoved exists", () => {
  const count = (change: Mutant["change"]) => mutants.filter((one) => one.change === change).length;
  expect(count("unguarded")).toBeGreaterThanOrEqual(25);
  expect(count("fixed")).toBeGreaterThanOrEqual(60);
  const names = new Set(mutants.map(mutantLine));
  expect([...listed].filter((name) => !names.has(name))).toEqual([]);
});

test(
  "a safe server without its guards is found, and a vulnerable one with a fix is not",
  async () => {
    const chosen = full ? mutants : mutants.filter((_, at) => (at + SEED) % EVERY === 0);
    const kept: string[] = [];
    for (const mutant of chosen) {
      if (!(await isTurned(mutant))) kept.push(mutantLine(mutant));
    }
    expect(kept).toEqual(chosen.map(mutantLine).filter((name) => listed.has(name)));
  },
  PATIENCE,
);
