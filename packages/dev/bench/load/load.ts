import { type Published, startRegistry } from "./registry.ts";
import { type Latency, readAt, submitAt } from "./requests.ts";
import { openStage, type Stage } from "./stage.ts";
import { followMany } from "./streams.ts";
import { work } from "./workers.ts";

const READS = 500;
const SUBMISSIONS = 50;
const READERS = 1000;
const FOLLOWED = 10;
/** Scans of each mode that the workers share. */
const SCANS = 6;

/**
 * The service under load: one API process and its workers on PostgreSQL, as built. Prints each figure beside its target and
 * beside /healthz of the same process in the same run.
 */
export async function loadService(root: string, packages: readonly Published[], say: (line: string) => void): Promise<void> {
  const registry = await startRegistry(packages);
  const stage = await openStage(root, registry.url);
  try {
    const cookie = await signUp(stage);
    const names = packages.map(({ name }) => name);
    // The caches of parsed files are warm for all that follows.
    const first = await submitAll(stage, cookie, names, 1, 0);
    await work(stage, first, 1);
    await requests(stage, first[0] ?? "", say);
    await clear(stage);
    await streams(stage, await submitAll(stage, "", names.slice(0, 1), FOLLOWED, 100), say);
    await workers(
      stage,
      () => clear(stage),
      (from) => submitAll(stage, cookie, names, SCANS / names.length, from),
      say,
    );
  } finally {
    await stage.close();
    await registry.close();
  }
}

async function requests(stage: Stage, scanId: string, say: (line: string) => void): Promise<void> {
  const show = (what: string, { rate, p50, p99, failed, cpu }: Latency, rest = "") =>
    say(`${what}: ${rate.toFixed(0)}/s, p50 ${p50} ms, p99 ${p99} ms, ${failed} failed, ${cpu.toFixed(2)} ms of processor each${rest}`);
  const health = await readAt(stage, "/healthz", READS);
  const read = await readAt(stage, `/scan/${encodeURIComponent(scanId)}`, READS);
  show("GET /healthz", health);
  show("GET /scan/{id}", read, ` (target: p99 under 25 ms; ${(read.p99 / health.p99).toFixed(1)} times /healthz)`);
  const calm = await readAt(stage, "/healthz", SUBMISSIONS);
  const submitted = await submitAt(stage, SUBMISSIONS);
  show("GET /healthz", calm);
  show("POST /api/v1/scan", submitted, ` (target: p99 under 60 ms; ${(submitted.p99 / calm.p99).toFixed(1)} times /healthz)`);
}

async function streams(stage: Stage, scanIds: readonly string[], say: (line: string) => void): Promise<void> {
  const { streams: open, events, p50, p99, most, memory, broken } = await followMany(stage, scanIds, READERS);
  say(
    `${open} streams of ${scanIds.length} scans, ${events} events delivered: p50 ${p50} ms, p99 ${p99} ms, most ${most} ms (target: within 250 ms)`,
  );
  say(`${broken} streams broken; ${(memory / 2 ** 20).toFixed(0)} MB above idle (target: at most 100 MB)`);
}

async function workers(
  stage: Stage,
  clearAll: () => Promise<void>,
  submit: (from: number) => Promise<readonly string[]>,
  say: (line: string) => void,
): Promise<void> {
  await clearAll();
  const one = await work(stage, await submit(1000), 1);
  await clearAll();
  const two = await work(stage, await submit(2000), 2);
  for (const { workers: count, scans, seconds, cores, p95 } of [one, two])
    say(
      `${count} worker${count === 1 ? "" : "s"}: ${scans} scans in ${seconds.toFixed(1)} s, ${cores.toFixed(2)} processors busy, p95 fast ${p95.fast.toFixed(1)} s, deep ${p95.deep.toFixed(1)} s`,
    );
  say(`two workers are ${(one.seconds / two.seconds).toFixed(2)} times one (target: at least 1.4)`);
}

/** Fast and, with a session, deep scans of so many numbers of each package. */
async function submitAll(stage: Stage, cookie: string, names: readonly string[], each: number, from: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let number = from; number < from + each; number++)
    for (const name of names)
      for (const mode of cookie === "" ? ["fast"] : ["fast", "deep"]) {
        const headers = { "content-type": "application/json", ...(cookie === "" ? {} : { cookie }) };
        const body = JSON.stringify({ input: `npm:${name}-${number}@1.0.0`, mode });
        const response = await fetch(`${stage.address}/api/v1/scan`, { method: "POST", headers, body });
        if (response.status !== 202) throw new Error(`a submission was answered ${response.status}: ${await response.text()}`);
        ids.push(((await response.json()) as { data: { scan_id: string } }).data.scan_id);
      }
  return ids;
}

async function signUp(stage: Stage): Promise<string> {
  const body = JSON.stringify({ email: "load@example.org", password: "of a benchmark", name: "load" });
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${stage.address}/api/auth/sign-up/email`, { method: "POST", headers, body });
  return response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");
}

/** Nothing waits any more. */
async function clear({ database }: Stage): Promise<void> {
  await database.query("truncate runs cascade");
}
