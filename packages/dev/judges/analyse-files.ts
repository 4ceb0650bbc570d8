import { createHash } from "node:crypto";
import type { Analysed } from "@mcp-assay/core/report/analysed";
import type { Report } from "@mcp-assay/core/report/report";
import { scan } from "@mcp-assay/core/scan";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import { loadCatalogue } from "@mcp-assay/runner/load-catalogue";
import { lowerHere } from "@mcp-assay/runner/lower";
import { readTextWith } from "@mcp-assay/runner/read-text";
import { sha256 } from "@mcp-assay/runner/sha256";
import { snapshotOf } from "@mcp-assay/sources/io/snapshot-of";

const TARGET = {
  input: ".",
  type: "local",
  name: "sample",
  version: null,
  canonicalId: "local:sample",
  subfolder: "",
  trusted: true,
} as const;

/** A few files scanned in deep mode without a panel: the report of the rules, and what a panel would have been given. */
export async function analyseFiles(files: ReadonlyMap<string, string>): Promise<{ readonly report: Report; readonly analysed: Analysed }> {
  const catalogue = await loadCatalogue();
  if (!catalogue.ok) throw new Error(catalogue.problem.message);
  const kept = [...files]
    .map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => ({ path, bytes, size: bytes.length, hash: `sha256:${createHash("sha256").update(bytes).digest("hex")}` }));
  const never = (): boolean => false;
  let analysed: Analysed | null = null;
  const report = await scan(
    snapshotOf(TARGET, { files: kept, notes: [] }, null),
    catalogue.value,
    { ...DEFAULT_OPTIONS, mode: "deep" },
    { baseline: null, profile: null, advisories: null, panel: [], configFile: null },
    {
      lower: (code) => lowerHere(code, { stop: never, onFile: () => {}, code: null }),
      ...{ sha256, stop: never, stopAll: never, stopped: never, version: "0", readText: await readTextWith() },
      onEvent: () => {},
      stage: async (_, work) => work(),
      judge: async (seen) => {
        analysed = seen;
        return null;
      },
    },
  );
  if (analysed === null) throw new Error("the scan ended before its panel");
  return { report, analysed };
}
