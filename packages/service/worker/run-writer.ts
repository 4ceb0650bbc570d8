import { setTimeout as delay } from "node:timers/promises";
import type { Ending, Lease, NewEvent, Store } from "../app/store.ts";

/** How long a database that does not answer is asked again, in milliseconds; then the lease runs out and another worker takes over. */
const PATIENCE_MS = 60_000;

/**
 * The one writer of a run while its lease holds: keeps the events in order, many in one transaction, and
 * calls `onLost` when somebody else has become the writer.
 */
export class RunWriter {
  readonly #store: Store;
  readonly #lease: Lease;
  readonly #onLost: () => void;
  #waiting: NewEvent[] = [];
  #writing: Promise<void> = Promise.resolve();
  #scheduled = false;
  #lost = false;

  constructor(store: Store, lease: Lease, onLost: () => void) {
    this.#store = store;
    this.#lease = lease;
    this.#onLost = onLost;
  }

  get lost(): boolean {
    return this.#lost;
  }

  add(event: NewEvent): void {
    this.#waiting.push(event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#writing = this.#writing.then(() => this.#flush());
  }

  async renew(leaseMs: number): Promise<void> {
    await this.#insist(() => this.#store.renew(this.#lease, leaseMs));
  }

  async finish(ending: Ending): Promise<void> {
    await this.#writing;
    await this.#insist(() => this.#store.finish(this.#lease, ending));
  }

  /** True when the run waits in the queue with its snapshot. */
  async handOver(snapshotKey: string): Promise<boolean> {
    await this.#writing;
    let done = false;
    await this.#insist(async () => {
      done = await this.#store.handOver(this.#lease, snapshotKey);
      return done;
    });
    return done;
  }

  async release(): Promise<void> {
    await this.#writing;
    if (!this.#lost) await this.#store.release(this.#lease);
  }

  async #flush(): Promise<void> {
    this.#scheduled = false;
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length > 0) await this.#insist(() => this.#store.append(this.#lease, events));
  }

  /** Every write can be repeated: events are unique, and the fence refuses a second ending. */
  async #insist(write: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!this.#lost) {
      try {
        if (!(await write())) this.#lose();
        return;
      } catch {
        if (Date.now() > until) this.#lose();
        else await delay(1000);
      }
    }
  }

  #lose(): void {
    if (this.#lost) return;
    this.#lost = true;
    this.#onLost();
  }
}
