import { sql } from "drizzle-orm";
import type { Store } from "../app/store.ts";
import { accountKeeping } from "./accounts.ts";
import { billingRecords } from "./billing.ts";
import { callbackKeeping } from "./callbacks.ts";
import type { Connection } from "./connection.ts";
import { counting } from "./counting.ts";
import { leaving } from "./leaving.ts";
import { listings } from "./listing.ts";
import { readings } from "./readings.ts";
import { removal } from "./removal.ts";
import { runLife } from "./runs.ts";
import { submissions } from "./submissions.ts";
import { teamKeeping } from "./teams.ts";

/** The store over either driver. */
export function createStore(connection: Connection): Store {
  return {
    ...submissions(connection),
    ...runLife(connection),
    ...readings(connection),
    ...counting(connection),
    ...listings(connection),
    ...removal(connection),
    ...leaving(connection),
    ...billingRecords(connection),
    ...accountKeeping(connection),
    ...teamKeeping(connection),
    ...callbackKeeping(connection),
    ping: async () => {
      await connection.sql.execute(sql`select 1`);
    },
  };
}
