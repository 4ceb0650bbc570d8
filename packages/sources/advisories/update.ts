import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail, type Result } from "@mcp-assay/core/problem";
import { refusal } from "../io/fetch.ts";
import type { SourceIo } from "../io/io.ts";
import { type ImportResult, importAdvisories } from "./import.ts";

const DEFAULT_BASE = "https://osv-vulnerabilities.storage.googleapis.com";
/** The ecosystems of the lock files that are read. */
const ECOSYSTEMS = ["npm", "PyPI", "Go", "crates.io", "Maven"];
/** The archive of one ecosystem is a few hundred MB at most. */
const MAX_ARCHIVE = 1024 * 1_048_576;

/** Downloads OSV's archives (from OSV_DATA_URL where that is set) and makes them the database of a folder. One that is missing fails the whole: half a database would look clean. */
export async function updateAdvisories(folder: string, io: SourceIo, now: Date): Promise<Result<ImportResult>> {
  const base = (io.settings.env.OSV_DATA_URL || DEFAULT_BASE).replace(/\/+$/u, "");
  if (!URL.canParse(base)) return fail("CONFIG_INVALID", "OSV_DATA_URL is not an address", { where: "OSV_DATA_URL" });
  if (io.settings.offline)
    return fail("OFFLINE", "the advisories cannot be updated offline", {
      hint: "import a downloaded archive with: mcp-assay db import <zip or folder>",
    });
  if (base !== DEFAULT_BASE) io.trust(base);
  const downloads = await mkdtemp(join(tmpdir(), "mcp-assay-osv-"));
  try {
    for (const ecosystem of ECOSYSTEMS) {
      const url = `${base}/${ecosystem}/all.zip`;
      const answer = await io.http({ url, artifact: true, maxBytes: MAX_ARCHIVE, timeoutMs: io.limits.downloadMs });
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return fail(...refusal(url, answer.value.status), { where: ecosystem });
      await writeFile(join(downloads, `${ecosystem}.zip`), answer.value.body);
    }
    return await importAdvisories(downloads, folder, now);
  } finally {
    await rm(downloads, { recursive: true, force: true });
  }
}
