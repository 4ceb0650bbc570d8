import type { BillingRecords } from "./billing.ts";
import type { Leaving } from "./leaving.ts";
import type { RegistryFacets, RegistryFilter, RegistryRow, ScanFilter } from "./listing.ts";
import type { Accounts, Teams } from "./people.ts";

/**
 * What the use cases need kept. One method is one unit of work: it either happened as a whole or not at
 * all. Arguments and results are plain data, since with the embedded database they cross a thread.
 */
export interface Store
  extends Submissions,
    Runs,
    Readings,
    Counting,
    Accounts,
    Teams,
    Callbacks,
    Listings,
    Removal,
    Leaving,
    BillingRecords {
  /** Answers when the database does. */
  ping(): Promise<void>;
}

export interface Submissions {
  /**
   * Keeps a new scan: served by a finished run of its cache key, joined to an unfinished one, or with a
   * run of its own in the queue. Its charges are taken in the same transaction; when it returns a scan,
   * no crash loses it.
   */
  submit(submission: NewScan): Promise<SubmitOutcome>;
  /** Whether a run does, or has done, the work of this cache key; `freshMs` as in a submission. */
  covered(cacheKey: string, freshMs: number | null): Promise<boolean>;
  /** What an earlier submission of this caller with this Idempotency-Key was answered, for 24 hours. */
  replay(key: IdempotencyKey): Promise<SubmitOutcome | null>;
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
  /** Puts a run whose files were fetched here into the queue, with the wrapped key of its snapshot; false as for `renew`. */
  handOver(lease: Lease, snapshotKey: string): Promise<boolean>;
  /** Which of these runs have not ended. */
  unfinished(runIds: readonly string[]): Promise<readonly string[]>;
  /** Gives an unfinished run back to the queue (the worker stops). */
  release(lease: Lease): Promise<void>;
  /** Queues the runs again whose lease ran out, or fails those whose token died with their process and those that used up their attempts; `all` ends every lease first. */
  recover(all: boolean): Promise<number>;
}

export interface Callbacks {
  /** Takes one due callback for `leaseMs` milliseconds; null when none is due. */
  claimCallback(leaseMs: number): Promise<DueCallback | null>;
  settleCallback(callback: DueCallback, outcome: "delivered" | "failed" | { readonly againInMs: number }): Promise<void>;
}

export interface DueCallback {
  readonly scanId: string;
  readonly url: string;
  /** Number of this attempt, from 1. */
  readonly attempt: number;
}

export interface Readings {
  /** Number of runs by status. */
  runCounts(): Promise<Readonly<Record<RunStatus, number>>>;
  scan(scanId: string): Promise<ScanRow | null>;
  /** Events of the scan's run with a number above `after`, in order. */
  events(scanId: string, after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** The newest finished public scan of the same target as this scan; null for private and unknown scans. */
  latestOf(scanId: string): Promise<ScanRow | null>;
}

/** What became of a submission. */
export type SubmitOutcome =
  /** `used`: how much of each charge is used with this one, in the order given; missing where nothing was charged now. */
  | { readonly kind: "new" | "joined" | "cached" | "replayed"; readonly scanId: string; readonly used?: readonly number[] }
  | { readonly kind: "conflict" }
  | { readonly kind: "full" }
  | { readonly kind: "limited"; readonly by: Charge };

export interface IdempotencyKey {
  /** Whose key it is; keys of different callers never meet. */
  readonly caller: string;
  readonly key: string;
  /** Names the body, so that the same key with another body is noticed. */
  readonly bodyHash: string;
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
  readonly accountId: string | null;
  /** Whose turn it is: who waits with less goes first. */
  readonly submitter: string;
  /** Runs of one key are shared; null shares nothing. */
  readonly cacheKey: string | null;
  /** How old a shared finished run may be, in milliseconds; null: any age. */
  readonly freshMs: number | null;
  readonly idempotency: IdempotencyKey | null;
  /** Who is to be told when it has ended. */
  readonly callbackUrl: string | null;
  readonly charges: readonly Charge[];
  /** Who fetches the files with a token and writes the run until then, under the first lease (fence 1); null: the workers do it. */
  readonly fetchedBy: { readonly owner: string; readonly leaseMs: number } | null;
  /** Waiting runs beyond which no new one is taken. */
  readonly queueLimit: number;
}

export interface Counting {
  /** Takes one unit of every charge, or of none; tells which one is used up. */
  charge(charges: readonly Charge[]): Promise<Charge | null>;
  /** Units used, in the order asked. */
  used(charges: readonly Charge[]): Promise<readonly number[]>;
}

/** One unit of a limit in one window. */
export interface Charge {
  /** Who or what is limited, and for what: "submit:account:…". */
  readonly subject: string;
  readonly period: Period;
  /** RFC 3339. */
  readonly startsAt: string;
  readonly resetsAt: string;
  readonly limit: number;
}
export type Period = "minute" | "hour" | "day" | "week" | "month";

export interface Listings {
  /** Newest first. */
  listScans(filter: ScanFilter): Promise<readonly ScanRow[]>;
  listRegistry(filter: RegistryFilter): Promise<readonly RegistryRow[]>;
  registryFacets(): Promise<RegistryFacets>;
  /** Complete public runs of one target, newest first, each with one of its scans. */
  history(inputType: string, packageName: string, limit: number): Promise<readonly ScanRow[]>;
}

export interface Removal {
  /** Removes a private scan of this account; false when there is none. */
  removeScan(scanId: string, accountId: string): Promise<boolean>;
  /** Removes private scans that ended more than so many days ago, and what only counted for a while; how many scans. */
  prune(privateDays: number): Promise<number>;
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
  /** Wrapped key of the sealed snapshot that waits for the run; null: the worker fetches the files itself. */
  readonly snapshotKey: string | null;
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
  readonly accountId: string | null;
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
