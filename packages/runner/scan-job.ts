import type { AdvisoryData } from "@mcp-assay/core/inventory/advisories";
import { ok, type Result } from "@mcp-assay/core/problem";
import { isLost } from "@mcp-assay/core/report/coverage";
import type { Report } from "@mcp-assay/core/report/report";
import { scan } from "@mcp-assay/core/scan";
import type { ScanEvent, StageName } from "@mcp-assay/core/scan-options";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { CodeCache } from "./code-cache.ts";
import { loadCatalogue } from "./load-catalogue.ts";
import { lowerFiles } from "./lower.ts";
import { scanPanel } from "./panel.ts";
import type { Programs } from "./programs.ts";
import { readTextWith } from "./read-text.ts";
import type { ScanRequest } from "./scan-request.ts";
import { sha256 } from "./sha256.ts";
import { UnitCache } from "./unit-cache.ts";
import { VERSION } from "./version.ts";

/** A scan without its reading: everything can be sent to another thread. */
export interface ScanJob
  extends Pick<ScanRequest, "options" | "jobs" | "cacheDir" | "baseline" | "profile" | "configFile" | "packs" | "judges"> {
  readonly snapshot: Snapshot;
  readonly advisories?: AdvisoryData;
  /** Times by `clock()` after which the analysis, and then everything, ends with what it has. */
  readonly softEnd: number;
  readonly hardEnd: number;
  readonly lowerThread: Programs["lowerThread"]["href"] | null;
  readonly build: string | null;
}

export interface JobEnd {
  readonly report: Report;
  readonly stopped: boolean;
}

/** Milliseconds on a clock that all threads of the process share and nobody sets. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/**
 * Runs a job in this thread.
 * @param smallStack the thread has the usual stack: a RangeError says that the code needs more of it
 */
export async function runJob(job: ScanJob, onEvent: (event: ScanEvent) => void, smallStack: boolean): Promise<Result<JobEnd>> {
  const catalogue = await loadCatalogue(job.packs);
  if (!catalogue.ok) return catalogue;
  const time = new JobTime(job, onEvent);
  const readText = await readTextWith();
  const { stage, stopAll: stop } = time;
  const { panel, judge } = await scanPanel(job, { readText, stage, stop, now: clock, onEvent });
  const cache = job.cacheDir === null || job.build === null ? null : new UnitCache(job.cacheDir, job.build);
  const report = await scan(
    job.snapshot,
    catalogue.value,
    job.options,
    {
      ...{ baseline: job.baseline ?? null, profile: job.profile ?? null, advisories: job.advisories ?? null },
      ...{ panel, configFile: job.configFile ?? null },
    },
    {
      lower: async (files) => {
        const program = job.lowerThread === null ? null : new URL(job.lowerThread);
        const lowered = await lowerFiles(files, {
          jobs: job.jobs,
          program,
          cache,
          code: job.cacheDir === null ? null : new CodeCache(job.cacheDir),
          stop: time.stop,
          onFile: (done, total) => onEvent({ type: "files", done, total }),
        });
        // A front end catches the overflow of its own recursion and gives up on the file.
        if (smallStack && lowered.units.some((unit) => isLost(unit) && unit.problems.some(({ kind }) => kind === "depth")))
          throw new RangeError("the code is nested too deeply");
        return lowered;
      },
      sha256,
      stop: time.stop,
      stopAll: time.stopAll,
      stopped: time.stopped,
      onEvent,
      stage: time.stage,
      judge,
      readText,
      version: VERSION,
    },
  );
  return ok({ report, stopped: time.stopped() });
}

/** The stages of one job against the clock. Rules and scores get the time between the soft and the hard end. */
class JobTime {
  readonly #job: ScanJob;
  readonly #onEvent: (event: ScanEvent) => void;
  #stopped = false;

  constructor(job: ScanJob, onEvent: (event: ScanEvent) => void) {
    this.#job = job;
    this.#onEvent = onEvent;
  }

  readonly stop = (): boolean => this.#over(this.#job.softEnd);
  readonly stopAll = (): boolean => this.#over(this.#job.hardEnd);
  readonly stopped = (): boolean => this.#stopped;

  readonly stage = async <T>(name: StageName, work: () => T | Promise<T>): Promise<T> => {
    const started = clock();
    this.#onEvent({ type: "stage_started", stage_name: name });
    const result = await work();
    this.#onEvent({ type: "stage_completed", stage_name: name, elapsed_ms: Math.round(clock() - started) });
    return result;
  };

  #over(end: number): boolean {
    if (clock() > end) this.#stopped = true;
    return clock() > end;
  }
}
