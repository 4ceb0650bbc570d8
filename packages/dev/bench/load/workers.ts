import { setTimeout as delay } from "node:timers/promises";
import type { Running, Stage } from "./stage.ts";

export interface Throughput {
  readonly workers: number;
  readonly scans: number;
  readonly seconds: number;
  /** Processors busy with scanning, of all that the machine has. */
  readonly cores: number;
  /** Slowest of 20 scans of a mode, from its first stage to its end, in seconds. */
  readonly p95: Readonly<Record<"fast" | "deep", number>>;
}

const LOOK_MS = 100;
/** How long the scans may take, in milliseconds: a worker that died must not hold up the rest. */
const PATIENCE_MS = 300_000;

/** Has so many workers do the waiting scans, and takes the time from the first start of a scan to the last end. */
export async function work(stage: Stage, scanIds: readonly string[], workers: number): Promise<Throughput> {
  const running: Running[] = [];
  for (let count = 0; count < workers; count++) running.push(await stage.startWorker(1));
  const until = Date.now() + PATIENCE_MS;
  for (let left = await unfinished(stage); left > 0; left = await unfinished(stage)) {
    if (Date.now() > until) {
      await Promise.all(running.map((one) => one.end()));
      throw new Error(`${left} scans have not ended after ${PATIENCE_MS / 1000} s with ${workers} workers`);
    }
    await delay(LOOK_MS);
  }
  const { rows } = await stage.database.query<{ mode: "fast" | "deep"; status: string; began: Date; ended: Date }>(
    `select runs.mode, runs.status, min(events.created_at) filter (where events.seq > 1) as began, max(events.created_at) as ended
     from scans join runs on runs.id = scans.run_id join events on events.run_id = runs.id where scans.id = any($1)
     group by runs.id, runs.mode, runs.status`,
    [scanIds],
  );
  const failed = rows.filter(({ status }) => status !== "complete").length;
  if (failed > 0) throw new Error(`${failed} of ${rows.length} scans failed`);
  const began = Math.min(...rows.map((row) => row.began.getTime()));
  const seconds = (Math.max(...rows.map((row) => row.ended.getTime())) - began) / 1000;
  const cpu = running.reduce((sum, one) => sum + one.cpuSeconds(), 0);
  await Promise.all(running.map((one) => one.end()));
  const p95 = (mode: "fast" | "deep") => {
    const times = rows.filter((row) => row.mode === mode).map((row) => (row.ended.getTime() - row.began.getTime()) / 1000);
    return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
  };
  return { workers, scans: rows.length, seconds, cores: cpu / seconds, p95: { fast: p95("fast"), deep: p95("deep") } };
}

async function unfinished({ database }: Stage): Promise<number> {
  const { rows } = await database.query<{ count: string }>("select count(*) from runs where status in ('queued', 'running')");
  return Number(rows[0]?.count ?? 0);
}
