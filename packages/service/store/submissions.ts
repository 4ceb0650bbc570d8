import { and, eq, gt, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import type { IdempotencyKey, NewScan, Submissions, SubmitOutcome } from "../app/store.ts";
import { keepCallback } from "./callbacks.ts";
import { soon } from "./columns.ts";
import { type Connection, queueIn, RUN_QUEUE, type Sql, WORK_CHANNEL } from "./connection.ts";
import { takeAll } from "./counting.ts";
import { events, idempotencyKeys, runs, scans } from "./schema.ts";

/** How long an Idempotency-Key is remembered (spec/service.md). */
const REMEMBERED = sql`now() - interval '24 hours'`;

/** Writing of new scans. */
export function submissions(connection: Connection): Submissions {
  return {
    submit: (submission) => submit(connection, submission),
    covered: async (cacheKey, freshMs) => (await findShared(connection.sql, cacheKey, freshMs)) !== null,
    replay: (key) => replay(connection.sql, key),
  };
}

/** Ends a transaction without trace, with an answer. */
class Refusal extends Error {
  readonly outcome: SubmitOutcome;

  constructor(outcome: SubmitOutcome) {
    super(outcome.kind);
    this.outcome = outcome;
  }
}

async function submit(connection: Connection, submission: NewScan): Promise<SubmitOutcome> {
  try {
    return await connection.sql.transaction(async (tx) => {
      const before = submission.idempotency === null ? null : await remembered(tx, submission.idempotency);
      if (before !== null) return before;
      const taken = await takeAll(tx, submission.charges);
      if ("usedUp" in taken) throw new Refusal({ kind: "limited", by: taken.usedUp });
      const shared = await sharedRun(tx, submission);
      const cached = shared?.kind === "cached";
      const { scanId, input, accountId, idempotency } = submission;
      const scan = { id: scanId, runId: shared?.runId ?? submission.runId, input, accountId, cached };
      if (shared === null) await newRun(connection, tx, submission, scan);
      else await tx.insert(scans).values(scan);
      await keepCallback(tx, scanId, submission.callbackUrl, cached);
      if (idempotency !== null) await tx.insert(idempotencyKeys).values({ ...idempotency, scanId, cached });
      return { kind: shared?.kind ?? "new", scanId, used: taken.used };
    });
  } catch (error) {
    if (error instanceof Refusal) return error.outcome;
    throw error;
  }
}

/** The answer of an earlier submission under the same key. One key is handled by one transaction at a time. */
async function remembered(tx: Sql, key: IdempotencyKey): Promise<SubmitOutcome | null> {
  await lockText(tx, `idempotency ${key.caller} ${key.key}`);
  await tx.delete(idempotencyKeys).where(and(eq(idempotencyKeys.caller, key.caller), lt(idempotencyKeys.createdAt, REMEMBERED)));
  return replay(tx, key);
}

async function replay(db: Sql, key: IdempotencyKey): Promise<SubmitOutcome | null> {
  const mine = and(eq(idempotencyKeys.caller, key.caller), eq(idempotencyKeys.key, key.key), gt(idempotencyKeys.createdAt, REMEMBERED));
  const [row] = await db.select().from(idempotencyKeys).where(mine);
  if (row === undefined) return null;
  return row.bodyHash === key.bodyHash ? { kind: row.cached ? "cached" : "replayed", scanId: row.scanId } : { kind: "conflict" };
}

/** A run that does, or has done, exactly this work. Submissions of one cache key are handled one at a time. */
async function sharedRun(tx: Sql, { cacheKey, freshMs }: NewScan): Promise<SharedRun | null> {
  if (cacheKey === null) return null;
  await lockText(tx, `cache ${cacheKey}`);
  const found = await findShared(tx, cacheKey, freshMs);
  if (found?.kind !== "joined") return found;
  // Until this scan is kept the run cannot end, or nobody would ever call this scan's submitter back.
  const [open] = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, found.runId), inArray(runs.status, ["queued", "running"])))
    .for("share");
  return open === undefined ? findShared(tx, cacheKey, freshMs) : found;
}

interface SharedRun {
  readonly kind: "cached" | "joined";
  readonly runId: string;
}

async function findShared(tx: Sql, cacheKey: string, freshMs: number | null): Promise<SharedRun | null> {
  const complete = eq(runs.status, "complete");
  const fresh = freshMs === null ? complete : and(complete, gt(runs.finishedAt, sql`now() - ${freshMs} * interval '1 millisecond'`));
  const usable = or(fresh, inArray(runs.status, ["queued", "running"]));
  // A finished one before any other, the newest first.
  const [found] = await tx
    .select({ id: runs.id, status: runs.status })
    .from(runs)
    .where(and(eq(runs.cacheKey, cacheKey), usable))
    .orderBy(sql`${runs.finishedAt} desc nulls last`)
    .limit(1);
  return found === undefined ? null : { kind: found.status === "complete" ? "cached" : "joined", runId: found.id };
}

/** A lock on a text until the transaction ends. */
async function lockText(tx: Sql, text: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${text}, 0))`);
}

async function newRun(connection: Connection, tx: Sql, submission: NewScan, scan: typeof scans.$inferInsert): Promise<void> {
  const { waiting, own } = await unfinishedRuns(tx, submission.submitter);
  if (waiting >= submission.queueLimit) throw new Refusal({ kind: "full" });
  const { runId: id, canonicalId, inputType, packageName, mode, visibility, cacheKey, submitter, fetchedBy } = submission;
  const names = { id, canonicalId, inputType, packageName, mode, visibility, cacheKey, submitter, lastSeq: 1 };
  const state =
    fetchedBy === null
      ? { status: "queued" as const }
      : {
          status: "running" as const,
          credentialed: true,
          leaseOwner: fetchedBy.owner,
          leaseUntil: soon(fetchedBy.leaseMs),
          fence: 1,
          attempt: 1,
        };
  const payload = JSON.stringify({ mode, scan_visibility: visibility });
  const first = { runId: id, seq: 1, type: "mode_selected", subject: "", payload };
  // One statement for the three: its foreign keys are looked at when it ends.
  const run = tx.$with("run").as(
    tx
      .insert(runs)
      .values({ ...names, ...state })
      .returning({ id: runs.id }),
  );
  const event = tx.$with("event").as(tx.insert(events).values(first).returning({ runId: events.runId }));
  await tx.with(run, event).insert(scans).values(scan);
  // Turns: the first of somebody who waits for nothing else comes before the hundredth of another.
  if (fetchedBy === null) await enqueue(connection, tx, id, -own);
}

/** How many runs wait, and how many of one submitter are not done. */
async function unfinishedRuns(tx: Sql, submitter: string): Promise<{ readonly waiting: number; readonly own: number }> {
  const numberOf = (what: SQL) => sql<number>`(count(*) filter (where ${what}))::int`;
  const [counts] = await tx
    .select({ waiting: numberOf(eq(runs.status, "queued")), own: numberOf(eq(runs.submitter, submitter)) })
    .from(runs)
    .where(inArray(runs.status, ["queued", "running"]));
  return { waiting: counts?.waiting ?? 0, own: counts?.own ?? 0 };
}

/** Queues a run in the transaction that made it need work, so that neither exists without the other. */
export async function enqueue(connection: Connection, tx: Sql, runId: string, priority = 0): Promise<void> {
  await connection.boss.send(RUN_QUEUE, { runId }, { db: queueIn(tx), priority });
  await tx.execute(sql`select pg_notify(${WORK_CHANNEL}, '')`);
}
