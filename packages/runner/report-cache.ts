import { createHash } from "node:crypto";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Report } from "@mcp-assay/core/report/report";
import { DiskCache } from "./disk-cache.ts";
import type { ScanJob } from "./scan-job.ts";

const MAX_BYTES = 64 * 1024 * 1024;

/** Finished reports on disk, by everything that they are made from. */
export class ReportCache {
  readonly #disk: DiskCache;
  readonly #name: string;

  /** @param key of the job, from `reportKey` */
  constructor(root: string, build: string, key: string) {
    this.#disk = new DiskCache(join(root, "reports"), build, MAX_BYTES);
    this.#name = key;
  }

  /** The report without what only its run knew: id, times, age of the advisories. */
  async read(): Promise<Report | null> {
    const bytes = await this.#disk.read(this.#name);
    try {
      return bytes === null ? null : (deserialize(bytes) as Report);
    } catch {
      return null;
    }
  }

  /** Keeps a finished report; one that tells of errors is made again, since the next run may not have them. */
  async write(report: Report): Promise<void> {
    if (report.errors.length > 0) return;
    await this.#disk.write(this.#name, serialize(report));
    await this.#disk.tidy();
  }
}

/**
 * Where the report of a job is kept; null if it is not: without a folder for caches, without a name of the build, and where more than
 * the job decides about it (models that answer, folders of own rules).
 */
export function reportCacheFor(job: ScanJob): ReportCache | null {
  const { cacheDir, build, judges, packs } = job;
  if (cacheDir === null || build === null || judges !== undefined || packs !== undefined) return null;
  return new ReportCache(cacheDir, build, reportKey(job));
}

/** A digest of everything that the report is made from, files by their own digests. */
function reportKey({ snapshot, advisories, options, baseline, profile, configFile }: ScanJob): string {
  const files = snapshot.files.map(({ path, size, hash, bytes }) => [path, size, hash, bytes === null]);
  const { target, facts, notes, digest } = snapshot;
  const parts = { files, target, facts, notes, digest, advisories, options, baseline, profile, configFile };
  return createHash("sha256").update(serialize(parts)).digest("hex");
}
