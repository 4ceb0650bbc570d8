import path from "node:path";
import { catalogue } from "@mcp-assay/catalogue/index.generated";
import { describe, expect, test } from "vitest";
import { readLibraries, strayFixtures } from "./library.ts";
import { proofDifferences, type Unproven } from "./proof.ts";
import { reachedIn } from "./reach.ts";
import known from "./unproven.json" with { type: "json" };

const FOLDER = path.resolve(import.meta.dirname, "../../catalogue/models");
const libraries = readLibraries(FOLDER);
const unproven: readonly Unproven[] = known;
// The models as they stand in their files; without rules every pair of source and sink is looked for.
const engineInput = { ...catalogue, models: libraries.map((library) => library.model), rules: [] };

const cases = libraries
  .filter((library) => library.fixture !== null || library.rows.length > 0)
  .map((library) => ({ library, name: library.name, lines: library.fixture?.claims.length ?? 0, rows: library.rows.length }));

describe("models are proven by their fixtures", () => {
  test.each(cases)("$name: $lines lines for $rows sink rows", async ({ library }) => {
    const reached = library.fixture === null ? [] : await reachedIn(library.fixture, engineInput);
    expect(proofDifferences(library, reached, unproven)).toEqual([]);
  });

  test("every fixture stands beside a model", () => {
    expect(strayFixtures(FOLDER, libraries)).toEqual([]);
  });

  test("what is listed as unproven names a library, and says why", () => {
    const names = new Set(cases.map((one) => one.name));
    expect(unproven.filter((one) => !names.has(one.library) || one.reason.length < 20)).toEqual([]);
  });
});
