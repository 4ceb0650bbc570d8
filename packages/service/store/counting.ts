import { inArray, type SQL, sql } from "drizzle-orm";
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
          const taken = await takeAll(tx, charges);
          if ("usedUp" in taken) throw new UsedUp(taken.usedUp);
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

/** What taking charges came to: how much of each is used now, in the order given, or the first that was used up. */
export type Taken = { readonly used: readonly number[] } | { readonly usedUp: Charge };

interface Row extends Record<string, unknown> {
  readonly subject: string;
  readonly period: string;
  readonly used: number;
}

/**
 * Takes one unit of each charge inside a transaction, in one statement; when one is used up, the caller must end the
 * transaction without trace. Always in the same order, so that two never wait for each other.
 */
export async function takeAll(tx: Sql, charges: readonly Charge[]): Promise<Taken> {
  if (charges.length === 0) return { used: [] };
  const sorted = [...charges].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const asked = sql`jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as asked(subject text, period text, "startsAt" timestamptz, "limit" int)`;
  const same = sql`asked.subject = counts.subject and asked.period = counts.period`;
  const taken = await rowsOf(
    tx,
    sql`with asked as materialized (select * from ${asked})
      insert into ${usageCounts} as counts (subject, period, starts_at, used)
      select subject, period, "startsAt", 1 from asked where "limit" >= 1
      on conflict (subject, period, starts_at) do update set used = counts.used + 1
      where counts.used < (select "limit" from asked where ${same})
      returning subject, period, used`,
  );
  const used = new Map(taken.map((row) => [nameOf(row), row.used]));
  const usedUp = sorted.find((charge) => !used.has(nameOf(charge)));
  if (usedUp !== undefined) return { usedUp };
  // A window's first unit removes those before it. The last one is still needed: a request that began in it may be on its way.
  if (taken.some((row) => row.used === 1))
    await tx.execute(sql`delete from ${usageCounts} as counts using ${asked}
      where ${same} and counts.starts_at < asked."startsAt" - ('1 ' || asked.period)::interval`);
  return { used: charges.map((charge) => used.get(nameOf(charge)) ?? 0) };
}

const nameOf = ({ subject, period }: Pick<Row, "subject" | "period">) => `${subject}\n${period}`;

/** Rows of a statement, whichever driver has them. */
async function rowsOf(tx: Sql, statement: SQL): Promise<readonly Row[]> {
  return ((await tx.execute(statement)) as unknown as { readonly rows: readonly Row[] }).rows;
}
