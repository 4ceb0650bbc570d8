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

/** What was measured, what it came to, what else is known of it, and what it should come to. */
type Row = readonly [what: string, measured: string, rest: string, target: string];

/**
 * The service under load: one API process and its workers on PostgreSQL, as built. Prints a table: each figure beside its target and
 * beside /healthz of the same process in the same run. A part that fails is told, and the others are measured all the same.
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
    const parts: readonly (() => Promise<readonly Row[]>)[] = [
      () => requests(stage, first[0] ?? ""),
      async () => streams(stage, await submitAll(stage, "", names.slice(0, 1), FOLLOWED, 100)),
      () => workers(stage, (from) => submitAll(stage, cookie, names, SCANS / names.length, from)),
    ];
    for (const part of parts) {
      for (const row of await part().catch((error: Error): readonly Row[] => [["failed", error.message, "", ""]])) say(lineOf(row));
      await clear(stage);
    }
  } finally {
    await stage.close();
    await registry.close();
  }
}

const WIDTHS = [22, 22, 62];

function lineOf(row: Row): string {
  return row
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join("  ")
    .trimEnd();
}

async function requests(stage: Stage, scanId: string): Promise<readonly Row[]> {
  const row = (what: string, { rate, p50, p99, failed, cpu }: Latency, target: string, beside = ""): Row => {
    const rest = `p50 ${p50} ms, ${rate.toFixed(0)}/s, ${failed} failed, ${cpu.toFixed(2)} ms of processor each${beside}`;
    return [what, `p99 ${p99} ms`, rest, target];
  };
  const times = (of: Latency, health: Latency) => `, ${(of.p99 / health.p99).toFixed(1)} x /healthz`;
  const health = await readAt(stage, "/healthz", READS);
  const read = await readAt(stage, `/scan/${encodeURIComponent(scanId)}`, READS);
  const calm = await readAt(stage, "/healthz", SUBMISSIONS);
  const submitted = await submitAt(stage, SUBMISSIONS);
  return [
    row("GET /healthz", health, ""),
    row("GET /scan/{id}", read, "under 25 ms at 500/s", times(read, health)),
    row("GET /healthz", calm, ""),
    row("POST /api/v1/scan", submitted, "under 60 ms at 50/s", times(submitted, calm)),
  ];
}

async function streams(stage: Stage, scanIds: readonly string[]): Promise<readonly Row[]> {
  const { streams: open, events, p50, p99, most, memory, broken } = await followMany(stage, scanIds, READERS);
  return [
    [
      "events of streams",
      `most ${most} ms`,
      `p50 ${p50} ms, p99 ${p99} ms, ${events} delivered by ${open} streams, ${broken} broken`,
      "within 250 ms",
    ],
    ["memory of streams", `${(memory / 2 ** 20).toFixed(0)} MB`, "above idle", "at most 100 MB"],
  ];
}

async function workers(stage: Stage, submit: (from: number) => Promise<readonly string[]>): Promise<readonly Row[]> {
  const one = await work(stage, await submit(1000), 1);
  await clear(stage);
  const two = await work(stage, await submit(2000), 2);
  const rows = [one, two].map(({ workers: count, scans, seconds, cores, p95 }): Row => {
    const rest = `${cores.toFixed(2)} processors busy, p95 fast ${p95.fast.toFixed(1)} s, deep ${p95.deep.toFixed(1)} s`;
    return [`${count} worker${count === 1 ? "" : "s"}`, `${(scans / seconds).toFixed(2)} scans/s`, rest, ""];
  });
  return [...rows, ["two workers", `${(one.seconds / two.seconds).toFixed(2)} x one`, "", "at least 1.4 x"]];
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
