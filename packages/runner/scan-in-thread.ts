import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import type { Problem } from "@mcp-assay/core/problem";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import { clock, type JobEnd, type ScanJob } from "./scan-job.ts";
import { STACK_MB } from "./stack.ts";
import type { FromScanThread } from "./thread-messages.ts";

/** How the thread of a scan ended: with a report, a refusal of its input, or dead. */
export type ThreadEnd =
  | ({ readonly kind: "done" } & JobEnd)
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "died"; readonly why: string; readonly timedOut: boolean; readonly cancelled: boolean };

/** Time after the hard end in which a thread should have noticed it by itself (milliseconds). */
const GRACE_MS = 5000;
const MB = 1024 * 1024;
/** Share of the machine's memory that the objects of one scan may take. */
const MEMORY_SHARE = 0.6;
const MOST_MEMORY_MB = 8192;
/** Space of young objects: values of an analysis die soon, and what is collected rarely costs little. */
const YOUNG_MB = 96;

/** Runs a job in a thread of its own, with room for deep recursion and a limit to its memory. Always settles. */
export function scanInThread(
  job: ScanJob,
  program: URL,
  onEvent: (event: ScanEvent) => void,
  signal: AbortSignal | undefined,
): Promise<ThreadEnd> {
  return new Promise((resolve) => {
    const maxOldGenerationSizeMb = Math.min(MOST_MEMORY_MB, Math.floor((totalmem() * MEMORY_SHARE) / MB));
    const worker = new Worker(program, {
      workerData: job,
      resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    let end: ThreadEnd | null = null;
    const settle = (how: ThreadEnd): void => {
      if (end !== null) return;
      end = how;
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
      void worker.terminate().then(() => resolve(how));
    };
    const died = (why: string, more: { timedOut?: boolean; cancelled?: boolean } = {}): void =>
      settle({ kind: "died", why, timedOut: false, cancelled: false, ...more });
    const cancel = (): void => died("the scan was cancelled", { cancelled: true });
    const timer = setTimeout(
      () => died("it did not end when its time was over", { timedOut: true }),
      Math.max(0, job.hardEnd - clock()) + GRACE_MS,
    );
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted === true) cancel();
    worker.on("message", (message: FromScanThread) => {
      if (message.kind === "event") onEvent(message.event);
      else settle(message);
    });
    worker.on("error", (error: NodeJS.ErrnoException) =>
      died(
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? `it needs more than ${maxOldGenerationSizeMb} MB of memory`
          : `${error.name}: ${error.message}`.slice(0, 300),
      ),
    );
    worker.on("exit", (code) => died(`its thread ended with code ${code}`));
  });
}
