import { createHash } from "node:crypto";
import type { Finding } from "@mcp-assay/core/report/report";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import { runJob } from "@mcp-assay/runner/scan-job";
import { snapshotOf } from "@mcp-assay/sources/io/snapshot-of";
import type { Files } from "./transformation.ts";

const TARGET = {
  input: ".",
  type: "local",
  name: "sample",
  version: null,
  canonicalId: "local:sample",
  subfolder: "",
  trusted: true,
} as const;

/** What some rules find in a program, without a detour over the disk. */
export async function findingsIn(files: Files, rules: readonly string[]): Promise<readonly Finding[]> {
  const kept = [...files]
    .map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, bytes }) => ({ path, bytes, size: bytes.length, hash: `sha256:${createHash("sha256").update(bytes).digest("hex")}` }));
  const end = Number.POSITIVE_INFINITY;
  const result = await runJob(
    {
      snapshot: snapshotOf(TARGET, { files: kept, notes: [] }, null),
      options: { ...DEFAULT_OPTIONS, mode: "deep", onlyRules: rules },
      ...{ jobs: 1, cacheDir: null, build: null, lowerThread: null, softEnd: end, hardEnd: end },
    },
    () => {},
    false,
  );
  if (!result.ok) throw new Error(result.problem.message);
  const { coverage, errors, findings } = result.value.report;
  if (coverage.rules.run !== rules.length || errors.length > 0) throw new Error(`${rules} did not run: ${JSON.stringify(errors)}`);
  return findings;
}
