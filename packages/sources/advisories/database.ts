import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { child, entriesAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { type Advisory, isAdvisory, packageKey } from "./advisory.ts";

export const RECORDS_FILE = "advisories.jsonl";
export const INDEX_FILE = "advisories.index.json";
export const FORMAT = 1;

export interface DatabaseStatus {
  /** Digest of the contents: part of what a report depends on. */
  readonly digest: string;
  /** When it was imported, and the newest change of a record in it (RFC 3339). */
  readonly importedAt: string;
  readonly newestRecord: string;
  readonly advisories: number;
  readonly packages: number;
  readonly ecosystems: Readonly<Record<string, number>>;
}

/** Advisories on disk: one line per package and record, and an index from package to lines. Lines are parsed when asked for. */
export interface AdvisoryDatabase {
  readonly status: DatabaseStatus;
  readonly lookup: (ecosystem: string, name: string) => readonly Advisory[];
}

/** Loads the database of a folder; null when there is none. */
export async function loadDatabase(folder: string): Promise<Result<AdvisoryDatabase | null>> {
  const index = await readFile(join(folder, INDEX_FILE), "utf8").catch(() => null);
  if (index === null) return ok(null);
  try {
    const head: unknown = JSON.parse(index);
    const records = await readFile(join(folder, textAt(head, "records") ?? RECORDS_FILE));
    if (child(head, "format") !== FORMAT || child(head, "bytes") !== records.length) return damaged(folder);
    const places = new Map(entriesAt(head, "places"));
    return ok({
      status: child(head, "status") as DatabaseStatus,
      lookup: (ecosystem, name) => linesAt(records, places.get(packageKey(ecosystem, name))),
    });
  } catch {
    return damaged(folder);
  }
}

/** Only what `db status` shows, without loading the records. */
export async function databaseStatus(folder: string): Promise<DatabaseStatus | null> {
  const file = await open(join(folder, INDEX_FILE)).catch(() => null);
  if (file === null) return null;
  try {
    return child(JSON.parse(await file.readFile("utf8")), "status") as DatabaseStatus;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

/** The advisories of a package lie together: start and length in bytes. */
function linesAt(records: Buffer, place: unknown): readonly Advisory[] {
  const [start, length] = [child(place, 0), child(place, 1)];
  if (typeof start !== "number" || typeof length !== "number") return [];
  const lines = records
    .subarray(start, start + length)
    .toString("utf8")
    .split("\n");
  return lines.flatMap((line) => {
    const advisory: unknown = line === "" ? null : JSON.parse(line);
    return isAdvisory(advisory) ? [advisory] : [];
  });
}

function damaged(folder: string): Result<never> {
  return fail("CONFIG_INVALID", "the advisory database is damaged or of another version", {
    where: folder,
    hint: "import it again with: mcp-assay db import <zip or folder>",
  });
}
