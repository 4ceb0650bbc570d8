import { homedir } from "node:os";
import type { AdvisoryData } from "@mcp-assay/core/inventory/advisories";
import { isProgram } from "@mcp-assay/core/inventory/languages";
import { fail, ok, type Problem, type Result } from "@mcp-assay/core/problem";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { createIo, openTarget } from "@mcp-assay/sources/open";
import { advisoriesFor } from "./advisories.ts";
import { emptyReport } from "./empty-report.ts";
import { narrowed } from "./narrow.ts";
import { buildName, builtPrograms, type Programs } from "./programs.ts";
import { reportCacheFor } from "./report-cache.ts";
import { scanInThread, type ThreadEnd } from "./scan-in-thread.ts";
import { clock, type JobEnd, runJob, type ScanJob } from "./scan-job.ts";
import type { RunScan, ScanHooks, ScanOutcome, ScanRequest } from "./scan-request.ts";
import { stamped } from "./stamp.ts";

/** Less code than this (bytes) is analysed faster than a thread starts. */
const WORTH_A_THREAD = 300_000;
/** Share of the time after which the analysis ends, so that rules and scores still get theirs. */
const ANALYSIS_SHARE = 0.9;

/** Opens a target and scans it. Exceptions are our mistakes only: whatever the target holds, there is a report or a Problem. */
export const runScan: RunScan = async (request, hooks = {}) => {
  const begun = new Date();
  const started = clock();
  const opened = await Promise.race([open(request, hooks), cancelled(hooks.signal)]);
  if (!opened.ok) return opened;
  const snapshot = narrowed(opened.value, request.narrow);
  const advisories = await Promise.race([lookUp(snapshot, request, hooks), cancelled(hooks.signal)]);
  if (!advisories.ok) return advisories;
  const programs = builtPrograms();
  const job = jobOf(request, { snapshot, advisories: advisories.value }, programs, started);
  const ended = await keptOrRun(job, request, programs, hooks);
  if (!ended.ok) return ended;
  const { report, incomplete } = ended.value;
  return ok({ report: stamped(report, begun, clock() - started), snapshot, incomplete });
};

/** Settles when the caller has lost interest; what is under way is left to end by itself. */
function cancelled(signal: AbortSignal | undefined): Promise<Result<never>> {
  return new Promise((resolve) => {
    const end = (): void => resolve(fail("SCAN_TIMED_OUT", "the scan was cancelled"));
    if (signal?.aborted === true) end();
    signal?.addEventListener("abort", end, { once: true });
  });
}

async function open(request: ScanRequest, hooks: ScanHooks): Promise<Result<Snapshot>> {
  if (request.snapshot !== undefined) return ok(request.snapshot);
  const stages = new OpeningStages(hooks.onEvent ?? (() => {}));
  const io = createIo({
    env: process.env,
    cacheDir: request.cacheDir,
    offline: request.offline,
    cwd: process.cwd(),
    home: homedir(),
    ...(request.narrow?.maxFileSize === undefined ? {} : { limits: { keptFileBytes: request.narrow.maxFileSize } }),
    onProgress: ({ stage }) => void (stage === "fetch" && stages.fetch()),
  });
  try {
    return await openTarget(request.input, io);
  } finally {
    await io.close();
    stages.end();
  }
}

/** A target is resolved, then fetched; what is in the cache or on this disk is only resolved. */
class OpeningStages {
  readonly #onEvent: NonNullable<ScanHooks["onEvent"]>;
  #running: "resolve" | "fetch" = "resolve";
  #started = clock();

  constructor(onEvent: NonNullable<ScanHooks["onEvent"]>) {
    this.#onEvent = onEvent;
    onEvent({ type: "stage_started", stage_name: "resolve" });
  }

  fetch(): void {
    if (this.#running === "fetch") return;
    this.end();
    this.#running = "fetch";
    this.#started = clock();
    this.#onEvent({ type: "stage_started", stage_name: "fetch" });
  }

  end(): void {
    this.#onEvent({ type: "stage_completed", stage_name: this.#running, elapsed_ms: Math.round(clock() - this.#started) });
  }
}

async function lookUp(snapshot: Snapshot, request: ScanRequest, hooks: ScanHooks): Promise<Result<AdvisoryData>> {
  const started = clock();
  hooks.onEvent?.({ type: "stage_started", stage_name: "dependencies" });
  const found = await advisoriesFor(snapshot, request);
  hooks.onEvent?.({ type: "stage_completed", stage_name: "dependencies", elapsed_ms: Math.round(clock() - started) });
  return found;
}

function jobOf(
  { options, jobs, cacheDir, baseline, profile, configFile, packs, judges, timeoutMs }: ScanRequest,
  found: Pick<ScanJob, "snapshot" | "advisories">,
  programs: Programs | null,
  started: number,
): ScanJob {
  return {
    ...found,
    ...{ options, jobs, cacheDir, build: buildName(), lowerThread: programs?.lowerThread.href ?? null },
    ...{ softEnd: started + timeoutMs * ANALYSIS_SHARE, hardEnd: started + timeoutMs },
    ...(baseline === undefined ? {} : { baseline }),
    ...(profile === undefined ? {} : { profile }),
    ...(configFile === undefined ? {} : { configFile }),
    ...(packs === undefined ? {} : { packs }),
    ...(judges === undefined ? {} : { judges }),
  };
}

async function keptOrRun(job: ScanJob, { keepReport }: ScanRequest, programs: Programs | null, hooks: ScanHooks): Promise<Ended> {
  const cache = keepReport === true ? reportCacheFor(job) : null;
  const kept = (await cache?.read()) ?? null;
  if (kept !== null) return ok({ report: kept, incomplete: null });
  const ended = await runSomewhere(job, programs, hooks);
  if (ended.ok && ended.value.incomplete === null) await cache?.write(ended.value.report);
  return ended;
}

type Ended = Result<Pick<ScanOutcome, "report" | "incomplete">>;

/** Little code is analysed in this thread; much code, and code nested too deeply for this stack, in one of its own. */
async function runSomewhere(job: ScanJob, programs: Programs | null, hooks: ScanHooks): Promise<Ended> {
  const onEvent = hooks.onEvent ?? (() => {});
  if (programs === null || codeSize(job.snapshot) < WORTH_A_THREAD) {
    const here = await runHere(job, onEvent);
    if (here !== null) return here.ok ? ok(finished(here.value)) : here;
    if (programs === null) return ok(await withoutAnalysis(job, "the code is nested too deeply for this stack", null));
  }
  return fromThread(job, await scanInThread(job, programs.scanThread, onEvent, hooks.signal));
}

/** Null if this thread's stack is too small. */
async function runHere(job: ScanJob, onEvent: NonNullable<ScanHooks["onEvent"]>): Promise<Result<JobEnd> | null> {
  try {
    return await runJob(job, onEvent, true);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function finished({ report, stopped }: JobEnd): Pick<ScanOutcome, "report" | "incomplete"> {
  return { report, incomplete: stopped ? TIMED_OUT : null };
}

const TIMED_OUT: Problem = {
  code: "SCAN_TIMED_OUT",
  message: "the scan ran out of time; the report holds what was found until then",
  hint: "give it more with --timeout, or leave out folders with --exclude",
};

async function fromThread(job: ScanJob, end: ThreadEnd): Promise<Ended> {
  if (end.kind === "done") return ok(finished(end));
  if (end.kind === "refused") return { ok: false, problem: end.problem };
  if (end.cancelled) return fail("SCAN_TIMED_OUT", end.why);
  return ok(await withoutAnalysis(job, end.why, end.timedOut ? TIMED_OUT : null));
}

/** What can be said when the analysis has died: everything is listed, nothing is judged, and the reason is named. */
async function withoutAnalysis(job: ScanJob, why: string, known: Problem | null): Promise<Pick<ScanOutcome, "report" | "incomplete">> {
  const report = await emptyReport(job, why);
  return { report, incomplete: known ?? { code: "INTERNAL", message: `the analysis died: ${why}`, where: job.snapshot.target.input } };
}

function codeSize({ files }: Snapshot): number {
  return files.reduce((sum, file) => (isProgram(file.path) && file.bytes !== null ? sum + file.size : sum), 0);
}
