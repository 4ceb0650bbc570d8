import { Worker } from "node:worker_threads";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { Fetched, FetchJob, FromFetch } from "./fetch-messages.ts";

export interface FetchOrder {
  readonly job: FetchJob;
  readonly onProgress: (stage: "resolve" | "fetch") => void;
  readonly signal: AbortSignal;
}

/** Objects of one thread, in megabytes; contents of files are bounded by the limits of reading. */
const HEAP_MB = 512;

/**
 * Threads that fetch targets: unpacking would hold up the requests of everybody else, and hostile archives are
 * nobody else's trouble there. A job with credentials has a thread of its own, which ends with it.
 */
export class FetchPool {
  readonly #program: URL;
  readonly #size: number;
  readonly #idle: Worker[] = [];
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(program: URL, size: number) {
    this.#program = program;
    this.#size = size;
  }

  async run(order: FetchOrder): Promise<Result<Fetched>> {
    await this.#turn(order.signal);
    try {
      if (order.signal.aborted) return cancelled();
      const alone = order.job.credentials !== null;
      const worker = (alone ? undefined : this.#idle.pop()) ?? this.#start();
      const { result, sound } = await converse(worker, order);
      if (sound && !alone) this.#idle.push(worker);
      else await worker.terminate();
      return result;
    } finally {
      this.#busy--;
      this.#waiting.shift()?.();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const worker = new Worker(this.#program, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    worker.unref();
    return worker;
  }

  async #turn(signal: AbortSignal): Promise<void> {
    while (this.#busy >= this.#size && !signal.aborted) {
      await new Promise<void>((go) => {
        this.#waiting.push(go);
        signal.addEventListener("abort", () => go(), { once: true });
      });
    }
    this.#busy++;
  }
}

/** One job in one thread; `sound` says that the thread can take another. */
function converse(worker: Worker, { job, onProgress, signal }: FetchOrder): Promise<{ result: Result<Fetched>; sound: boolean }> {
  return new Promise((settle) => {
    const end = (result: Result<Fetched>, sound: boolean) => {
      for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
      signal.removeEventListener("abort", stop);
      worker.unref();
      settle({ result, sound });
    };
    const stop = () => end(cancelled(), false);
    const died = () => end(fail("TARGET_TOO_LARGE", "the target needs more memory than it is given"), false);
    const listeners: Record<string, (message: FromFetch) => void> = {
      message: (message) => {
        if (message.kind === "progress") onProgress(message.stage);
        else end(message.kind === "fetched" ? ok(message.fetched) : { ok: false, problem: message.problem }, true);
      },
      error: died,
      exit: died,
    };
    for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
    signal.addEventListener("abort", stop, { once: true });
    worker.ref();
    worker.postMessage(job);
  });
}

function cancelled(): Result<never> {
  return fail("UPSTREAM_UNAVAILABLE", "fetching was stopped");
}
