import { and, eq, inArray, lt, or, sql } from "drizzle-orm";
import type { Claim, Ending, Lease, NewEvent, Runs } from "../app/store.ts";
import { callbacksDue } from "./callbacks.ts";
import { soon } from "./columns.ts";
import { type Connection, queueIn, RUN_CHANNEL, RUN_QUEUE, type Sql } from "./connection.ts";
import { events, runs } from "./schema.ts";
import { enqueue } from "./submissions.ts";

/** How many workers may die over one run before it is given up. */
const MAX_ATTEMPTS = 5;
/** The same for the one process of an embedded database, which ends for many reasons that no scan is to blame for. */
const MAX_STARTS = 25;

/** The life of a run: leased, written by the one who holds the lease, ended once. */
export function runLife(connection: Connection): Runs {
  return {
    claim: (owner, leaseMs) => claim(connection, owner, leaseMs),
    renew: async (lease, leaseMs) => {
      const rows = await connection.sql
        .update(runs)
        .set({ leaseUntil: soon(leaseMs) })
        .where(held(lease))
        .returning({ id: runs.id });
      return rows.length === 1;
    },
    append: (lease, added) => connection.sql.transaction((tx) => append(tx, lease, added)),
    finish: (lease, ending) => connection.sql.transaction((tx) => finish(tx, lease, ending)),
    handOver: (lease, snapshotKey) =>
      connection.sql.transaction(async (tx) => {
        const handed = { status: "queued" as const, leaseOwner: null, leaseUntil: null, attempt: 0, snapshotKey };
        const rows = await tx.update(runs).set(handed).where(held(lease)).returning({ id: runs.id });
        if (rows.length === 1) await enqueue(connection, tx, lease.runId);
        return rows.length === 1;
      }),
    unfinished: async (runIds) => {
      const open = and(inArray(runs.id, [...runIds]), inArray(runs.status, ["queued", "running"]));
      return runIds.length === 0 ? [] : (await connection.sql.select({ id: runs.id }).from(runs).where(open)).map(({ id }) => id);
    },
    release: (lease) =>
      connection.sql.transaction(async (tx) => {
        const freed = { status: "queued" as const, leaseOwner: null, leaseUntil: null, attempt: sql`${runs.attempt} - 1` };
        const rows = await tx.update(runs).set(freed).where(held(lease)).returning({ id: runs.id });
        if (rows.length === 1) await enqueue(connection, tx, lease.runId);
      }),
    recover: (all) => recover(connection, all),
  };
}

/** True for the row that this lease may still write. An expired lease that nobody took over is still good. */
const held = (lease: Lease) =>
  and(eq(runs.id, lease.runId), eq(runs.status, "running"), eq(runs.fence, lease.fence), eq(runs.leaseOwner, lease.owner));

/** One transaction from the queue's job to the lease: a crash in between leaves the job where it was. */
async function claim(connection: Connection, owner: string, leaseMs: number): Promise<Claim | null> {
  for (;;) {
    const claimed = await connection.sql.transaction(async (tx) => {
      const db = queueIn(tx);
      const [job] = await connection.boss.fetch<{ runId: string }>(RUN_QUEUE, { batchSize: 1, db });
      if (job === undefined) return null;
      // The job has woken a worker and is done with; from here on the lease says what is left to do.
      await connection.boss.complete(RUN_QUEUE, job.id, null, { db });
      const [row] = await tx
        .update(runs)
        .set({
          status: "running",
          leaseOwner: owner,
          leaseUntil: soon(leaseMs),
          fence: sql`${runs.fence} + 1`,
          attempt: sql`${runs.attempt} + 1`,
        })
        .where(
          and(eq(runs.id, job.data.runId), or(eq(runs.status, "queued"), and(eq(runs.status, "running"), lt(runs.leaseUntil, sql`now()`)))),
        )
        .returning();
      return row;
    });
    if (claimed === null) return null;
    if (claimed === undefined) continue;
    const { id: runId, fence, canonicalId, mode, visibility, attempt, snapshotKey } = claimed;
    return { runId, owner, fence, canonicalId, mode, visibility, attempt, snapshotKey };
  }
}

async function append(tx: Sql, lease: Lease, added: readonly NewEvent[]): Promise<boolean> {
  const [run] = await tx.select({ lastSeq: runs.lastSeq }).from(runs).where(held(lease)).for("update");
  if (run === undefined) return false;
  const written = await insertEvents(tx, lease.runId, run.lastSeq, added);
  if (written > 0)
    await tx
      .update(runs)
      .set({ lastSeq: run.lastSeq + written })
      .where(eq(runs.id, lease.runId));
  return true;
}

/** Inserts the events that the run does not have yet, numbered from `lastSeq + 1`; returns how many. The run's row is locked. */
async function insertEvents(tx: Sql, runId: string, lastSeq: number, added: readonly NewEvent[]): Promise<number> {
  const types = [...new Set(added.map((event) => event.type))];
  const name = (event: { type: string; subject: string }) => `${event.type}\n${event.subject}`;
  const present =
    types.length === 0
      ? []
      : await tx
          .select({ type: events.type, subject: events.subject })
          .from(events)
          .where(and(eq(events.runId, runId), inArray(events.type, types)));
  const seen = new Set(present.map(name));
  const rows: (typeof events.$inferInsert)[] = [];
  for (const event of added) {
    if (seen.has(name(event))) continue;
    seen.add(name(event));
    rows.push({ runId, seq: lastSeq + rows.length + 1, type: event.type, subject: event.subject, payload: event.payload });
  }
  if (rows.length > 0) {
    await tx.insert(events).values(rows);
    await tx.execute(sql`select pg_notify(${RUN_CHANNEL}, ${runId})`);
  }
  return rows.length;
}

async function finish(tx: Sql, lease: Lease, ending: Ending): Promise<boolean> {
  const [run] = await tx.select({ lastSeq: runs.lastSeq }).from(runs).where(held(lease)).for("update");
  if (run === undefined) return false;
  await end(tx, lease.runId, run.lastSeq, ending);
  return true;
}

async function end(tx: Sql, runId: string, lastSeq: number, ending: Ending): Promise<void> {
  const type = ending.status === "complete" ? "scan_complete" : "scan_failed";
  const payload =
    ending.status === "complete" ? "{}" : JSON.stringify({ error_message: ending.errorMessage, error_code: ending.errorCode });
  const written = await insertEvents(tx, runId, lastSeq, [{ type, subject: "", payload }]);
  await tx
    .update(runs)
    .set({ ...ending, lastSeq: lastSeq + written, leaseOwner: null, leaseUntil: null, snapshotKey: null, finishedAt: sql`now()` })
    .where(eq(runs.id, runId));
  await callbacksDue(tx, runId);
}

async function recover(connection: Connection, all: boolean): Promise<number> {
  return connection.sql.transaction(async (tx) => {
    const expired = all ? eq(runs.status, "running") : and(eq(runs.status, "running"), lt(runs.leaseUntil, sql`now()`));
    const lost = await tx
      .select({ id: runs.id, lastSeq: runs.lastSeq, attempt: runs.attempt, credentialed: runs.credentialed, snapshotKey: runs.snapshotKey })
      .from(runs)
      .where(expired)
      .for("update", { skipLocked: true });
    for (const run of lost) {
      const ending =
        run.credentialed && run.snapshotKey === null
          ? CREDENTIALS_LOST
          : run.attempt >= (all ? MAX_STARTS : MAX_ATTEMPTS)
            ? GIVEN_UP
            : null;
      if (ending !== null) {
        await end(tx, run.id, run.lastSeq, ending);
        continue;
      }
      await tx.update(runs).set({ status: "queued", leaseOwner: null, leaseUntil: null }).where(eq(runs.id, run.id));
      await enqueue(connection, tx, run.id);
    }
    return lost.length;
  });
}

const FAILED = {
  ...{ status: "failed" as const, report: null, resolvedVersion: null, resolvedDigest: null },
  ...{ aivssScore: null, safetyScore: null, safetyGrade: null },
};
const GIVEN_UP: Ending = {
  ...FAILED,
  errorCode: "INTERNAL",
  errorMessage: "the scan was interrupted again and again and was given up",
};
const CREDENTIALS_LOST: Ending = {
  ...FAILED,
  errorCode: "CREDENTIALS_LOST",
  errorMessage: "the process that held the credentials stopped before everything was downloaded; submit the scan again with them",
};
