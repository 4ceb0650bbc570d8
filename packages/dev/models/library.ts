import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Model } from "@mcp-assay/core/define/model";
import { readModels } from "../generate/model-file.ts";
import { type Claim, claimsIn } from "./fixture-marks.ts";
import { type WrittenRow, writtenRows } from "./written-rows.ts";

/** A model with the fixture that is to prove it. */
export interface Library {
  /** "<language>/<file name without ending>", the same for the model and its fixture. */
  readonly name: string;
  readonly model: Model;
  readonly rows: readonly WrittenRow[];
  /** Null for a model without a fixture. */
  readonly fixture: Fixture | null;
}

export interface Fixture {
  /** Where the text stands while it is analysed: alone, so that its file name shadows no library. */
  readonly path: "server.ts" | "server.py";
  readonly text: string;
  readonly claims: readonly Claim[];
}

const LANGUAGES = [
  { name: "javascript", ending: ".ts", path: "server.ts" },
  { name: "python", ending: ".py", path: "server.py" },
] as const;

/** Every model below `folder` as it stands in its file, with its fixture; sorted. Throws where one does not parse. */
export function readLibraries(folder: string): Library[] {
  return LANGUAGES.flatMap((language) =>
    readdirSync(path.join(folder, language.name))
      .filter((file) => file.endsWith(".model.yml"))
      .sort()
      .map((file) => {
        const name = file.slice(0, -".model.yml".length);
        const { models, data, problems } = readModels([{ path: `${language.name}/${file}`, text: read(folder, language.name, file) }]);
        const [model] = models;
        if (model === undefined) throw new Error(problems.join("\n"));
        const own = path.join(folder, language.name, "fixtures", `${name}${language.ending}`);
        const text = existsSync(own) ? readFileSync(own, "utf8") : null;
        const fixture = text === null ? null : { path: language.path, text, claims: claimsIn(own, text) };
        return { name: `${language.name}/${name}`, model, rows: writtenRows(data[0]), fixture };
      }),
  );
}

/** Fixtures that stand beside no model, as "<language>/<name>": a renamed model would leave one behind, unread. */
export function strayFixtures(folder: string, libraries: readonly Library[]): string[] {
  const known = new Set(libraries.map((library) => library.name));
  return LANGUAGES.flatMap((language) =>
    readdirSync(path.join(folder, language.name, "fixtures")).map((file) => `${language.name}/${file.slice(0, -language.ending.length)}`),
  )
    .filter((name) => !known.has(name))
    .sort();
}

function read(...parts: string[]): string {
  return readFileSync(path.join(...parts), "utf8");
}
