import { readFile } from "node:fs/promises";
import path from "node:path";
import { noDescription } from "../text-model/corpus.ts";

/** A labelled tool of which only the announcement is known. */
export interface DescribedTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: unknown;
  readonly poisoned: boolean;
  /** Where it comes from: a published source, or "own". */
  readonly source: string;
  readonly family: string;
  /** `real`: of a server in use. `fixture`: harmless input of another project's tests. `hard`: harmless by design. */
  readonly kind: "real" | "fixture" | "hard" | "poison";
  /** False for rows that hold a bare name, a request or a report instead. */
  readonly isDescription: boolean;
}

interface Row {
  readonly label: "benign" | "malicious";
  readonly kind?: string;
  readonly family?: string;
  readonly name?: string;
  readonly description?: string;
  readonly text?: string;
  readonly input_schema?: unknown;
  readonly source?: string;
}

const FILES = ["published.jsonl", "own-positives.jsonl", "own-hard-negatives.jsonl"] as const;

/** All labelled announcements of packages/dev/text-model/data, nothing left out. */
export async function readDescribedTools(root: string): Promise<DescribedTool[]> {
  const texts = await Promise.all(FILES.map((name) => readFile(path.join(root, "packages/dev/text-model/data", name), "utf8")));
  return texts
    .flatMap((text) => text.split("\n"))
    .filter((line) => line !== "")
    .map((line) => describedTool(JSON.parse(line) as Row));
}

function describedTool(row: Row): DescribedTool {
  const poisoned = row.label === "malicious";
  const description = row.description ?? row.text ?? "";
  return {
    name: row.name ?? "run_task",
    description,
    inputSchema: row.input_schema ?? null,
    poisoned,
    source: row.source ?? "own",
    family: row.family ?? row.kind ?? "",
    kind: poisoned ? "poison" : row.kind === "wild" ? "real" : row.source === undefined ? "hard" : "fixture",
    isDescription: row.source === undefined || noDescription(description) === null,
  };
}
