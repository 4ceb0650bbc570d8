import { EventEmitter } from "node:events";
import type { Notices } from "../app/store.ts";
import { RUN_CHANNEL, WORK_CHANNEL } from "./connection.ts";

/** Hands the notices of one database connection to those who wait in this process. */
export class NoticeBoard implements Notices {
  readonly #runs = new EventEmitter().setMaxListeners(0);
  readonly #work = new EventEmitter().setMaxListeners(0);

  /** A notice as the database sends it. */
  receive(channel: string, payload: string): void {
    if (channel === RUN_CHANNEL) this.#runs.emit(`run ${payload}`);
    if (channel === WORK_CHANNEL) this.#work.emit("work");
  }

  /** Notices may have been lost: everybody looks. */
  missed(): void {
    for (const run of this.#runs.eventNames()) this.#runs.emit(run);
    this.#work.emit("work");
  }

  onRun(runId: string, listener: () => void): () => void {
    this.#runs.on(`run ${runId}`, listener);
    return () => void this.#runs.off(`run ${runId}`, listener);
  }

  onWork(listener: () => void): () => void {
    this.#work.on("work", listener);
    return () => void this.#work.off("work", listener);
  }
}
