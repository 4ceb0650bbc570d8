import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { afterAll, beforeAll, expect, it } from "vitest";
import { scanInThread, type ThreadEnd } from "./scan-in-thread.ts";
import { clock, type ScanJob } from "./scan-job.ts";

const snapshot: Snapshot = {
  target: { input: "x", type: "local", name: "x", version: null, canonicalId: "local:x", subfolder: "", trusted: true },
  ...{ files: [], digest: "sha256:00", facts: null, notes: [] },
};
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "assay-thread-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function runThread(source: string, signal?: AbortSignal): Promise<ThreadEnd> {
  const file = join(folder, `${Math.abs(source.length)}.mjs`);
  await writeFile(file, source);
  const job: ScanJob = {
    snapshot,
    options: DEFAULT_OPTIONS,
    jobs: 1,
    cacheDir: null,
    build: null,
    lowerThread: null,
    softEnd: clock() + 60_000,
    hardEnd: clock() + 60_000,
  };
  return scanInThread(job, pathToFileURL(file), () => {}, signal);
}

it.each([
  ["throws", 'throw new TypeError("boom");', /TypeError: boom/],
  ["ends without a word", "", /ended with code 0/],
  ["ends itself", "process.exit(7);", /ended with code 7/],
  ["recurses without end", "const f = () => f() + 1; f();", /RangeError/],
])("a thread that %s is an end with its reason", async (_, source, why) => {
  const end = await runThread(source);
  expect(end).toMatchObject({ kind: "died", timedOut: false, cancelled: false });
  expect(end.kind === "died" ? end.why : "").toMatch(why);
});

it("a thread that never ends is ended when somebody asks for it", async () => {
  const stop = new AbortController();
  const ended = runThread("for (;;);", stop.signal);
  stop.abort();
  expect(await ended).toMatchObject({ kind: "died", cancelled: true });
});
