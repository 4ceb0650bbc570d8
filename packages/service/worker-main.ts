import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { openLog } from "./log.ts";
import { openFoundation } from "./open-service.ts";
import { BUILT_PARTS, type Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { workerFor } from "./start-worker.ts";

/** Starts a process that only scans, for a PostgreSQL server shared with others. */
export async function startWorkerProcess(settings: Settings, given: Partial<Parts> = {}): Promise<Result<{ stop(): Promise<void> }>> {
  if (settings.databaseUrl === null)
    return fail("CONFIG_INVALID", "a separate worker needs a PostgreSQL server", {
      where: "DATABASE_URL",
      hint: "`serve` has a worker of its own",
    });
  const parts = { ...BUILT_PARTS, ...given };
  const log = openLog(settings.logLevel);
  const onError = (error: unknown) => log.error({ err: error }, "background work failed");
  const opened = await openFoundation(settings, parts, onError);
  if (!opened.ok) return opened;
  const publicUrl = () => settings.publicUrl ?? "";
  const worker = workerFor(opened.value, settings, parts, publicUrl, onError);
  const stop = async () => {
    await worker.stop(settings.stopGraceMs);
    await opened.value.close();
  };
  return ok({ stop });
}
