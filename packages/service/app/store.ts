/**
 * What the use cases need kept. One method is one unit of work: it either happened as a whole or not at
 * all. Arguments and results are plain data, since with the embedded database they cross a thread.
 */
export interface Store extends Submissions, Runs, Readings {
  /** Answers when the database does. */
  ping(): Promise<void>;
}

export interface Submissions {
  /** Keeps a new scan and queues its run; when this returns, no crash loses it. */
  submit(submission: NewScan): Promise<{ readonly scanId: string; readonly runId: string }>;
}

export interface Runs {
  /** Takes one queued run for `leaseMs` milliseconds; null when nothing waits. */
  claim(owner: string, leaseMs: number): Promise<Claim | null>;
  /** Extends the lease; false when the run has another writer by now, or has ended. */
  renew(lease: Lease, leaseMs: number): Promise<boolean>;
  /** Adds what is new of these events, numbered in order; false as for `renew`. */
  append(lease: Lease, events: readonly NewEvent[]): Promise<boolean>;
  /** Ends the run with its terminal event; false as for `renew`. */
  finish(lease: Lease, ending: Ending): Promise<boolean>;
  /** Gives an unfinished run back to the queue (the worker stops). */
  release(lease: Lease): Promise<void>;
  /** Queues the runs again whose lease ran out, or fails those that used up their attempts; `all` ends every lease first. */
  recover(all: boolean): Promise<number>;
}

export interface Readings {
  scan(scanId: string): Promise<ScanRow | null>;
  /** Events of the scan's run with a number above `after`, in order. */
  events(scanId: string, after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The newest finished public scan of the same target as this scan; null for private and unknown scans. */
  latestOf(scanId: string): Promise<ScanRow | null>;
}

export interface NewScan {
  readonly scanId: string;
  readonly runId: string;
  readonly input: string;
  readonly inputType: string;
  readonly packageName: string;
  readonly canonicalId: string;
  readonly mode: "fast" | "deep";
  readonly visibility: "public" | "private";
}

/** The right to write one run: number `fence` of all who ever held it. */
export interface Lease {
  readonly runId: string;
  readonly owner: string;
  readonly fence: number;
}

export interface Claim extends Lease {
  /** What the engine is asked to scan. */
  readonly canonicalId: string;
  readonly mode: "fast" | "deep";
  readonly visibility: "public" | "private";
  readonly attempt: number;
}

export interface NewEvent {
  readonly type: string;
  /** Stage, rule or judge; with the type it is unique in its run. "" where the type alone is. */
  readonly subject: string;
  /** JSON object without `type`. */
  readonly payload: string;
}

export interface StoredEvent extends NewEvent {
  readonly seq: number;
}

export interface Ending {
  readonly status: "complete" | "failed";
  /** The report as JSON text; null when there is none. */
  readonly report: string | null;
  readonly resolvedVersion: string | null;
  readonly resolvedDigest: string | null;
  readonly aivssScore: number | null;
  readonly safetyScore: number | null;
  readonly safetyGrade: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export type RunStatus = "queued" | "running" | "complete" | "failed";

/** One submission together with the run that works for it. Times are RFC 3339. */
export interface ScanRow extends Omit<Ending, "status"> {
  readonly scanId: string;
  readonly runId: string;
  readonly input: string;
  readonly inputType: string;
  readonly packageName: string;
  readonly canonicalId: string;
  readonly mode: "fast" | "deep";
  readonly visibility: "public" | "private";
  readonly cached: boolean;
  readonly status: RunStatus;
  readonly lastSeq: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** Tells that something was written; only a hint to look, so losing one is harmless. */
export interface Notices {
  /** Calls back for each write to a run; returns the end of the subscription. */
  onRun(runId: string, listener: () => void): () => void;
  /** Calls back when work may wait. */
  onWork(listener: () => void): () => void;
}

/** An open database: the store, its notices, and the way to close it. */
export interface Database {
  readonly store: Store;
  readonly notices: Notices;
  close(): Promise<void>;
}
