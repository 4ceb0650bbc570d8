import { type EventFeed, frameOf } from "./event-feed.ts";
import { scanResult } from "./scan-result.ts";
import type { ScanRow } from "./store.ts";

/** How long to wait for a notice before looking anyway, in milliseconds: a lost notice costs time, not events. */
const LOOK_MS = 5000;

/** Whether a reader who has seen event `lastId` of this scan has seen all there will ever be. */
export function hasEnded(row: ScanRow, lastId: number): boolean {
  return (row.status === "complete" || row.status === "failed") && lastId >= lastIdOf(row);
}

function lastIdOf(row: ScanRow): number {
  return row.cached ? 2 : row.lastSeq;
}

/** All events of a scan after `lastId`, those to come included, until its terminal event or until `signal`; many at a time. */
export async function* followScan(
  feed: EventFeed,
  row: ScanRow,
  lastId: number,
  publicUrl: string,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  if (row.cached) {
    yield cachedEvents(row, lastId, publicUrl);
    return;
  }
  const waiter = new Waiter(feed, row.runId, signal);
  try {
    for (let after = lastId; !signal.aborted; ) {
      waiter.arm();
      const page = await feed.page(row, after);
      after = page.last;
      if (page.frame.length > 0) yield page.frame;
      if (page.terminal) return;
      if (!page.full) await waiter.wait();
    }
  } finally {
    waiter.close();
  }
}

/** A scan that was served from the cache has a history of two events, whatever its run once went through. */
function cachedEvents(row: ScanRow, lastId: number, publicUrl: string): Buffer {
  const hit = { type: "cache_hit", pkg_key: `${row.inputType}:${row.packageName}`, version: row.resolvedVersion };
  const complete = { type: "scan_complete", scan_result: scanResult(row, publicUrl) };
  return Buffer.from((lastId < 1 ? frameOf(1, hit) : "") + frameOf(2, complete));
}

/** Sleeps until a write to one run is announced, the reader leaves, or it is time to look anyway. */
class Waiter {
  readonly #unsubscribe: () => void;
  readonly #signal: AbortSignal;
  readonly #stir = () => {
    this.#stirred = true;
    this.#wake?.();
  };
  #stirred = false;
  #wake: (() => void) | null = null;

  constructor(feed: EventFeed, runId: string, signal: AbortSignal) {
    this.#signal = signal;
    this.#unsubscribe = feed.listen(runId, this.#stir);
    signal.addEventListener("abort", this.#stir);
  }

  /** Notices from here on end the next wait: armed before reading, so that none falls in between. */
  arm(): void {
    this.#stirred = false;
  }

  async wait(): Promise<void> {
    if (this.#stirred || this.#signal.aborted) return;
    await new Promise<void>((wake) => {
      const timer = setTimeout(wake, LOOK_MS);
      this.#wake = () => {
        clearTimeout(timer);
        wake();
      };
    });
    this.#wake = null;
  }

  close(): void {
    this.#unsubscribe();
    this.#signal.removeEventListener("abort", this.#stir);
  }
}
