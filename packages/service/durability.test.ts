import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { postgresPrograms, startPostgres, type TestServer } from "./testing/postgres.ts";
import { type StartedProcess, startProcess } from "./testing/process.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { type ReadEvent, readStream } from "./testing/read-stream.ts";
import { isMissing } from "./testing/start-service.ts";

const FULL = process.env.ASSAY_FULL !== undefined;
const SCANS = FULL ? 300 : 24;
/** Processes killed, workers and APIs in turns. */
const KILLS = FULL ? 40 : 4;
/** Only a hang lasts so long, also on a machine with much else to do. */
const HANGS_AFTER_MS = FULL ? 3_600_000 : 600_000;

describe.skipIf(isMissing("PostgreSQL"))("with two APIs and three workers on PostgreSQL", () => {
  let programs: Programs;
  let folder: string;
  let server: TestServer;
  let env: NodeJS.ProcessEnv;
  const apis: StartedProcess[] = [];
  const workers: StartedProcess[] = [];

  beforeAll(async () => {
    programs = await buildPrograms();
    folder = await mkdtemp(join(tmpdir(), "service-durability-"));
    server = await startPostgres(postgresPrograms() ?? "");
    await writeFile(join(folder, "plans.json"), JSON.stringify({ ...PLANS, anonymous: { ...PLANS.anonymous, limits: {} } }));
    env = {
      ...process.env,
      ...{ PORT: "0", DATA_DIR: folder, DATABASE_URL: server.url, SECRET_KEY: "only for this test, but long enough" },
      ...{ LOG_LEVEL: "silent", LEASE_SECONDS: "5", STOP_GRACE_SECONDS: "0", TEST_WORKER: "none" },
      ...{ PUBLIC_URL: "https://assay.example", PLANS_FILE: join(folder, "plans.json"), STREAMS_PER_ADDRESS: "10000" },
    };
    // The first brings the empty database up to date.
    apis.push(await startProcess(programs.serve, env));
    apis.push(await startProcess(programs.serve, env));
    workers.push(...(await Promise.all([1, 2, 3].map(() => startProcess(programs.worker, env)))));
  }, HANGS_AFTER_MS);
  afterAll(async () => {
    await Promise.all([...apis, ...workers].map((one) => one.end("SIGKILL")));
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Asks the APIs in turns until one has an answer; null is none. */
  async function persistently<T>(first: number, ask: (address: string) => Promise<T | null>): Promise<T> {
    for (let turn = first; ; turn++) {
      const answer = await ask(apis[turn % 2]?.line ?? "");
      if (answer !== null) return answer;
      // As every client does: whoever was just killed needs the processor to come back.
      await new Promise((next) => setTimeout(next, 100));
    }
  }

  /** A client that was never answered asks again with the same key: it is the same submission. */
  const submit = (index: number) =>
    persistently(index, async (address) => {
      const response = await fetch(`${address}/api/v1/scan`, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": `durable-${index}` },
        body: JSON.stringify({ input: `durable-${index}` }),
      }).catch(() => null);
      if (response === null || response.status >= 500) return null;
      const { data } = (await response.json().catch(() => ({}))) as { data?: { scan_id: string } };
      if (response.status > 202) throw new Error(`a submission was answered ${response.status}`);
      return data?.scan_id ?? null;
    });

  /** Reads a stream to its terminal event, connecting again after every break as an EventSource does. */
  function followed(index: number, id: string): Promise<readonly ReadEvent[]> {
    const events: ReadEvent[] = [];
    return persistently(index, async (address) => {
      events.push(...(await readStream(`${address}/scan/${id}/stream`, events.at(-1)?.id)));
      return events.at(-1)?.type.startsWith("scan_") ? events : null;
    });
  }

  it(
    `${SCANS} scans end exactly once while processes are killed and the database restarts`,
    async () => {
      const streams = Array.from({ length: SCANS }, async (_, index) => followed(index + 1, await submit(index)));
      for (let kill = 0; kill < KILLS; kill++) {
        await Promise.race(streams.slice(Math.floor((kill * SCANS) / KILLS)));
        const [pool, program] = kill % 2 === 0 ? [workers, programs.worker] : [apis, programs.serve];
        const at = Math.floor(kill / 2) % pool.length;
        await pool[at]?.end("SIGKILL");
        pool[at] = await startProcess(program, env);
        if (kill === Math.floor(KILLS / 2)) await server.restart();
      }
      const ended = await Promise.all(streams);
      // Nobody has ended who was not killed.
      expect([...apis, ...workers].map((one) => one.alive())).toEqual(Array(5).fill(true));
      for (const events of ended) {
        expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
        const names = events.map((event) => [event.type, event.data.stage_name, event.data.rule_id].join(" "));
        expect(new Set(names).size).toBe(names.length);
        expect(events.at(-1)?.type).toBe("scan_complete");
      }
      expect(new Set(ended.map((events) => (events.at(-1)?.data.scan_result as { scan_id: string }).scan_id)).size).toBe(SCANS);
    },
    HANGS_AFTER_MS,
  );
});
