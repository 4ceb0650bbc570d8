import { timestamp } from "drizzle-orm/pg-core";

/** A time column. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
