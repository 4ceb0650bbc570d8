// Runs in a process of its own: `node advisories.js <advisories> <packages>` builds a database of invented records, loads it and
// looks packages up; prints one JSON line with the seconds of each.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Dependency } from "@mcp-assay/core/inventory/dependencies";
import { checkDependencies } from "@mcp-assay/sources/advisories/check";
import { loadDatabase } from "@mcp-assay/sources/advisories/database";
import { importAdvisories } from "@mcp-assay/sources/advisories/import";

const [advisories = 0, packages = 0] = process.argv.slice(2).map(Number);
/** Advisories of one package: popular ones have about so many. */
const EACH = 10;

const folder = await mkdtemp(path.join(tmpdir(), "assay-bench-"));
try {
  const records = path.join(folder, "records");
  await writeRecords(records);
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const started = performance.now();
    const value = await work();
    return [value, (performance.now() - started) / 1000];
  };
  const [, imported] = await timed(() => importAdvisories(`${records}.zip`, folder, new Date(0)));
  const [database, loaded] = await timed(() => loadDatabase(folder));
  if (!database.ok || database.value === null) throw new Error("the database was not made");
  const { value } = database;
  const [found, looked] = await timed(() => checkDependencies(asked(), value, null));
  process.stdout.write(
    `${JSON.stringify({ records: value.status.advisories, imported, loaded, looked, matches: found.matches.length })}\n`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

function asked(): Dependency[] {
  return Array.from({ length: packages }, (_, index) => ({
    ...{ ecosystem: "npm" as const, name: `package-${index * EACH}`, version: "1.5.0", requirement: null, direct: true, dev: false },
    ...{ purl: "", path: "package-lock.json" },
  }));
}

/** A zip without compression, as the import reads it. */
async function writeRecords(base: string): Promise<void> {
  const { zipOf } = await import("@mcp-assay/sources/testing/pack");
  const entries = Array.from({ length: advisories }, (_, index) => ({
    path: `GHSA-${index}.json`,
    content: JSON.stringify(record(index)),
  }));
  await writeFile(`${base}.zip`, zipOf(entries));
}

function record(index: number): unknown {
  const events = [{ introduced: "0" }, { fixed: `1.${index % 10}.0` }, { introduced: "2.0.0" }, { fixed: "2.1.0" }];
  return {
    id: `GHSA-${index}`,
    modified: "2026-01-01T00:00:00Z",
    aliases: [`CVE-2099-${index}`],
    summary: "An invented flaw in an invented package",
    severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }],
    affected: [{ package: { ecosystem: "npm", name: `package-${Math.floor(index / EACH)}` }, ranges: [{ type: "SEMVER", events }] }],
  };
}
