import { sql } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { type Db, type DrizzleTransactionLike, fromDrizzle, type PgBoss } from "pg-boss";

/** Either driver, or a transaction of it. */
export type Sql = PgDatabase<PgQueryResultHKT>;

/** What the use-case methods of the store work with. */
export interface Connection {
  readonly sql: Sql;
  readonly boss: PgBoss;
}

/** A transaction of ours as the queue takes it, so that its statements are part of it. */
export function queueIn(tx: Sql): Db {
  return fromDrizzle(tx as unknown as DrizzleTransactionLike, sql);
}

/** Queue of runs that wait for a worker. Its jobs only wake; the lease in `runs` decides who writes. */
export const RUN_QUEUE = "runs";

/** NOTIFY channels: payload is a run id, or nothing. */
export const RUN_CHANNEL = "assay_run";
export const WORK_CHANNEL = "assay_work";
