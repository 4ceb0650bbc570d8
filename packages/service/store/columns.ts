import { sql } from "drizzle-orm";
import { timestamp } from "drizzle-orm/pg-core";

/** A time column. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** So many milliseconds from now, by the database's clock. */
export const soon = (milliseconds: number) => sql`now() + ${milliseconds} * interval '1 millisecond'`;
