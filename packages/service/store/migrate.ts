import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { scansMigration } from "./migrations/0001-scans.ts";
import { accountsMigration } from "./migrations/0002-accounts.ts";
import { submittersMigration } from "./migrations/0003-submitters.ts";
import { signInMigration } from "./migrations/0004-sign-in.ts";
import { teamsMigration } from "./migrations/0005-teams.ts";
import { snapshotsMigration } from "./migrations/0006-snapshots.ts";
import { callbacksMigration } from "./migrations/0007-callbacks.ts";
import { billingMigration } from "./migrations/0008-billing.ts";

/** Forward only, in this order, each in a transaction of its own. A published one is never edited. */
export const MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: "0001-scans", sql: scansMigration },
  { name: "0002-accounts", sql: accountsMigration },
  { name: "0003-submitters", sql: submittersMigration },
  { name: "0004-sign-in", sql: signInMigration },
  { name: "0005-teams", sql: teamsMigration },
  { name: "0006-snapshots", sql: snapshotsMigration },
  { name: "0007-callbacks", sql: callbacksMigration },
  { name: "0008-billing", sql: billingMigration },
];

/** One connection: the statements of a migration and its lock need the same one. */
export interface MigrationConnection {
  /** Runs any number of statements without parameters. */
  run(sql: string): Promise<void>;
  /** Runs one statement and gives the first column of its rows as text. */
  column(sql: string): Promise<readonly string[]>;
}

/** Key of the advisory lock under which processes migrate one after another: "mcpassay" cut to 31 bits. */
const LOCK = 1_835_233_649;

/**
 * Brings a database up to this program's schema and returns the names of what was applied. A database
 * that a newer program has migrated is refused, not guessed at.
 */
export async function migrate(connection: MigrationConnection): Promise<Result<readonly string[]>> {
  await connection.run(`select pg_advisory_lock(${LOCK})`);
  try {
    await connection.run(
      "create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())",
    );
    const applied = new Set(await connection.column("select name from schema_migrations order by name"));
    const known = new Set(MIGRATIONS.map((migration) => migration.name));
    const unknown = [...applied].filter((name) => !known.has(name));
    if (unknown.length > 0) {
      return fail("CONFIG_INVALID", `the database was migrated by a newer version (${unknown.join(", ")})`, {
        hint: "run that version, or restore a backup",
      });
    }
    const missing = MIGRATIONS.filter((migration) => !applied.has(migration.name));
    for (const { name, sql } of missing) {
      await connection.run(`begin; ${sql}; insert into schema_migrations (name) values ('${name}'); commit`);
    }
    return ok(missing.map((migration) => migration.name));
  } finally {
    // A failed migration leaves its transaction open on a connection that lives on.
    await connection.run("rollback");
    await connection.run(`select pg_advisory_unlock(${LOCK})`);
  }
}
