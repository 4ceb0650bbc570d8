import { randomUUID } from "node:crypto";
import type { Result } from "@mcp-assay/core/problem";
import type { Target } from "@mcp-assay/core/target/target";
import type { Credentials, PrivateFetch } from "../app/resolve-target.ts";
import type { Store } from "../app/store.ts";
import { type ArtifactSettings, openArtifacts } from "../artifacts/artifacts.ts";
import { newKey, wrapKey } from "../artifacts/seal.ts";
import { endingOf } from "../worker/run-ending.ts";
import { RunWriter } from "../worker/run-writer.ts";
import type { Fetched } from "./fetch-messages.ts";
import { FetchPool } from "./fetch-pool.ts";
import { inTime } from "./in-time.ts";

export interface PrivateFetchSettings {
  readonly program: URL;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly artifacts: ArtifactSettings;
  /** Wraps the keys of snapshots. */
  readonly master: Uint8Array;
  readonly leaseMs: number;
  /** How long a submission waits, in milliseconds. */
  readonly patienceMs: number;
}

/** Downloads at the same time. */
const AT_ONCE = 4;

/** Fetches private targets with their credentials, here and now: a token is never written down nor handed on. */
export class PrivateFetches {
  readonly #store: Store;
  readonly #settings: PrivateFetchSettings;
  readonly #onError: (error: unknown) => void;
  readonly #pool: FetchPool;
  readonly #owner = `fetch ${randomUUID()}`;
  readonly #active = new Map<AbortController, Promise<void>>();

  constructor(store: Store, settings: PrivateFetchSettings, onError: (error: unknown) => void) {
    this.#store = store;
    this.#settings = settings;
    this.#onError = onError;
    this.#pool = new FetchPool(settings.program, AT_ONCE);
  }

  begin(target: Target, credentials: Credentials, runId: string): PrivateFetch {
    const { env, artifacts, master, leaseMs, patienceMs } = this.#settings;
    const key = newKey();
    const abort = new AbortController();
    const stages = new Stages();
    const job = {
      canonicalId: target.canonicalId,
      credentials,
      env,
      cacheDir: null,
      offline: false,
      keep: { name: runId, key, artifacts },
    };
    const fetching = this.#pool.run({ job, onProgress: (stage) => stages.begin(stage), signal: abort.signal });
    const drop = () => openArtifacts(artifacts).remove(runId);
    return {
      by: { owner: this.#owner, leaseMs },
      known: inTime(fetching, patienceMs),
      deliver: (lease) => {
        const wrapped = wrapKey(key, master, runId);
        const done = this.#deliver(fetching, new RunWriter(this.#store, lease, () => abort.abort()), stages, wrapped)
          .then((delivered) => (delivered ? undefined : drop()))
          .catch(this.#onError)
          .finally(() => this.#active.delete(abort));
        this.#active.set(abort, done);
      },
      abandon: () => {
        abort.abort();
        void fetching.then(drop).catch(this.#onError);
      },
    };
  }

  /** Gives downloads `graceMs` to end; the rest end their scans, since nobody else can go on with them. */
  async close(graceMs: number): Promise<void> {
    const stop = setTimeout(() => {
      for (const abort of this.#active.keys()) abort.abort();
    }, graceMs);
    await Promise.all(this.#active.values());
    clearTimeout(stop);
    await this.#pool.close();
  }

  /** True when the run is in the queue with its snapshot. */
  async #deliver(fetching: Promise<Result<Fetched>>, writer: RunWriter, stages: Stages, wrapped: string): Promise<boolean> {
    stages.tell((event) => writer.add(event));
    const heartbeat = setInterval(() => void writer.renew(this.#settings.leaseMs), this.#settings.leaseMs / 3);
    try {
      const fetched = await fetching;
      stages.end();
      if (fetched.ok) return await writer.handOver(wrapped);
      await writer.finish(endingOf({ kind: "refused", problem: fetched.problem }));
      return false;
    } finally {
      clearInterval(heartbeat);
    }
  }
}

type StageEvent = Parameters<RunWriter["add"]>[0];

/** The stages of a download as events of its run, which may come into being only after they have begun. */
class Stages {
  readonly #events: StageEvent[] = [];
  #tell: ((event: StageEvent) => void) | null = null;
  #current: { readonly name: string; readonly since: number } | null = null;

  begin(stage: string): void {
    if (this.#current?.name === stage) return;
    this.end();
    this.#current = { name: stage, since: Date.now() };
    this.#add({ type: "stage_started", subject: stage, payload: JSON.stringify({ stage_name: stage }) });
  }

  end(): void {
    if (this.#current === null) return;
    const { name, since } = this.#current;
    this.#current = null;
    this.#add({ type: "stage_completed", subject: name, payload: JSON.stringify({ stage_name: name, elapsed_ms: Date.now() - since }) });
  }

  tell(tell: (event: StageEvent) => void): void {
    this.#tell = tell;
    for (const event of this.#events.splice(0)) tell(event);
  }

  #add(event: StageEvent): void {
    if (this.#tell === null) this.#events.push(event);
    else this.#tell(event);
  }
}
