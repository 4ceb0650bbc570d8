import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { openPromise } from "yauzl";
import { type Advisory, readAdvisory } from "./advisory.ts";
import { type DatabaseStatus, FORMAT, INDEX_FILE } from "./database.ts";

/** One record is text of a few kB; the largest known ones list thousands of versions. */
const MAX_RECORD = 20 * 1_048_576;
const MAX_RECORDS = 3_000_000;

/** What an import took in and what it could not read. */
export interface ImportResult {
  readonly status: DatabaseStatus;
  readonly unreadable: number;
}

/**
 * Builds the database of a folder from OSV records: a zip as osv.dev publishes them ("all.zip"), or a
 * folder with .json files and such zips at any depth. `now` is the time that is recorded. The old database stays
 * in use until the new one is whole.
 */
export async function importAdvisories(from: string, folder: string, now: Date): Promise<Result<ImportResult>> {
  const byPackage = new Map<string, string[]>();
  const counts = { records: 0, unreadable: 0, newest: "" };
  const take = (text: string): void => addRecord(text, byPackage, counts);
  try {
    if ((await stat(from)).isDirectory()) await eachFile(from, take);
    else await eachZipEntry(from, take);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? fail("TARGET_NOT_FOUND", "no such zip or folder", { where: from })
      : fail("TARGET_NOT_READABLE", "this is no zip or folder of OSV records", { where: from });
  }
  if (counts.records === 0)
    return fail("TARGET_NOT_READABLE", "this holds no OSV records", {
      where: from,
      hint: "take all.zip of an ecosystem from osv-vulnerabilities.storage.googleapis.com",
    });
  return ok({ status: await store(byPackage, folder, counts, now), unreadable: counts.unreadable });
}

function addRecord(text: string, byPackage: Map<string, string[]>, counts: { records: number; unreadable: number; newest: string }): void {
  let found: readonly (readonly [string, Advisory])[];
  try {
    found = readAdvisory(JSON.parse(text));
  } catch {
    counts.unreadable++;
    return;
  }
  if (found.length > 0) counts.records++;
  for (const [key, advisory] of found) {
    if (advisory.modified > counts.newest) counts.newest = advisory.modified;
    const lines = byPackage.get(key);
    if (lines === undefined) byPackage.set(key, [JSON.stringify(advisory)]);
    else lines.push(JSON.stringify(advisory));
  }
}

async function eachFile(folder: string, take: (text: string) => void): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && entry.name.endsWith(".zip")) await eachZipEntry(file, take);
    else if (entry.isFile() && entry.name.endsWith(".json") && (await stat(file)).size <= MAX_RECORD) take(await readFile(file, "utf8"));
  }
}

async function eachZipEntry(file: string, take: (text: string) => void): Promise<void> {
  const zip = await openPromise(file, { lazyEntries: true, decodeStrings: false, autoClose: false });
  try {
    let count = 0;
    for await (const entry of zip.eachEntry()) {
      if (++count > MAX_RECORDS) return;
      if (!entry.fileNameRaw.toString("latin1").endsWith(".json") || entry.uncompressedSize > MAX_RECORD || !entry.canDecodeFileData())
        continue;
      const chunks: Buffer[] = [];
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
      take(Buffer.concat(chunks).toString("utf8"));
    }
  } finally {
    zip.close();
  }
}

/** Writes records under a name of their own, then swaps the index that points to them. */
async function store(
  byPackage: ReadonlyMap<string, readonly string[]>,
  folder: string,
  counts: { records: number; newest: string },
  now: Date,
): Promise<DatabaseStatus> {
  const places: Record<string, readonly [number, number]> = Object.create(null);
  const ecosystems: Record<string, number> = Object.create(null);
  const blocks: Buffer[] = [];
  let at = 0;
  for (const [key, repeated] of [...byPackage].sort(([a], [b]) => (a < b ? -1 : 1))) {
    // A record about two ecosystems is in the archives of both.
    const lines = [...new Set(repeated)].sort();
    const block = Buffer.from(`${lines.join("\n")}\n`);
    places[key] = [at, block.length];
    const ecosystem = key.split(" ")[0] ?? "";
    ecosystems[ecosystem] = (ecosystems[ecosystem] ?? 0) + lines.length;
    blocks.push(block);
    at += block.length;
  }
  const records = Buffer.concat(blocks);
  const digest = `sha256:${createHash("sha256").update(records).digest("hex")}`;
  const status = {
    digest,
    importedAt: now.toISOString(),
    newestRecord: counts.newest,
    advisories: counts.records,
    packages: byPackage.size,
    ecosystems,
  };
  const name = `advisories-${digest.slice(7, 23)}.jsonl`;
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, name), records);
  await replaceFile(
    join(folder, INDEX_FILE),
    Buffer.from(JSON.stringify({ format: FORMAT, records: name, bytes: records.length, status, places })),
  );
  for (const old of await readdir(folder))
    if (/^advisories-[0-9a-f]{16}\.jsonl$/u.test(old) && old !== name) await rm(join(folder, old), { force: true });
  return status;
}

async function replaceFile(file: string, bytes: Buffer): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString("hex")}.part`;
  await writeFile(draft, bytes);
  await rename(draft, file);
}
