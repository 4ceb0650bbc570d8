import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Case, casesOf, choiceOf, grouped, isTold } from "./cases.ts";
import { JAVASCRIPT } from "./javascript/all.ts";
import { typeErrors } from "./javascript/check.ts";
import { caseLine, listedLines, strayLines } from "./known-failures.ts";
import { PYTHON } from "./python/all.ts";
import { compileErrors } from "./python/check.ts";
import { readTwins } from "./twins.ts";

/** Share of cases that keep their verdict, from which on the suite passes. */
const ENOUGH = 0.95;
/** `npm test` takes every twentieth changed program, `npm run test:full` all of them. */
const full = process.env.ASSAY_FULL !== undefined;
const chosen = choiceOf(full ? 1 : 0.05, Number(process.env.ASSAY_SEED ?? 20_260_101));
const TWINS = readTwins();
/** Checking some thousand programs takes a while; a hang still ends. */
const PATIENCE = full ? 1_800_000 : 120_000;

test("there are at least 60 twins, in both languages and of every class", () => {
  expect(TWINS.length).toBeGreaterThanOrEqual(60);
  for (const language of ["javascript", "python"])
    expect(new Set(TWINS.filter((twin) => twin.language === language).map((twin) => twin.rules[0]))).toEqual(
      new Set([
        ...[
          "injection/shell-command",
          "injection/argument-option",
          "injection/program-choice",
          "injection/code-evaluation",
          "injection/sql",
        ],
        ...["filesystem/path-traversal", "network/server-side-request"],
      ]),
    );
});

const all: Case[] = [];

describe.each([
  { language: "javascript", transformations: JAVASCRIPT, errorsIn: typeErrors },
  { language: "python", transformations: PYTHON, errorsIn: compileErrors },
])("$language", ({ language, transformations, errorsIn }) => {
  const twins = TWINS.filter((twin) => twin.language === language);
  let cases: readonly Case[] = [];

  beforeAll(async () => {
    cases = await casesOf(twins, transformations, chosen);
    all.push(...cases);
  }, PATIENCE);

  test.runIf(full)("at least 12 transformations change each server, and each changes some", () => {
    const changes = grouped(cases, ({ twin, side }) => `${twin.name} ${side}`);
    expect([...changes].filter(([, own]) => own.length < 13).map(([name]) => name)).toEqual([]);
    const used = new Set(cases.map(({ change }) => change));
    expect(transformations.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  test(
    "changed programs still compile",
    () => {
      const errors = errorsIn(cases.map(({ files }) => files));
      expect(cases.flatMap((one, at) => (errors[at] === null ? [] : `${caseLine(one)}: ${errors[at]}`))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "findings stay and silence stays, but for the failures listed in known-failures.json",
    async () => {
      const failures: Case[] = [];
      for (const one of cases) if (!(await isTold(one))) failures.push(one);
      const kept = cases.length - failures.length;
      console.log(`${language}: ${kept}/${cases.length} programs keep their verdict (${((100 * kept) / cases.length).toFixed(2)} %)`);
      expect(failures.map(caseLine).sort()).toEqual(listedLines(cases));
      // The share of a sample says nothing that the list does not.
      if (full) expect(kept / cases.length).toBeGreaterThanOrEqual(ENOUGH);
    },
    PATIENCE,
  );
});

afterAll(() => {
  // A listed failure whose twin or transformation has gone would never be noticed.
  if (full) expect(strayLines(all)).toEqual([]);
});
