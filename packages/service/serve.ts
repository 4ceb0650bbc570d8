import { once, setMaxListeners } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { fail, ok, type Problem, type Result } from "@mcp-assay/core/problem";
import type { Logger } from "pino";
import type { Api, ApiContext } from "./api/context.ts";
import { buildServer } from "./api/server.ts";
import { createSignIn, type SignIn } from "./auth/sign-in.ts";
import { stripeBilling } from "./billing/stripe.ts";
import { engineNames } from "./engine-name.ts";
import { openLog } from "./log.ts";
import { type Intake, openIntake } from "./open-intake.ts";
import { type Foundation, openFoundation } from "./open-service.ts";
import { BUILT_PARTS, type Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { workerFor } from "./start-worker.ts";

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
  // An address that is taken is said before a database is made.
  const refused = await refusal(settings);
  if (refused !== null) return { ok: false, problem: refused };
  const log = openLog(settings.logLevel);
  const onError = (error: unknown) => log.error({ err: error }, "background work failed");
  const opened = await openFoundation(settings, parts, onError);
  if (!opened.ok) return opened;
  const foundation = opened.value;
  const stopping = new AbortController();
  // Every open stream listens to it.
  setMaxListeners(0, stopping.signal);
  let address = "";
  const intake = openIntake(foundation, settings, parts, onError);
  const context = contextOf(foundation, intake, settings, parts, () => settings.publicUrl ?? address, stopping.signal);
  const { trustProxy, streamsPerAddress } = settings;
  const app = await buildServer(context, { version: parts.version, trustProxy, streamsPerAddress, logger: log });
  const listening = await listen(app, settings);
  if (!listening.ok) {
    await foundation.close();
    return listening;
  }
  address = listening.value;
  const worker = options.worker === false ? null : workerFor(foundation, settings, parts, context.publicUrl, onError);
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= stopAll(stopping, app, [intake, worker], foundation, settings, log);
    return stopped;
  };
  return ok({ address, stop });
}

function contextOf(
  { database, plans, mailer, secrets, artifacts, judges }: Foundation,
  { upstream }: Intake,
  settings: Settings,
  parts: Parts,
  publicUrl: () => string,
  stopping: AbortSignal,
): ApiContext {
  const { catalogue, now, version } = parts;
  const { queueLimit, providers, signUp, requireVerifiedEmail, defaultPlan } = settings;
  let signIn: SignIn | null = null;
  return {
    ...{ database, plans, mailer, artifacts, upstream, catalogue, now, queueLimit, publicUrl, stopping, defaultPlan },
    billing: settings.stripe === null ? null : stripeBilling(settings.stripe, publicUrl),
    engine: engineNames({
      ...{ version, catalogue: catalogue.digest, judges, now, advisoryDir: join(settings.dataDir, "advisories") },
      asksOsv: !settings.offline && settings.env.OSV_API_URL !== "off",
    }),
    callbacks: { trusted: settings.callbackOrigins, key: secrets.callbacks },
    signIn: () => {
      signIn ??= createSignIn(database.store, mailer, {
        ...{ publicUrl: publicUrl(), secret: secrets.sessions, providers, signUp, requireVerifiedEmail, defaultPlan },
      });
      return signIn;
    },
  };
}

async function listen(app: Api, settings: Settings): Promise<Result<string>> {
  try {
    await app.listen({ host: settings.host, port: settings.port });
  } catch (error) {
    return { ok: false, problem: cannotListen(error, settings) };
  }
  const { port } = app.server.address() as AddressInfo;
  const host = settings.host.includes(":") ? `[${settings.host}]` : settings.host;
  return ok(`http://${host}:${port}`);
}

/** Why nothing can listen at the address; null if something can. */
async function refusal(settings: Settings): Promise<Problem | null> {
  const trial = createServer();
  try {
    trial.listen({ host: settings.host, port: settings.port });
    await once(trial, "listening");
    return null;
  } catch (error) {
    return cannotListen(error, settings);
  } finally {
    trial.close();
  }
}

function cannotListen(error: unknown, { host, port }: Settings): Problem {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  return {
    code: "CONFIG_INVALID",
    message: `cannot listen on ${host}:${port} (${code === "EADDRINUSE" ? "something else listens there" : code})`,
    where: code === "EADDRINUSE" || code === "EACCES" ? "PORT" : "HOST",
    hint: "choose another with --port or --host",
  };
}

interface Stoppable {
  stop(graceMs: number): Promise<void>;
}

/** Readers first, since they reconnect elsewhere; scans next; the database, which both need, last. */
async function stopAll(
  stopping: AbortController,
  app: Api,
  working: readonly (Stoppable | null)[],
  foundation: Foundation,
  settings: Settings,
  log: Logger,
): Promise<void> {
  stopping.abort();
  await Promise.all([app.close(), ...working.map((one) => one?.stop(settings.stopGraceMs))]);
  await foundation.close();
  log.info("stopped");
}
