import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Admin, openAdmin } from "../admin.ts";
import type { Parts } from "../parts.ts";
import { parseSettings, type RunningService, type Settings, startService } from "../serve.ts";
import { NO_UPSTREAM } from "./no-upstream.ts";
import { postgresPrograms, startPostgres, type TestServer } from "./postgres.ts";
import { buildPrograms, type Programs } from "./programs.ts";

/** Both ways to keep data; a suite over them runs on each that this machine has. */
export const DATABASES = ["embedded", "PostgreSQL"] as const;
export type DatabaseKind = (typeof DATABASES)[number];

/** Whether the server of a suite is not installed; in CI that is a failure of its own (testing/postgres.ts). */
export function isMissing(kind: DatabaseKind): boolean {
  return kind === "PostgreSQL" && postgresPrograms() === null;
}

export interface StartedService {
  readonly address: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly settings: Settings;
  readonly programs: Programs;
  readonly service: RunningService;
  /** Stops it and removes everything it wrote. */
  remove(): Promise<void>;
}

/** What an operator does before the service starts. */
async function prepared(settings: Settings, programs: Programs, prepare: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = await openAdmin(settings, programs);
  if (!admin.ok) throw new Error(admin.problem.message);
  await prepare(admin.value);
  await admin.value.close();
}

/** Starts a whole service with an empty database of that kind. */
export async function startOn(
  kind: DatabaseKind,
  env: Readonly<Record<string, string>> = {},
  parts: Partial<Parts> = {},
  prepare?: (admin: Admin) => Promise<void>,
): Promise<StartedService> {
  const [programs, dataDir] = await Promise.all([buildPrograms(), mkdtemp(join(tmpdir(), "service-test-"))]);
  const server: TestServer | null = kind === "embedded" ? null : await startPostgres(postgresPrograms() ?? "");
  const settings = parseSettings({
    ...process.env,
    ...{ PORT: "0", DATA_DIR: dataDir, LOG_LEVEL: "silent", STOP_GRACE_SECONDS: "0" },
    ...(server === null ? {} : { DATABASE_URL: server.url, SECRET_KEY: "only for this test, but long enough" }),
    ...env,
  });
  if (!settings.ok) throw new Error(settings.problem.message);
  if (prepare !== undefined) await prepared(settings.value, programs, prepare);
  const started = await startService(settings.value, { parts: { ...programs, upstream: NO_UPSTREAM, ...parts } });
  if (!started.ok) throw new Error(started.problem.message);
  const remove = async () => {
    await started.value.stop();
    await server?.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  const { address } = started.value;
  return { address, dataDir, databaseUrl: server?.url ?? null, settings: settings.value, programs, service: started.value, remove };
}
