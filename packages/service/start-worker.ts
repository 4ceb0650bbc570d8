import { join } from "node:path";
import type { Foundation } from "./open-service.ts";
import type { Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { type RunningWorker, startWorker } from "./worker/worker.ts";

/** Starts the worker of this process with what the settings say. */
export function workerFor(
  { database, secrets, artifacts, judges }: Foundation,
  settings: Settings,
  parts: Parts,
  publicUrl: () => string,
  onError: (error: unknown) => void,
): RunningWorker {
  return startWorker(
    database,
    {
      child: { entry: parts.scanChild, memoryMb: settings.scanMemoryMb, env: settings.env },
      concurrency: settings.workerConcurrency,
      cacheDir: join(settings.dataDir, "cache"),
      advisoryDir: join(settings.dataDir, "advisories"),
      offline: settings.offline,
      judges,
      jobs: settings.scanJobs,
      timeoutMs: settings.timeoutMs,
      leaseMs: settings.leaseMs,
      privateDays: settings.privateDays,
      artifacts,
      master: secrets.snapshots,
      delivery: { env: settings.env, trusted: settings.callbackOrigins, key: secrets.callbacks, publicUrl, now: parts.now },
    },
    onError,
  );
}
