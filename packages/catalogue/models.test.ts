import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessPath, Condition, Model } from "@mcp-assay/core/define/model";
import { parseModel } from "@mcp-assay/core/define/model-parse";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const FOLDER = join(import.meta.dirname, "models");
const FILES = ["javascript", "python"].flatMap((language) =>
  readdirSync(join(FOLDER, language))
    .filter((name) => name.endsWith(".model.yml"))
    .sort()
    .map((name) => `${language}/${name}`),
);

function load(file: string): Model {
  const parsed = parseModel(parse(readFileSync(join(FOLDER, file), "utf8")), file);
  if (!parsed.ok) throw new Error(`${parsed.problem.where}: ${parsed.problem.message}`);
  return parsed.value;
}

const whenText = (when: Condition | null | undefined): string =>
  when == null ? "" : `${when.at.text} ${when.test} ${String(when.value)} ${whenText(when.also)}`;
const rowText = (row: { at: AccessPath; kind: string; when?: Condition }): string => `${row.at.text} ${row.kind} ${whenText(row.when)}`;

function repeated(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

describe.each(FILES)("%s", (file) => {
  it("is read, and says where it is documented", () => {
    const model = load(file);
    expect(model.language).toBe(file.split("/")[0]);
    const rows = [
      model.sources,
      model.sinks,
      model.sanitizers,
      model.guards,
      model.passes,
      model.operations,
      model.calls,
      model.returns,
      model.writes,
      model.reads,
      model.runs,
      model.shares,
      model.receives,
      model.forms,
    ];
    expect(rows.some((section) => section.length > 0)).toBe(true);
  });

  it("says nothing twice", () => {
    const model = load(file);
    expect(repeated(model.sinks.map(rowText)), "sinks").toEqual([]);
    expect(repeated(model.sources.map(rowText)), "sources").toEqual([]);
    expect(repeated(model.operations.map(rowText)), "operations").toEqual([]);
    expect(repeated(model.sanitizers.map((row) => row.at.text)), "sanitizers").toEqual([]);
    expect(repeated(model.guards.map((row) => `${row.at.text} ${row.on}`)), "guards").toEqual([]);
    expect(repeated(model.passes.map((row) => `${row.from.text} ${row.to.text}`)), "passes").toEqual([]);
    expect(repeated(model.returns.map((row) => row.at.text)), "returns").toEqual([]);
    expect(repeated(model.forms.map((row) => `${row.at.text} ${row.form}`)), "forms").toEqual([]);
  });
});

it.each(["javascript", "python"])("every %s library and alias is described by one model, built-in names apart", (language) => {
  const models = FILES.filter((file) => file.startsWith(`${language}/`))
    .map(load)
    .filter((model) => model.library !== "global");
  expect(repeated(models.flatMap((model) => [model.library, ...model.aliases]))).toEqual([]);
});
