import { ok, type Result } from "@mcp-assay/core/problem";
import { BUILT_PARTS, type Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { openDatabase } from "./store/open.ts";

/** Brings the database up to date and nothing else. Starting the service does the same by itself. */
export async function migrateDatabase(settings: Settings, given: Partial<Parts> = {}): Promise<Result<void>> {
  const parts = { ...BUILT_PARTS, ...given };
  const opened = await openDatabase(
    { databaseUrl: settings.databaseUrl, dataDir: settings.dataDir, threadEntry: parts.databaseThread },
    () => {},
  );
  if (!opened.ok) return opened;
  await opened.value.close();
  return ok(undefined);
}
