import type { Report } from "@mcp-assay/core/report/report";
import { scan } from "@mcp-assay/core/scan";
import { loadCatalogue } from "./load-catalogue.ts";
import { readTextWith } from "./read-text.ts";
import type { ScanJob } from "./scan-job.ts";
import { sha256 } from "./sha256.ts";
import { VERSION } from "./version.ts";

/** The report of a scan whose analysis died: every file and rule with the reason why it was not looked at. */
export async function emptyReport(job: ScanJob, why: string): Promise<Report> {
  const catalogue = await loadCatalogue(job.packs);
  if (!catalogue.ok) throw new Error(catalogue.problem.message);
  return scan(
    job.snapshot,
    catalogue.value,
    job.options,
    { baseline: null, profile: null, advisories: job.advisories ?? null, panel: [], configFile: job.configFile ?? null },
    {
      lower: async (files) => ({
        units: [],
        failed: files.map(({ path }) => ({ path, reason: "budget" as const, detail: "the analysis died" })),
        errors: [{ where: "analysis", message: why }],
      }),
      sha256,
      stop: () => true,
      stopAll: () => true,
      stopped: () => true,
      onEvent: () => {},
      stage: async (_, work) => work(),
      judge: async () => null,
      readText: await readTextWith(),
      version: VERSION,
    },
  );
}
