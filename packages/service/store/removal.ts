import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Removal } from "../app/store.ts";
import type { Connection } from "./connection.ts";
import { idempotencyKeys, runs, scans, usageCounts } from "./schema.ts";

/** Removal of what its owner, or its age, says must go. A run takes its scans and events with it. */
export function removal({ sql: db }: Connection): Removal {
  return {
    removeScan: async (scanId, accountId) => {
      const own = db
        .select({ id: scans.runId })
        .from(scans)
        .where(and(eq(scans.id, scanId), eq(scans.accountId, accountId)));
      const removed = await db
        .delete(runs)
        .where(and(inArray(runs.id, own), eq(runs.visibility, "private")))
        .returning({ id: runs.id });
      return removed.length === 1;
    },
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
