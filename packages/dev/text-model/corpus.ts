import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseYaml } from "@mcp-assay/core/inventory/formats/yaml";
import { withoutOwnTools } from "@mcp-assay/core/metadata/analyse";
import { type Composed, compose, type Phrases } from "./compose.ts";

/** One labelled text. */
export interface Sample {
  readonly text: string;
  readonly poisoned: boolean;
  /** Where it comes from: a published source, or "own". */
  readonly source: string;
  readonly family: string;
  readonly author: string;
  readonly language: string;
  /** `real`: what servers in use say. `parameter`: the same, about arguments. `hard`: harmless by design. `fixture`: inputs of another project's tests. `composed`: put together of phrases, to train on and never to judge. */
  readonly kind: "real" | "parameter" | "hard" | "fixture" | "poison" | "fresh" | "composed";
}

export interface Corpus {
  readonly samples: readonly Sample[];
  /** Never trained on. */
  readonly fresh: readonly Sample[];
  /** Published rows that are no descriptions, by the reason. */
  readonly leftOut: ReadonlyMap<string, number>;
}

interface PublishedRow {
  readonly label: "benign" | "malicious";
  readonly kind: string;
  readonly family?: string;
  readonly name?: string;
  readonly description: string;
  readonly input_schema?: unknown;
  readonly source: string;
}

interface OwnRow {
  readonly label: "benign" | "malicious";
  readonly family: string;
  readonly author: string;
  readonly language: string;
  readonly text: string;
}

const UNKNOWN = { source: "own", family: "", author: "", language: "", kind: "fresh" } as const;

/** Reads the texts of packages/dev/text-model/data. */
export async function readCorpus(root: string): Promise<Corpus> {
  const [published, positives, negatives, fresh] = await Promise.all([
    rows<PublishedRow>(root, "published.jsonl"),
    rows<OwnRow>(root, "own-positives.jsonl"),
    rows<OwnRow>(root, "own-hard-negatives.jsonl"),
    rows<Pick<OwnRow, "label" | "text">>(root, "fresh.jsonl"),
  ]);
  const leftOut = new Map<string, number>();
  const kept = published.filter((row) => {
    const reason = noDescription(row.description);
    if (reason !== null) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
    return reason === null;
  });
  const namesOf = (source: string) => kept.flatMap((row) => (row.source === source ? (row.name ?? []) : []));
  const toolsOf = new Map([...new Set(kept.map((row) => row.source))].map((source) => [source, namesOf(source)]));
  const openings = kept.flatMap((row) => (row.kind === "wild" ? openingOf(row.description) : []));
  const composed = compose(
    parseYaml(await readFile(path.join(root, "packages/dev/text-model/data/phrases.yml"), "utf8")) as Record<string, Phrases>,
    openings,
  );
  return {
    samples: [
      ...composed.map(composedSample),
      ...kept.flatMap((row) => publishedSamples(row, row.kind === "wild" ? (toolsOf.get(row.source) ?? []) : [])),
      ...[...positives, ...negatives].map(ownSample),
    ],
    fresh: fresh.map(({ label, text }) => ({ ...UNKNOWN, text, poisoned: label === "malicious" })),
    leftOut,
  };
}

/** Why a published row cannot be judged as a description; the same test for both labels. */
export function noDescription(text: string): string | null {
  if (text.trim().split(/\s+/).length < 3) return "only the name of a tool";
  if (/^(?:Exploiting |curl |\{"jsonrpc"|(?:GET|POST) \/|How (?:do|does) )/.test(text)) return "a request, an exploit report or a question";
  return null;
}

/** `ownTools`: what the tools of the same server are called; scans know these names, too. */
function publishedSamples(row: PublishedRow, ownTools: readonly string[]): Sample[] {
  const poisoned = row.label === "malicious";
  const base = { source: row.source, author: row.source, language: "en", family: row.family ?? row.kind };
  const kind = poisoned ? "poison" : row.kind === "wild" ? "real" : "fixture";
  const own: Sample = { ...base, text: withoutOwnTools(row.description, ownTools), poisoned, kind };
  if (poisoned || row.kind !== "wild") return [own];
  return [
    own,
    ...schemaTexts(row.input_schema, 0).map(
      (text): Sample => ({ ...base, text: withoutOwnTools(text, ownTools), poisoned: false, kind: "parameter" }),
    ),
  ];
}

/** The first sentence of a description, where it is of the length of one. */
function openingOf(description: string): string[] {
  const first = /^[^\n]{20,140}?[.](?=\s|$)/.exec(description.trim())?.[0];
  return first === undefined ? [] : [first];
}

function composedSample({ text, family, poisoned, language }: Composed): Sample {
  return { text, poisoned, source: "composed", family, author: "composed", language, kind: "composed" };
}

function ownSample(row: OwnRow): Sample {
  const poisoned = row.label === "malicious";
  return {
    text: row.text,
    poisoned,
    source: "own",
    family: row.family,
    author: row.author,
    language: row.language,
    kind: poisoned ? "poison" : "hard",
  };
}

/** Descriptions inside a JSON Schema. */
function schemaTexts(schema: unknown, depth: number): string[] {
  if (typeof schema !== "object" || schema === null || depth > 8) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "description" && typeof value === "string" ? [value] : schemaTexts(value, depth + 1),
  );
}

async function rows<T>(root: string, name: string): Promise<T[]> {
  const text = await readFile(path.join(root, "packages/dev/text-model/data", name), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}
