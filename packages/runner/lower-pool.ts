import { Worker } from "node:worker_threads";
import type { CodeFile } from "@mcp-assay/core/inventory/take";
import type { Unit } from "@mcp-assay/core/language/ir";
import type { Lowered } from "@mcp-assay/core/report/scan-ports";
import { STACK_MB } from "./stack.ts";
import type { FromLowerThread, ToLowerThread } from "./thread-messages.ts";

/** Threads that lower files. One that dies costs the file it was reading, and the others go on. */
export class LowerPool {
  readonly #workers: Worker[];

  /** @param cacheDir folder of all caches; null keeps nothing */
  constructor(program: URL, threads: number, cacheDir: string | null) {
    const options = { workerData: cacheDir, resourceLimits: { stackSizeMb: STACK_MB } };
    this.#workers = Array.from({ length: threads }, () => new Worker(program, options));
  }

  /** Each thread takes files from the front of a shared queue until it is empty. */
  takeFrom(queue: CodeFile[], stop: () => boolean, onFile: () => void): readonly Promise<Lowered>[] {
    return this.#workers.map((worker) => drain(worker, queue, stop, onFile));
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function drain(worker: Worker, queue: CodeFile[], stop: () => boolean, onFile: () => void): Promise<Lowered> {
  return new Promise((resolve) => {
    const units: Unit[] = [];
    const failed: Lowered["failed"][number][] = [];
    let current: CodeFile | undefined;
    const next = (): void => {
      current = queue.shift();
      if (current === undefined) resolve({ units, failed, errors: [] });
      else if (!stop()) worker.postMessage({ file: current } satisfies ToLowerThread);
      else {
        failed.push({ path: current.path, reason: "timeout" });
        onFile();
        next();
      }
    };
    worker.on("message", (message: FromLowerThread) => {
      if (message.kind === "unit") units.push(message.unit);
      else failed.push(message.skipped);
      onFile();
      next();
    });
    worker.on("error", (error) => {
      if (current !== undefined) failed.push({ path: current.path, reason: "budget", detail: "the thread that read it died" });
      const where = current === undefined ? "a lowering thread" : `reading ${current.path}`;
      resolve({ units, failed, errors: [{ where, message: error.message.slice(0, 300) }] });
    });
    next();
  });
}
