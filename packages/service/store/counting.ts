import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Charge, Counting } from "../app/store.ts";
import type { Connection, Sql } from "./connection.ts";
import { usageCounts } from "./schema.ts";

class UsedUp extends Error {
  readonly by: Charge;

  constructor(by: Charge) {
    super("a limit is used up");
    this.by = by;
  }
}

/** Counting that is exact across processes: the database decides, row by row. */
export function counting({ sql: db }: Connection): Counting {
  return {
    charge: async (charges) => {
      try {
        await db.transaction(async (tx) => {
          const by = await takeAll(tx, charges);
          if (by !== null) throw new UsedUp(by);
        });
        return null;
      } catch (error) {
        if (error instanceof UsedUp) return error.by;
        throw error;
      }
    },
    used: async (charges) => {
      if (charges.length === 0) return [];
      const subjects = [...new Set(charges.map((charge) => charge.subject))];
      const rows = await db.select().from(usageCounts).where(inArray(usageCounts.subject, subjects));
      const count = ({ subject, period, startsAt }: Charge) =>
        rows.find((row) => row.subject === subject && row.period === period && row.startsAt.getTime() === Date.parse(startsAt))?.used ?? 0;
      return charges.map(count);
    },
  };
}

/**
 * Takes one unit of each charge inside a transaction; the first that is used up is returned, and the
 * caller must end the transaction without trace. Always in the same order, so that two never wait for
 * each other.
 */
export async function takeAll(tx: Sql, charges: readonly Charge[]): Promise<Charge | null> {
  const name = (charge: Charge) => `${charge.subject}\n${charge.period}`;
  for (const charge of [...charges].sort((a, b) => (name(a) < name(b) ? -1 : 1))) {
    if (!(await takeOne(tx, charge))) return charge;
  }
  return null;
}

async function takeOne(tx: Sql, { subject, period, startsAt, limit }: Charge): Promise<boolean> {
  if (limit < 1) return false;
  const starts = new Date(startsAt);
  // The window before this one is still needed: a request that began in it may be on its way.
  const done = lt(usageCounts.startsAt, sql`${startsAt}::timestamptz - ${`1 ${period}`}::interval`);
  await tx.delete(usageCounts).where(and(eq(usageCounts.subject, subject), eq(usageCounts.period, period), done));
  const taken = await tx
    .insert(usageCounts)
    .values({ subject, period, startsAt: starts, used: 1 })
    .onConflictDoUpdate({
      target: [usageCounts.subject, usageCounts.period, usageCounts.startsAt],
      set: { used: sql`${usageCounts.used} + 1` },
      setWhere: lt(usageCounts.used, limit),
    })
    .returning({ used: usageCounts.used });
  return taken.length === 1;
}
