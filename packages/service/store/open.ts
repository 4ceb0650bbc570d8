import { join } from "node:path";
import { ok, type Result } from "@mcp-assay/core/problem";
import type { Database } from "../app/store.ts";
import { lockFolder } from "./folder-lock.ts";
import { openServer } from "./server.ts";
import { openThread } from "./thread.ts";

export interface StorePlace {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  /** Program of the database thread. */
  readonly threadEntry: URL;
}

/** Opens the PostgreSQL server if one is named, else the embedded database, whose folder is then ours alone. */
export async function openDatabase(place: StorePlace, onError: (error: Error) => void): Promise<Result<Database>> {
  if (place.databaseUrl !== null) return openServer(place.databaseUrl, onError);
  const lock = await lockFolder(place.dataDir);
  if (!lock.ok) return lock;
  const opened = await openThread(place.threadEntry, join(place.dataDir, "database"));
  if (!opened.ok) {
    await lock.value.release();
    return opened;
  }
  const { store, notices, close } = opened.value;
  // No other process writes here, so whoever held a lease is dead.
  await store.recover(true);
  return ok({
    store,
    notices,
    close: async () => {
      await close();
      await lock.value.release();
    },
  });
}
