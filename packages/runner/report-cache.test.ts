import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "@mcp-assay/core/report/report";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import { afterEach, beforeEach, expect, it } from "vitest";
import { reportCacheFor } from "./report-cache.ts";
import type { ScanJob } from "./scan-job.ts";

let cacheDir = "";
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), "assay-reports-"));
});
afterEach(() => rm(cacheDir, { recursive: true, force: true }));

const REPORT = { errors: [], version: "1.0.0" } as unknown as Report;

function jobWith(more: Partial<ScanJob> = {}): ScanJob {
  const target = { input: "x", type: "local", name: "x", version: null, canonicalId: "local:x", subfolder: "", trusted: true } as const;
  const files = [{ path: "a.js", size: 1, hash: "sha256:aa", bytes: new Uint8Array(1) }];
  return {
    snapshot: { target, files, digest: "sha256:00", facts: null, notes: [] },
    ...{ options: DEFAULT_OPTIONS, jobs: 1, cacheDir, build: "b1", lowerThread: null, softEnd: 0, hardEnd: 0 },
    ...more,
  };
}

it("gives a report back for the same input, however many threads and however much time there are", async () => {
  await reportCacheFor(jobWith())?.write(REPORT);
  expect(await reportCacheFor(jobWith({ jobs: 4, softEnd: 9, hardEnd: 10 }))?.read()).toEqual(REPORT);
});

const { snapshot } = jobWith();
it.each<[string, Partial<ScanJob>]>([
  ["file", { snapshot: { ...snapshot, files: [{ path: "a.js", size: 1, hash: "sha256:ab", bytes: new Uint8Array(1) }] } }],
  ["note on what was not read", { snapshot: { ...snapshot, notes: [{ path: "b.js", reason: "too-large" }] } }],
  ["option", { options: { ...DEFAULT_OPTIONS, mode: "deep" } }],
  ["state of the advisories", { advisories: { checkedWith: "nothing", database: null, matches: [], notChecked: [], problem: "offline" } }],
  ["configuration", { configFile: "mcp-assay.yaml" }],
  ["build", { build: "b2" }],
])("knows nothing of another %s", async (_, more) => {
  await reportCacheFor(jobWith())?.write(REPORT);
  expect(await reportCacheFor(jobWith(more))?.read()).toBeNull();
});

it("keeps no report that tells of errors, and none that own rules or models decide about", async () => {
  const cache = reportCacheFor(jobWith());
  await cache?.write({ ...REPORT, errors: [{ where: "a.js", message: "a thread died" }] });
  expect(await cache?.read()).toBeNull();
  expect(reportCacheFor(jobWith({ packs: ["rules"] }))).toBeNull();
});
