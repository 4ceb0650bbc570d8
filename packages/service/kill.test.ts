import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { readStream } from "./testing/read-stream.ts";

let programs: Programs;
let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  programs = await buildPrograms();
  folder = await mkdtemp(join(tmpdir(), "service-kill-"));
});

afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

async function serve(): Promise<{ readonly address: string; kill(signal: NodeJS.Signals): Promise<unknown> }> {
  const env = {
    ...process.env,
    PORT: "0",
    DATA_DIR: join(folder, "data"),
    LOG_LEVEL: "silent",
    PUBLIC_URL: "https://assay.example",
    WORKER_CONCURRENCY: "2",
    NPM_CONFIG_FAKE_SCAN_GATE: join(folder, "gate"),
  };
  const child = spawn(process.execPath, [fileURLToPath(programs.serve)], { env, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  const [address] = (await once(createInterface(child.stdout), "line")) as [string];
  return {
    address,
    kill: async (signal) => {
      const gone = once(child, "exit");
      child.kill(signal);
      return (await gone)[0];
    },
  };
}

async function submit(address: string, input: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/scan`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input }),
  });
  return ((await response.json()) as { data: { scan_id: string } }).data.scan_id;
}

it("after kill -9 every acknowledged scan ends once, and no event comes twice or is missing", async () => {
  const first = await serve();
  const done = await submit(first.address, "done-before");
  const told = await readStream(`${first.address}/scan/${done}/stream`);
  const running = await Promise.all(["slow-one", "slow-two"].map((input) => submit(first.address, input)));
  const seen = running.map((id) => readStream(`${first.address}/scan/${id}/stream`));
  await Promise.all(seen.map((stream) => stream.has((event) => event.type === "rule_started")));
  const waiting = await submit(first.address, "waits-in-queue");
  await first.kill("SIGKILL");
  const heard = await Promise.all(seen);

  await writeFile(join(folder, "gate"), "");
  const second = await serve();
  expect(await readStream(`${second.address}/scan/${done}/stream`)).toEqual(told);
  for (const [index, id] of [...running, waiting].entries()) {
    const events = await readStream(`${second.address}/scan/${id}/stream`);
    expect(events.slice(0, heard[index]?.length ?? 0)).toEqual(heard[index] ?? []);
    expect(events.map((event) => event.id)).toEqual(events.map((_, position) => position + 1));
    const names = events.map((event) => [event.type, event.data.stage_name, event.data.rule_id].join(" "));
    expect(new Set(names).size).toBe(names.length);
    expect(events.filter((event) => event.type.startsWith("scan_")).map((event) => event.type)).toEqual(["scan_complete"]);
  }
  expect(await second.kill("SIGTERM")).toBe(0);
});
