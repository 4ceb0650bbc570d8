import { setMaxListeners } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { type Logger, pino } from "pino";
import type { Api } from "./api/context.ts";
import { buildServer } from "./api/server.ts";
import type { Database } from "./app/store.ts";
import { BUILT_PARTS, type Parts } from "./parts.ts";
import { upstreamResolver } from "./resolve-upstream.ts";
import type { Settings } from "./settings.ts";
import { workerFor } from "./start-worker.ts";
import { openDatabase } from "./store/open.ts";
import type { RunningWorker } from "./worker/worker.ts";

export { parseSettings, type Settings } from "./settings.ts";

export interface RunningService {
  /** "http://127.0.0.1:8080" */
  readonly address: string;
  /** Ends streams, finishes or hands back scans, closes the database; within 30 s. Later calls wait for the first. */
  stop(): Promise<void>;
}

/** Starts the service: HTTP, and a worker unless `worker` is false. Logs go to stderr as JSON lines. */
export async function startService(
  settings: Settings,
  options: { readonly worker?: boolean; readonly parts?: Partial<Parts> } = {},
): Promise<Result<RunningService>> {
  const parts = { ...BUILT_PARTS, ...options.parts };
  if (options.worker === false && settings.databaseUrl === null) {
    return fail("CONFIG_INVALID", "a service without a worker needs a PostgreSQL server", { where: "DATABASE_URL" });
  }
  const log = pino({ level: settings.logLevel }, process.stderr);
  const onError = (error: unknown) => log.error({ err: error }, "background work failed");
  const opened = await openDatabase(
    { databaseUrl: settings.databaseUrl, dataDir: settings.dataDir, threadEntry: parts.databaseThread },
    onError,
  );
  if (!opened.ok) return opened;
  const database = opened.value;
  const stopping = new AbortController();
  // Every open stream listens to it.
  setMaxListeners(0, stopping.signal);
  let address = "";
  const { catalogue, plans, now, version } = parts;
  const engine = `${version} ${catalogue.digest}`;
  const { queueLimit, env, offline } = settings;
  const resolve = parts.resolve ?? upstreamResolver({ env, offline, cacheDir: join(settings.dataDir, "cache") }, now);
  const context = {
    database,
    resolve,
    catalogue,
    plans,
    now,
    engine,
    queueLimit,
    publicUrl: () => settings.publicUrl ?? address,
    stopping: stopping.signal,
  };
  const app = await buildServer(context, { version: parts.version, trustProxy: settings.trustProxy, logger: log });
  const listening = await listen(app, settings);
  if (!listening.ok) {
    await database.close();
    return listening;
  }
  address = listening.value;
  const worker = options.worker === false ? null : workerFor(database, settings, parts, onError);
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= stopAll(stopping, app, worker, database, settings, log);
    return stopped;
  };
  return ok({ address, stop });
}

async function listen(app: Api, settings: Settings): Promise<Result<string>> {
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown";
    const port = code === "EADDRINUSE" || code === "EACCES";
    return fail("CONFIG_INVALID", `cannot listen on ${settings.host}:${settings.port} (${code})`, {
      where: port ? "PORT" : "HOST",
      hint: "choose another with --port or --host",
    });
  }
  const { port } = app.server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return ok(`http://${host}:${port}`);
}

/** Readers first, since they reconnect elsewhere; scans next; the database, which both need, last. */
async function stopAll(
  stopping: AbortController,
  app: Api,
  worker: RunningWorker | null,
  database: Database,
  settings: Settings,
  log: Logger,
): Promise<void> {
  stopping.abort();
  await Promise.all([app.close(), worker?.stop(settings.stopGraceMs)]);
  await database.close();
  log.info("stopped");
}
