import { type Logger, pino } from "pino";
import type { Api, ApiContext } from "../api/context.ts";
import { buildServer } from "../api/server.ts";
import { PLANS, type Plans } from "../app/plans.ts";
import type { Database, Store } from "../app/store.ts";
import { folderArtifacts } from "../artifacts/folder.ts";
import type { ProviderSettings } from "../auth/providers.ts";
import { createSignIn } from "../auth/sign-in.ts";
import { BUILT_PARTS } from "../parts.ts";
import { openEmbedded } from "../store/embedded.ts";
import { NoticeBoard } from "../store/notice-board.ts";
import { NO_UPSTREAM } from "./no-upstream.ts";

export interface InProcess {
  readonly app: Api;
  readonly store: Store;
  close(): Promise<void>;
}

/** What one API may have otherwise than the others over the same database. */
export interface Circumstances extends Pick<ApiContext, "plans" | "queueLimit" | "upstream" | "billing" | "mailer"> {
  readonly streamsPerAddress: number;
  readonly logger: Logger;
  readonly providers: ProviderSettings;
  readonly requireVerifiedEmail: boolean;
}

/** Plans with the same limit in every window that they count; null: without limits. */
export function plansWith(limit: number | null): Plans {
  const limits = limit === null ? {} : { minute: limit };
  return Object.fromEntries(Object.entries(PLANS).map(([name, plan]) => [name, { ...plan, limits }])) as unknown as Plans;
}

/** An empty database in memory. */
export async function openMemory(): Promise<Database> {
  const opened = await openEmbedded(null, () => {});
  if (!opened.ok) throw new Error(opened.problem.message);
  return { ...opened.value, notices: new NoticeBoard() };
}

/** An API over a database, without limits, worker or network unless told otherwise: for `app.inject`. */
export async function serveOver(database: Database, now: () => Date, given: Partial<Circumstances> = {}): Promise<Api> {
  const { streamsPerAddress = 1000, providers = { github: null, google: null }, requireVerifiedEmail = false, ...rest } = given;
  const { logger = pino({ level: "silent" }), mailer = { send: () => {}, close: async () => {} } } = given;
  const publicUrl = () => "https://assay.example";
  const signIn = createSignIn(database.store, mailer, {
    ...{ publicUrl: publicUrl(), secret: "a secret that only this test knows", signUp: true, requireVerifiedEmail },
    ...{ providers, defaultPlan: "free" },
  });
  const context: ApiContext = {
    ...{ plans: plansWith(null), queueLimit: 1_000_000, upstream: NO_UPSTREAM, billing: null },
    ...{ database, now, publicUrl, mailer, engine: async () => "e", defaultPlan: "free", catalogue: BUILT_PARTS.catalogue },
    artifacts: folderArtifacts("/nowhere"),
    callbacks: { trusted: new Set(), key: Buffer.alloc(32) },
    signIn: () => signIn,
    stopping: new AbortController().signal,
    ...rest,
  };
  const app = await buildServer(context, { version: "0", trustProxy: false, streamsPerAddress, logger });
  await app.ready();
  return app;
}

/** An API over an empty database of its own. */
export async function openInProcess(now: () => Date): Promise<InProcess> {
  const database = await openMemory();
  const app = await serveOver(database, now);
  const close = async () => {
    await app.close();
    await database.close();
  };
  return { app, store: database.store, close };
}
