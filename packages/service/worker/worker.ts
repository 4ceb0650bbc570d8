import { randomUUID } from "node:crypto";
import { DEFAULT_OPTIONS } from "@mcp-assay/core/scan-options";
import type { PanelSettings } from "@mcp-assay/judges/choose-panel";
import type { JudgesRequest, ScanRequest } from "@mcp-assay/runner/scan-request";
import type { Claim, Database } from "../app/store.ts";
import type { Artifacts } from "../artifacts/artifacts.ts";
import { unseal, unwrapKey } from "../artifacts/seal.ts";
import { type ChildSettings, runInChild } from "./child-process.ts";
import { Deliverer, type DeliverySettings } from "./deliver.ts";
import { endingOf } from "./run-ending.ts";
import { toNewEvent } from "./run-events.ts";
import { RunWriter } from "./run-writer.ts";

export interface WorkerSettings {
  readonly child: ChildSettings;
  /** Scans at the same time; each is a process. */
  readonly concurrency: number;
  readonly cacheDir: string | null;
  /** Folder of the imported advisory database. */
  readonly advisoryDir: string | null;
  readonly offline: boolean;
  /** Models that judge deep scans; null: the built-in judges alone. */
  readonly judges: PanelSettings | null;
  /** Parser threads of one scan. */
  readonly jobs: number;
  /** Longest scan by mode, in milliseconds. */
  readonly timeoutMs: Readonly<Record<"fast" | "deep", number>>;
  /** How long a run may be without a sign of its worker before another takes over, in milliseconds. */
  readonly leaseMs: number;
  /** Where sealed snapshots wait, and the key that their keys are wrapped with. */
  readonly artifacts: Artifacts;
  readonly master: Uint8Array;
  readonly delivery: DeliverySettings;
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
const TIDY_MS = 3_600_000;

interface Active {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Takes queued runs and has each scanned in a child process, until it is stopped. */
export function startWorker(database: Database, settings: WorkerSettings, onError: (error: unknown) => void): RunningWorker {
  const taker = new Taker(database, settings, onError);
  const { store } = database;
  const deliverer = new Deliverer(store, settings.delivery, onError);
  const look = () => {
    taker.look();
    deliverer.look();
  };
  const timers = [
    setInterval(look, POLL_MS),
    setInterval(() => void store.recover(false).catch(onError), settings.leaseMs / 2),
    setInterval(() => void tidy(store, settings).catch(onError), TIDY_MS),
  ];
  const unsubscribe = database.notices.onWork(look);
  look();
  return {
    stop: async (graceMs) => {
      unsubscribe();
      for (const timer of timers) clearInterval(timer);
      await Promise.all([taker.stop(graceMs), deliverer.stop()]);
    },
  };
}

/** Removes results that have become too old, and snapshots that no run waits for: their process died between two steps. */
async function tidy(store: Database["store"], { privateDays, artifacts }: WorkerSettings): Promise<void> {
  await store.prune(privateDays);
  const old = (await artifacts.list()).filter(({ at }) => at.getTime() < Date.now() - TIDY_MS).map(({ name }) => name);
  const needed = new Set(await store.unfinished(old));
  for (const name of old) if (!needed.has(name)) await artifacts.remove(name);
}

/** Holds as many runs at once as allowed. */
class Taker {
  readonly #database: Database;
  readonly #settings: WorkerSettings;
  readonly #onError: (error: unknown) => void;
  readonly #owner = randomUUID();
  readonly #active = new Set<Active>();
  #stopping = false;
  #looking: Promise<void> | null = null;
  #again = false;

  constructor(database: Database, settings: WorkerSettings, onError: (error: unknown) => void) {
    this.#database = database;
    this.#settings = settings;
    this.#onError = onError;
  }

  /** Looks for work; a call during a look makes it look once more. */
  look(): void {
    this.#again = true;
    this.#looking ??= this.#takeAll()
      .catch(this.#onError)
      .finally(() => {
        this.#looking = null;
      });
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    await this.#looking;
    const all = [...this.#active];
    const handBack = setTimeout(() => {
      for (const entry of all) entry.abort.abort();
    }, graceMs);
    await Promise.all(all.map((entry) => entry.done));
    clearTimeout(handBack);
  }

  async #takeAll(): Promise<void> {
    while (this.#again && !this.#stopping) {
      this.#again = false;
      while (!this.#stopping && this.#active.size < this.#settings.concurrency) {
        const claim = await this.#database.store.claim(this.#owner, this.#settings.leaseMs);
        if (claim === null) break;
        this.#begin(claim);
      }
    }
  }

  #begin(claim: Claim): void {
    const abort = new AbortController();
    const done = scanRun(this.#database, this.#settings, claim, abort)
      .catch(this.#onError)
      .finally(() => {
        this.#active.delete(entry);
        this.look();
      });
    const entry: Active = { abort, done };
    this.#active.add(entry);
  }
}

/** One run from its claim to its ending. An abort gives the run back to the queue. */
async function scanRun(database: Database, settings: WorkerSettings, claim: Claim, abort: AbortController): Promise<void> {
  const writer = new RunWriter(database.store, claim, () => abort.abort());
  const heartbeat = setInterval(() => void writer.renew(settings.leaseMs), settings.leaseMs / 3);
  try {
    const end = await runInChild(
      { request: requestOf(claim, settings), snapshot: snapshotOf(claim, settings) },
      settings.child,
      (event) => {
        const kept = toNewEvent(event);
        if (kept !== null) writer.add(kept);
      },
      abort.signal,
    );
    if (writer.lost) return;
    if (abort.signal.aborted && end.kind === "refused") await writer.release();
    else {
      await writer.finish(endingOf(end));
      if (claim.snapshotKey !== null) await settings.artifacts.remove(claim.runId);
    }
  } finally {
    clearInterval(heartbeat);
  }
}

/** The sealed files of a run that somebody else has fetched. */
function snapshotOf({ runId, snapshotKey }: Claim, { artifacts, master }: WorkerSettings): AsyncIterable<Uint8Array> | null {
  if (snapshotKey === null) return null;
  return unseal(artifacts.read(runId), unwrapKey(snapshotKey, master, runId), runId);
}

function requestOf(claim: Claim, settings: WorkerSettings): Omit<ScanRequest, "snapshot"> {
  return {
    input: claim.canonicalId,
    options: { ...DEFAULT_OPTIONS, mode: claim.mode },
    jobs: settings.jobs,
    timeoutMs: settings.timeoutMs[claim.mode],
    cacheDir: claim.visibility === "private" ? null : settings.cacheDir,
    offline: settings.offline,
    advisoryDir: settings.advisoryDir,
    // What a private server is built from is not told to anybody.
    askOsv: claim.visibility !== "private",
    ...judgesOf(claim, settings),
  };
}

/** Owners of private scans have no way to agree to models yet: none is asked about their servers. */
function judgesOf({ mode, visibility }: Claim, { judges, offline }: WorkerSettings): { readonly judges?: JudgesRequest } {
  if (judges === null || mode === "fast") return {};
  return {
    judges: { settings: judges, occasion: { isPrivate: visibility === "private", ownerAllowsModels: false, offline }, estimate: false },
  };
}
