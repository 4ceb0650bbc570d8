import { PGlite } from "@electric-sql/pglite";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { drizzle } from "drizzle-orm/pglite";
import { fromPglite } from "pg-boss";
import type { Store } from "../app/store.ts";
import { RUN_CHANNEL, WORK_CHANNEL } from "./connection.ts";
import { migrate } from "./migrate.ts";
import { startQueue } from "./queue.ts";
import { createStore } from "./store.ts";

export interface EmbeddedStore {
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * Opens the embedded database in a folder (null: in memory), migrated, with its queue. It has one
 * connection and its queries block the thread they run in, hence the thread of its own (thread.ts).
 */
export async function openEmbedded(
  folder: string | null,
  notify: (channel: string, payload: string) => void,
): Promise<Result<EmbeddedStore>> {
  const lite = folder === null ? await PGlite.create() : await PGlite.create(folder);
  const migrated = await migrate({
    run: async (sql) => void (await lite.exec(sql)),
    column: async (sql) => {
      const { rows } = await lite.query<unknown[]>(sql, [], { rowMode: "array" });
      return rows.map((row) => String(row[0]));
    },
  });
  if (!migrated.ok) {
    await lite.close();
    return fail(migrated.problem.code, migrated.problem.message, migrated.problem);
  }
  for (const channel of [RUN_CHANNEL, WORK_CHANNEL]) await lite.listen(channel, (payload) => notify(channel, payload));
  // Maintenance of the queue reports lost races as errors; the next round repeats it.
  const boss = await startQueue({ db: fromPglite(lite), backend: "pglite" }, () => {});
  const close = async () => {
    await boss.stop({ graceful: false });
    await lite.close();
  };
  return ok({ store: createStore({ sql: drizzle(lite), boss }), close });
}
