import { pino } from "pino";
import type { Api } from "../api/context.ts";
import { buildServer } from "../api/server.ts";
import { PLANS, type Plans } from "../app/plans.ts";
import type { Store } from "../app/store.ts";
import { folderArtifacts } from "../artifacts/folder.ts";
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

/** The API over an empty database in memory, without limits, worker or network: for `app.inject`. */
export async function openInProcess(now: () => Date): Promise<InProcess> {
  const opened = await openEmbedded(null, () => {});
  if (!opened.ok) throw new Error(opened.problem.message);
  const { store, close } = opened.value;
  const unlimited = Object.fromEntries(Object.entries(PLANS).map(([name, plan]) => [name, { ...plan, limits: {} }]));
  const plans = unlimited as unknown as Plans;
  const publicUrl = () => "https://assay.example";
  const mailer = { send: () => {}, close: async () => {} };
  const signIn = createSignIn(store, mailer, {
    ...{ publicUrl: publicUrl(), secret: "a secret that only this test knows", signUp: true, requireVerifiedEmail: false },
    ...{ providers: { github: null, google: null }, defaultPlan: "free" },
  });
  const app = await buildServer(
    {
      ...{
        plans,
        now,
        engine: async () => "e",
        queueLimit: 1_000_000,
        catalogue: BUILT_PARTS.catalogue,
        ...{
          publicUrl,
          mailer,
          billing: null,
          defaultPlan: "free",
          artifacts: folderArtifacts("/nowhere"),
          callbacks: { trusted: new Set(), key: Buffer.alloc(32) },
          signIn: () => signIn,
        },
        stopping: new AbortController().signal,
      },
      ...{ database: { store, notices: new NoticeBoard(), close }, upstream: NO_UPSTREAM },
    },
    { version: "0", trustProxy: false, streamsPerAddress: 1000, logger: pino({ level: "silent" }) },
  );
  await app.ready();
  const closeAll = async () => {
    await app.close();
    await close();
  };
  return { app, store, close: closeAll };
}
