import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { type StartedProcess, startProcess } from "./testing/process.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { type ReadEvent, readStream } from "./testing/read-stream.ts";

const KILLS = process.env.ASSAY_FULL === undefined ? 3 : 20;
/** Only a hang lasts so long, also on a machine with much else to do. */
const HANGS_AFTER_MS = 600_000;

let programs: Programs;
let folder: string;
let service: StartedProcess;

beforeAll(async () => {
  programs = await buildPrograms();
  folder = await mkdtemp(join(tmpdir(), "service-kill-"));
  await writeFile(join(folder, "plans.json"), JSON.stringify({ ...PLANS, anonymous: { ...PLANS.anonymous, limits: {} } }));
  service = await serve();
}, HANGS_AFTER_MS);
afterAll(async () => {
  await service?.end("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const serve = () =>
  startProcess(programs.serve, {
    ...process.env,
    ...{ PORT: "0", DATA_DIR: join(folder, "data"), LOG_LEVEL: "silent", WORKER_CONCURRENCY: "2" },
    ...{ PUBLIC_URL: "https://assay.example", PLANS_FILE: join(folder, "plans.json"), NPM_CONFIG_FAKE_SCAN_GATE: join(folder, "gate") },
  });

async function submit(input: string): Promise<string> {
  const response = await fetch(`${service.line}/api/v1/scan`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input }),
  });
  return ((await response.json()) as { data: { scan_id: string } }).data.scan_id;
}
const stream = (id: string) => readStream(`${service.line}/scan/${id}/stream`);
const namesOf = (events: readonly ReadEvent[]) => events.map((event) => [event.type, event.data.stage_name, event.data.rule_id].join(" "));

it(
  `${KILLS} times kill -9: every acknowledged scan ends once, and no event comes twice or is missing`,
  async () => {
    const done = await submit("done-before");
    const told = await stream(done);
    const heard = new Map<string, readonly ReadEvent[]>();
    for (let kill = 0; kill < KILLS; kill++) {
      const running = await Promise.all([0, 1].map((one) => submit(`slow-${kill}-${one}`)));
      // Two of the first two are being scanned; later ones wait behind those that were interrupted.
      const seen = running.map(stream);
      if (kill === 0) await Promise.all(seen.map((one) => one.has((event) => event.type === "rule_started")));
      else await Promise.all(seen.map((one) => one.has((event) => event.type === "mode_selected")));
      await service.end("SIGKILL");
      for (const [index, id] of running.entries()) heard.set(id, (await seen[index]) ?? []);
      service = await serve();
      expect(await stream(done)).toEqual(told);
    }
    await writeFile(join(folder, "gate"), "");
    for (const [id, before] of heard) {
      const events = await stream(id);
      expect(events.slice(0, before.length)).toEqual(before);
      expect(events.map((event) => event.id)).toEqual(events.map((_, position) => position + 1));
      expect(new Set(namesOf(events)).size).toBe(events.length);
      expect(events.filter((event) => event.type.startsWith("scan_")).map((event) => event.type)).toHaveLength(1);
    }
    expect(await service.end("SIGTERM")).toBe(0);
  },
  HANGS_AFTER_MS,
);
