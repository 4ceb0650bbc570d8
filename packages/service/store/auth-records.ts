import { drizzleAdapter } from "better-auth/adapters/drizzle";
import type { Accounts } from "../app/people.ts";
import { AUTH_TABLES } from "../auth/tables.ts";
import type { Sql } from "./connection.ts";
import { accounts } from "./schema.ts";
import { sessions, signInMethods, signingKeys, verifications } from "./sign-in-schema.ts";

/** The auth library's own way to its tables. It runs where the database is; the library asks from where the requests are. */
export function authRecords(db: Sql): Accounts["authRecord"] {
  const schema = { accounts, sessions, signInMethods, verifications, signingKeys };
  const adapter = drizzleAdapter(db, { provider: "pg", schema })(AUTH_TABLES);
  return (operation, args) => (adapter[operation] as (args: unknown) => Promise<unknown>)(args);
}
