import { and, eq, inArray, lt, type SQLWrapper, sql } from "drizzle-orm";
import type { Removal } from "../app/store.ts";
import { type Connection, RUN_CHANNEL, type Sql } from "./connection.ts";
import { idempotencyKeys, runs, scans, usageCounts } from "./schema.ts";

/** Removes the private ones of these runs, with all that is kept of them; whoever follows one is told. Gives their ids. */
export async function removePrivate(tx: Sql, runIds: SQLWrapper): Promise<readonly string[]> {
  const removed = await tx
    .delete(runs)
    .where(and(inArray(runs.id, runIds), eq(runs.visibility, "private")))
    .returning({ id: runs.id });
  for (const { id } of removed) await tx.execute(sql`select pg_notify(${RUN_CHANNEL}, ${id})`);
  return removed.map(({ id }) => id);
}

/** Removal of what its owner, or its age, says must go. A run takes its scans and events with it. */
export function removal({ sql: db }: Connection): Removal {
  return {
    removeScan: (scanId, accountId) =>
      db.transaction(async (tx) => {
        const own = tx
          .select({ id: scans.runId })
          .from(scans)
          .where(and(eq(scans.id, scanId), eq(scans.accountId, accountId)));
        return (await removePrivate(tx, own)).length === 1;
      }),
    prune: (privateDays) =>
      db.transaction(async (tx) => {
        const old = lt(runs.finishedAt, sql`now() - ${privateDays} * interval '1 day'`);
        const removed = await tx
          .delete(runs)
          .where(and(eq(runs.visibility, "private"), old))
          .returning({ id: runs.id });
        await tx.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, sql`now() - interval '24 hours'`));
        // The longest window is a month.
        await tx.delete(usageCounts).where(lt(usageCounts.startsAt, sql`now() - interval '32 days'`));
        return removed.length;
      }),
  };
}
