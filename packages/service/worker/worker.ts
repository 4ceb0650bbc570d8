import { randomUUID } from "node:crypto";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import type { ScanRequest } from "@mcp-assay/runner/scan-request";
import type { Claim, Database } from "../app/store.ts";
import { type ChildSettings, runInChild } from "./child-process.ts";
import { endingOf } from "./run-ending.ts";
import { toNewEvent } from "./run-events.ts";
import { RunWriter } from "./run-writer.ts";

export interface WorkerSettings {
  readonly child: ChildSettings;
  /** Scans at the same time; each is a process. */
  readonly concurrency: number;
  readonly cacheDir: string | null;
  readonly offline: boolean;
  /** Parser threads of one scan. */
  readonly jobs: number;
  /** Longest scan by mode, in milliseconds. */
  readonly timeoutMs: Readonly<Record<"fast" | "deep", number>>;
  /** How long a run may be without a sign of its worker before another takes over, in milliseconds. */
  readonly leaseMs: number;
  /** How long private results are kept, in days. */
  readonly privateDays: number;
}

export interface RunningWorker {
  /** Takes nothing new, gives running scans `graceMs` to end, hands back the rest. */
  stop(graceMs: number): Promise<void>;
}

/** How often the queue is looked at when no notice came, in milliseconds. */
const POLL_MS = 2000;
/** How often what has become too old is removed, in milliseconds. */
const PRUNE_MS = 3_600_000;

interface Active {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Takes queued runs and has each scanned in a child process, until it is stopped. */
export function startWorker(database: Database, settings: WorkerSettings, onError: (error: unknown) => void): RunningWorker {
  const owner = randomUUID();
  const active = new Set<Active>();
  let stopping = false;
  let looking: Promise<void> | null = null;
  let again = false;

  const look = () => {
    again = true;
    looking ??= takeAll()
      .catch(onError)
      .finally(() => {
        looking = null;
      });
  };
  const takeAll = async () => {
    while (again && !stopping) {
      again = false;
      while (!stopping && active.size < settings.concurrency) {
        const claim = await database.store.claim(owner, settings.leaseMs);
        if (claim === null) break;
        begin(claim);
      }
    }
  };
  const begin = (claim: Claim) => {
    const abort = new AbortController();
    const entry: Active = {
      abort,
      done: scanRun(database, settings, claim, abort)
        .catch(onError)
        .finally(() => {
          active.delete(entry);
          look();
        }),
    };
    active.add(entry);
  };

  const unsubscribe = database.notices.onWork(look);
  const poll = setInterval(look, POLL_MS);
  const recovery = setInterval(() => void database.store.recover(false).catch(onError), settings.leaseMs / 2);
  const pruning = setInterval(() => void database.store.prune(settings.privateDays).catch(onError), PRUNE_MS);
  look();

  return {
    stop: async (graceMs) => {
      stopping = true;
      unsubscribe();
      clearInterval(poll);
      clearInterval(recovery);
      clearInterval(pruning);
      await looking;
      const all = [...active];
      const handBack = setTimeout(() => all.forEach((entry) => void entry.abort.abort()), graceMs);
      await Promise.all(all.map((entry) => entry.done));
      clearTimeout(handBack);
    },
  };
}

/** One run from its claim to its ending. An abort gives the run back to the queue. */
async function scanRun(database: Database, settings: WorkerSettings, claim: Claim, abort: AbortController): Promise<void> {
  const writer = new RunWriter(database.store, claim, () => abort.abort());
  const heartbeat = setInterval(() => void writer.renew(settings.leaseMs), settings.leaseMs / 3);
  try {
    const end = await runInChild(
      requestOf(claim, settings),
      settings.child,
      (event) => {
        const kept = toNewEvent(event);
        if (kept !== null) writer.add(kept);
      },
      abort.signal,
    );
    if (writer.lost) return;
    if (abort.signal.aborted && end.kind === "refused") await writer.release();
    else await writer.finish(endingOf(end));
  } finally {
    clearInterval(heartbeat);
  }
}

function requestOf(claim: Claim, settings: WorkerSettings): ScanRequest {
  return {
    input: claim.canonicalId,
    options: { ...DEFAULT_OPTIONS, mode: claim.mode },
    jobs: settings.jobs,
    timeoutMs: settings.timeoutMs[claim.mode],
    cacheDir: claim.visibility === "private" ? null : settings.cacheDir,
    offline: settings.offline,
  };
}
