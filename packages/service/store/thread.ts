import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { Database, Store } from "../app/store.ts";
import { NoticeBoard } from "./notice-board.ts";
import type { FromThread, ToThread } from "./thread-messages.ts";

/**
 * Opens the embedded database in a thread of its own. Each call of the store is one message there and
 * one back, so a heavy query never stops the event loop that answers requests.
 */
export async function openThread(entry: URL, folder: string | null): Promise<Result<Database>> {
  const worker = new Worker(entry, { workerData: { folder } });
  const calls = new Calls(worker);
  const board = new NoticeBoard();
  const first = await new Promise<FromThread>((settle) => {
    worker.once("error", (error: Error) =>
      settle({ kind: "refused", problem: { code: "INTERNAL", message: `the database thread stopped: ${error.message}` } }),
    );
    worker.once("exit", () => settle({ kind: "refused", problem: { code: "INTERNAL", message: "the database thread stopped" } }));
    worker.once("message", settle);
  });
  if (first.kind !== "ready") return fail("INTERNAL", "the database thread did not start", first.kind === "refused" ? first.problem : {});
  worker.on("message", (message: FromThread) =>
    message.kind === "notice" ? board.receive(message.channel, message.payload) : calls.settle(message),
  );
  worker.on("error", (error: Error) => calls.failAll(`the database thread stopped: ${error.message}`));
  const gone = once(worker, "exit").catch(() => {});
  worker.on("exit", () => calls.failAll("the database is closed"));
  const close = async () => {
    worker.postMessage({ kind: "close" } satisfies ToThread);
    await gone;
  };
  return ok({ store: calls.store(), notices: board, close });
}

/** Calls that wait for their answer. */
class Calls {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>();
  #last = 0;
  #closed: string | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Every method of the store is a call there; the other side knows which ones it has. */
  store(): Store {
    const get = (_: object, method: string | symbol) =>
      typeof method === "string" && method !== "then" ? (...args: unknown[]) => this.#call(method as keyof Store, args) : undefined;
    return new Proxy({}, { get }) as Store;
  }

  settle(message: FromThread): void {
    if (message.kind !== "value" && message.kind !== "error") return;
    const call = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "value") call?.resolve(message.value);
    else call?.reject(new Error(message.message));
  }

  failAll(reason: string): void {
    this.#closed = reason;
    for (const call of this.#waiting.values()) call.reject(new Error(reason));
    this.#waiting.clear();
  }

  #call(method: keyof Store, args: readonly unknown[]): Promise<unknown> {
    if (this.#closed !== null) return Promise.reject(new Error(this.#closed));
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ kind: "call", id, method, args } satisfies ToThread);
    });
  }
}
