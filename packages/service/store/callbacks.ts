import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { Callbacks } from "../app/store.ts";
import { soon } from "./columns.ts";
import { type Connection, type Sql, WORK_CHANNEL } from "./connection.ts";
import { callbacks, scans } from "./schema.ts";

/** Callbacks: kept with their scan, due when its run ends, tried until they are delivered or given up. */
export function callbackKeeping({ sql: db }: Connection): Callbacks {
  return {
    claimCallback: (leaseMs) =>
      db.transaction(async (tx) => {
        const next = tx
          .select({ scanId: callbacks.scanId })
          .from(callbacks)
          .where(and(eq(callbacks.state, "due"), lte(callbacks.dueAt, sql`now()`)))
          .orderBy(asc(callbacks.dueAt))
          .limit(1)
          .for("update", { skipLocked: true });
        // Until then nobody else takes it; if who took it dies, somebody does afterwards.
        const [taken] = await tx
          .update(callbacks)
          .set({ attempt: sql`${callbacks.attempt} + 1`, dueAt: soon(leaseMs) })
          .where(inArray(callbacks.scanId, next))
          .returning({ scanId: callbacks.scanId, url: callbacks.url, attempt: callbacks.attempt });
        return taken ?? null;
      }),
    settleCallback: async ({ scanId, attempt }, outcome) => {
      const mine = and(eq(callbacks.scanId, scanId), eq(callbacks.attempt, attempt), eq(callbacks.state, "due"));
      const change = typeof outcome === "string" ? { state: outcome, dueAt: null } : { dueAt: soon(outcome.againInMs) };
      await db.update(callbacks).set(change).where(mine);
    },
  };
}

/** Keeps the callback of a new scan; one whose run has ended already is due at once. */
export async function keepCallback(tx: Sql, scanId: string, url: string | null, ended: boolean): Promise<void> {
  if (url === null) return;
  await tx.insert(callbacks).values({ scanId, url, state: ended ? "due" : "waiting", dueAt: ended ? sql`now()` : null });
  if (ended) await tx.execute(sql`select pg_notify(${WORK_CHANNEL}, '')`);
}

/** The run has ended: whoever waits for one of its scans is to be told. */
export async function callbacksDue(tx: Sql, runId: string): Promise<void> {
  const own = tx.select({ id: scans.id }).from(scans).where(eq(scans.runId, runId));
  const due = await tx
    .update(callbacks)
    .set({ state: "due", dueAt: sql`now()` })
    .where(and(inArray(callbacks.scanId, own), eq(callbacks.state, "waiting")))
    .returning({ scanId: callbacks.scanId });
  if (due.length > 0) await tx.execute(sql`select pg_notify(${WORK_CHANNEL}, '')`);
}
