import { scanResult } from "./scan-result.ts";
import type { Database, ScanRow, StoredEvent } from "./store.ts";

/** Some events of a scan as the stream carries them, read and rendered once for all who wait for them. */
export interface Page {
  readonly frame: Buffer;
  /** Number of its last event; that of the one before when it is empty. */
  readonly last: number;
  /** Whether more may be there already. */
  readonly full: boolean;
  readonly terminal: boolean;
}

/** Events read at once. */
const EVENTS = 200;

/** One event in the form of the HTML standard (server-sent events): a number and one line of JSON. */
export function frameOf(id: number, data: object): string {
  return `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The last event of a stream whose scan its owner has removed: nothing else will ever come. */
const REMOVED = { type: "scan_failed", error_message: "the scan was removed", error_code: "SCAN_NOT_FOUND" };

/** What one run's readers share. */
interface Run {
  readers: number;
  readonly reading: Map<string, Promise<Page>>;
  readonly listeners: Set<() => void>;
  readonly unsubscribe: () => void;
}

/** Reading of events, shared: a thousand readers at the same place of one scan ask the database once. */
export class EventFeed {
  readonly #database: Database;
  readonly #publicUrl: () => string;
  readonly #runs = new Map<string, Run>();

  constructor(database: Database, publicUrl: () => string) {
    this.#database = database;
    this.#publicUrl = publicUrl;
  }

  /** Calls back when something was written to the run; the way to end that. */
  listen(runId: string, listener: () => void): () => void {
    const run = this.#runs.get(runId) ?? this.#open(runId);
    run.readers++;
    run.listeners.add(listener);
    return () => {
      run.listeners.delete(listener);
      run.readers--;
      if (run.readers > 0) return;
      run.unsubscribe();
      this.#runs.delete(runId);
    };
  }

  /** The events after that number. Whoever asks while others are being answered shares their answer, if nothing was written since. */
  page({ runId, scanId }: ScanRow, after: number): Promise<Page> {
    const run = this.#runs.get(runId);
    if (run === undefined) return this.#read(scanId, after);
    const key = `${scanId} ${after}`;
    const known = run.reading.get(key);
    if (known !== undefined) return known;
    const page = this.#read(scanId, after).finally(() => {
      if (run.reading.get(key) === page) run.reading.delete(key);
    });
    run.reading.set(key, page);
    return page;
  }

  #open(runId: string): Run {
    const notice = () => {
      // What is being read now may be older than what was just written.
      run.reading.clear();
      for (const listener of run.listeners) listener();
    };
    const unsubscribe = this.#database.notices.onRun(runId, notice);
    const run: Run = { readers: 0, reading: new Map(), listeners: new Set(), unsubscribe };
    this.#runs.set(runId, run);
    return run;
  }

  async #read(scanId: string, after: number): Promise<Page> {
    const events = await this.#database.store.events(scanId, after, EVENTS);
    const frames: string[] = [];
    let terminal = false;
    for (const event of events) {
      frames.push(frameOf(event.seq, await this.#whole(scanId, event)));
      terminal = event.type === "scan_complete" || event.type === "scan_failed";
    }
    const last = events.at(-1)?.seq ?? after;
    if (events.length === 0 && (await this.#database.store.scan(scanId)) === null)
      return { frame: Buffer.from(frameOf(after + 1, REMOVED)), last: after + 1, full: false, terminal: true };
    return { frame: Buffer.from(frames.join("")), last, full: events.length === EVENTS, terminal };
  }

  async #whole(scanId: string, { type, payload }: StoredEvent): Promise<object> {
    const ended = type === "scan_complete" ? await this.#database.store.scan(scanId) : null;
    const result = ended === null ? {} : { scan_result: scanResult(ended, this.#publicUrl()) };
    return { type, ...(JSON.parse(payload) as object), ...result };
  }
}
