import { readdir } from "node:fs/promises";
import path from "node:path";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import { runScan } from "@mcp-assay/runner/run-scan";
import type { Labelled } from "./figures.ts";

export interface JudgedServer {
  readonly name: string;
  readonly tools: readonly Labelled[];
}

const TIMEOUT_MS = 300_000;

/** Deep scans of every folder below `folder`: servers in use, presumed harmless. */
export async function judgeServers(folder: string): Promise<JudgedServer[]> {
  const names = (await readdir(folder)).sort();
  const judged: JudgedServer[] = [];
  for (const name of names) {
    const result = await runScan({
      input: path.join(folder, name),
      options: { ...DEFAULT_OPTIONS, mode: "deep" },
      ...{ jobs: 1, timeoutMs: TIMEOUT_MS, cacheDir: null, offline: true },
    });
    if (!result.ok) throw new Error(`${name}: ${result.problem.message}`);
    const tools = result.value.report.consensus?.tools ?? [];
    judged.push({ name, tools: tools.map((verdict) => ({ offending: false, verdict })) });
    process.stderr.write(`${name}: ${tools.length} tools\n`);
  }
  return judged;
}
