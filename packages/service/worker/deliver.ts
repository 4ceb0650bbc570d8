import { createIo, type SourceIo } from "@mcp-assay/sources/open";
import { type Callback, callbackOf, pauseAfter } from "../app/callback.ts";
import type { DueCallback, Store } from "../app/store.ts";

export interface DeliverySettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Origins that may be private and plain http. */
  readonly trusted: ReadonlySet<string>;
  /** Signs callbacks. */
  readonly key: Uint8Array;
  readonly publicUrl: () => string;
  readonly now: () => Date;
}

/** Longest wait for a receiver, in milliseconds, and how long a delivery is nobody else's. */
const TIMEOUT_MS = 10_000;
const LEASE_MS = 60_000;
/** Deliveries at the same time. */
const AT_ONCE = 4;
const ANSWER_BYTES = 65_536;

/** Delivers due callbacks until it is stopped; each at least once, unless its receiver stays away for eleven hours. */
export class Deliverer {
  readonly #store: Store;
  readonly #settings: DeliverySettings;
  readonly #onError: (error: unknown) => void;
  readonly #io: SourceIo;
  readonly #active = new Set<Promise<void>>();
  #stopped = false;

  constructor(store: Store, settings: DeliverySettings, onError: (error: unknown) => void) {
    this.#store = store;
    this.#settings = settings;
    this.#onError = onError;
    // A receiver that redirects is not the one that was checked.
    const limits = { redirects: 0, attempts: 1 };
    this.#io = createIo({ env: settings.env, cacheDir: null, offline: false, cwd: "/", home: "/", local: false, limits });
    for (const origin of settings.trusted) this.#io.trust(origin);
  }

  /** Starts as many deliveries as may run. */
  look(): void {
    while (!this.#stopped && this.#active.size < AT_ONCE) {
      const work = this.#next()
        .catch((error) => {
          this.#onError(error);
          return false;
        })
        .then((found) => {
          this.#active.delete(work);
          if (found) this.look();
        });
      this.#active.add(work);
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#active);
    await this.#io.close();
  }

  /** False when nothing was due. */
  async #next(): Promise<boolean> {
    const due = await this.#store.claimCallback(LEASE_MS);
    if (due === null) return false;
    const row = await this.#store.scan(due.scanId);
    if (row === null) return true;
    const { key, publicUrl, now } = this.#settings;
    await this.#deliver(due, callbackOf(row, key, publicUrl(), now()));
    return true;
  }

  async #deliver(due: DueCallback, { headers, body }: Callback): Promise<void> {
    const answer = await this.#io.http({ url: due.url, method: "POST", headers, body, maxBytes: ANSWER_BYTES, timeoutMs: TIMEOUT_MS });
    const status = answer.ok ? answer.value.status : 0;
    if (status >= 200 && status < 300) return this.#store.settleCallback(due, "delivered");
    const pause = pauseAfter(due.attempt);
    // 410 is how a receiver says that it wants no more.
    return this.#store.settleCallback(due, status === 410 || pause === null ? "failed" : { againInMs: pause });
  }
}
