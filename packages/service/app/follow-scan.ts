import { scanResult } from "./scan-result.ts";
import type { Database, ScanRow, StoredEvent } from "./store.ts";

/** One event as the stream carries it. */
export interface StreamEvent {
  readonly id: number;
  /** JSON text on one line, with its `type`. */
  readonly data: string;
  readonly terminal: boolean;
}

/** Events read at once. */
const PAGE = 200;
/** How long to wait for a notice before looking anyway, in milliseconds: a lost notice costs time, not events. */
const LOOK_MS = 2000;

/** Whether a reader who has seen event `lastId` of this scan has seen all there will ever be. */
export function hasEnded(row: ScanRow, lastId: number): boolean {
  return (row.status === "complete" || row.status === "failed") && lastId >= lastIdOf(row);
}

function lastIdOf(row: ScanRow): number {
  return row.cached ? 2 : row.lastSeq;
}

/** All events of a scan after `lastId`, those to come included, until its terminal event or until `signal`. */
export async function* followScan(
  database: Database,
  row: ScanRow,
  lastId: number,
  publicUrl: string,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  if (row.cached) {
    yield* cachedEvents(row, publicUrl).filter((event) => event.id > lastId);
    return;
  }
  const waiter = new Waiter(database, row.runId, signal);
  try {
    for (let after = lastId; !signal.aborted; ) {
      waiter.arm();
      const page = await database.store.events(row.scanId, after, PAGE);
      for (const event of page) {
        after = event.seq;
        const sent = await render(database, row, event, publicUrl);
        yield sent;
        if (sent.terminal) return;
      }
      if (page.length < PAGE) await waiter.wait();
    }
  } finally {
    waiter.close();
  }
}

async function render(database: Database, row: ScanRow, event: StoredEvent, publicUrl: string): Promise<StreamEvent> {
  const terminal = event.type === "scan_complete" || event.type === "scan_failed";
  const payload = JSON.parse(event.payload) as object;
  const ended = event.type === "scan_complete" ? await database.store.scan(row.scanId) : null;
  const whole = { type: event.type, ...payload, ...(ended === null ? {} : { scan_result: scanResult(ended, publicUrl) }) };
  return { id: event.seq, data: JSON.stringify(whole), terminal };
}

/** A scan that was served from the cache has a history of two events, whatever its run once went through. */
function cachedEvents(row: ScanRow, publicUrl: string): StreamEvent[] {
  const hit = { type: "cache_hit", pkg_key: `${row.inputType}:${row.packageName}`, version: row.resolvedVersion };
  const complete = { type: "scan_complete", scan_result: scanResult(row, publicUrl) };
  return [
    { id: 1, data: JSON.stringify(hit), terminal: false },
    { id: 2, data: JSON.stringify(complete), terminal: true },
  ];
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

  constructor(database: Database, runId: string, signal: AbortSignal) {
    this.#signal = signal;
    this.#unsubscribe = database.notices.onRun(runId, this.#stir);
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
