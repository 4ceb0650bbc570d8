import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { parseSettings, type RunningService, startService } from "./serve.ts";
import { NO_UPSTREAM } from "./testing/no-upstream.ts";
import { postgresPrograms, startPostgres, type TestServer } from "./testing/postgres.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { type ReadEvent, readStream } from "./testing/read-stream.ts";

const FULL = process.env.ASSAY_FULL !== undefined;
const SCANS = FULL ? 300 : 24;
const KILLS = FULL ? 20 : 3;

describe.skipIf(postgresPrograms() === null)("with two APIs and three workers on PostgreSQL", () => {
  let programs: Programs;
  let folder: string;
  let server: TestServer;
  let env: NodeJS.ProcessEnv;
  const apis: RunningService[] = [];
  const workers: ChildProcess[] = [];

  beforeAll(async () => {
    programs = await buildPrograms();
    folder = await mkdtemp(join(tmpdir(), "service-durability-"));
    server = await startPostgres(postgresPrograms() ?? "");
    env = {
      ...process.env,
      PORT: "0",
      DATA_DIR: folder,
      DATABASE_URL: server.url,
      SECRET_KEY: "only for this test, but long enough",
      LOG_LEVEL: "silent",
      LEASE_SECONDS: "5",
      STOP_GRACE_SECONDS: "0",
      PUBLIC_URL: "https://assay.example",
    };
    const settings = parseSettings(env);
    if (!settings.ok) throw new Error(settings.problem.message);
    const plans = { ...PLANS, anonymous: { ...PLANS.anonymous, limits: {} } };
    for (let count = 0; count < 2; count++) {
      const started = await startService(settings.value, { worker: false, parts: { ...programs, plans, upstream: NO_UPSTREAM } });
      if (!started.ok) throw new Error(started.problem.message);
      apis.push(started.value);
    }
    for (let count = 0; count < 3; count++) workers.push(await startOne());
  });
  afterAll(async () => {
    for (const worker of workers) worker.kill("SIGKILL");
    for (const api of apis) await api.stop();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startOne(): Promise<ChildProcess> {
    const worker = spawn(process.execPath, [fileURLToPath(programs.worker)], { env, stdio: ["ignore", "pipe", "ignore"] });
    await once(createInterface(worker.stdout), "line");
    return worker;
  }

  /** Reads a stream to its terminal event, connecting again after every break as an EventSource does. */
  async function followed(address: string, id: string): Promise<readonly ReadEvent[]> {
    const events: ReadEvent[] = [];
    while (!events.at(-1)?.type.startsWith("scan_")) events.push(...(await readStream(`${address}/scan/${id}/stream`, events.at(-1)?.id)));
    return events;
  }

  it(`${SCANS} scans end exactly once while workers are killed and the database restarts`, async () => {
    const address = (index: number) => apis[index % 2]?.address ?? "";
    const ids = await Promise.all(
      Array.from({ length: SCANS }, async (_, index) => {
        const response = await fetch(`${address(index)}/api/v1/scan`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ input: `durable-${index}` }),
        });
        return ((await response.json()) as { data: { scan_id: string } }).data.scan_id;
      }),
    );
    const streams = ids.map((id, index) => followed(address(index + 1), id));
    for (let kill = 0; kill < KILLS; kill++) {
      await streams[Math.floor((kill * SCANS) / KILLS)];
      const at = kill % workers.length;
      workers[at]?.kill("SIGKILL");
      workers[at] = await startOne();
      if (kill === Math.floor(KILLS / 2)) await server.restart();
    }
    for (const events of await Promise.all(streams)) {
      expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
      const names = events.map((event) => [event.type, event.data.stage_name, event.data.rule_id].join(" "));
      expect(new Set(names).size).toBe(names.length);
      expect(events.at(-1)?.type).toBe("scan_complete");
    }
  });
});
