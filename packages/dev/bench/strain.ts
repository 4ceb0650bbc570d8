// Runs in a process of its own, from a folder that holds the whole build: `node strain.js <folder> [<folder for caches>]`
// scans in deep mode with one worker and prints one JSON line of type Strain.
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import { runScan } from "@mcp-assay/runner/run-scan";

export interface Strain {
  readonly seconds: number;
  /** Of the processor, all threads: what a busy machine does not change much. */
  readonly cpuSeconds: number;
  /** The most that the process has held. */
  readonly peakBytes: number;
  /** What the report says was not looked at, or only in part; empty where there is nothing. */
  readonly notes: readonly string[];
}

const TIMEOUT_MS = 1_200_000;

async function strain(folder: string, cacheDir: string | null): Promise<Strain> {
  const started = performance.now();
  const result = await runScan({
    ...{ input: folder, options: { ...DEFAULT_OPTIONS, mode: "deep" }, jobs: 1, timeoutMs: TIMEOUT_MS, offline: true },
    ...{ cacheDir, keepReport: cacheDir !== null },
  });
  if (!result.ok) throw new Error(result.problem.message);
  const { coverage } = result.value.report;
  const { user, system } = process.cpuUsage();
  return {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    notes: [...new Set([...coverage.limits.map(({ what }) => what), ...coverage.files.skipped.map(({ reason }) => reason)])],
  };
}

const [folder = ".", cacheDir = null] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await strain(folder, cacheDir))}\n`);
process.exit();
