import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import type { Stage } from "./stage.ts";

/** Latencies in milliseconds, from the moment at which a request was due: what a slow answer holds up counts as slow. */
export interface Latency {
  /** Requests a second that were answered. */
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 2xx, and requests without an answer. */
  readonly failed: number;
  /** Processor time of the API for each request, in milliseconds: what remains comparable on a busy machine. */
  readonly cpu: number;
}

const SECONDS = 15;
/** The same load before anything is measured, in seconds: a process that just started compiles its code. */
const WARM_UP_SECONDS = 4;
const CONNECTIONS = 50;

interface Request {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
}

/** So many GET requests a second of one address. */
export async function readAt(stage: Stage, path: string, rate: number): Promise<Latency> {
  return measured(stage, rate, () => ({ method: "GET", path }));
}

/** So many submissions a second, each of another target. */
export async function submitAt(stage: Stage, rate: number): Promise<Latency> {
  let count = 0;
  // No upstream is asked about an image before its scan, so this is the service's own time.
  return measured(stage, rate, () => ({
    method: "POST",
    path: "/api/v1/scan",
    body: JSON.stringify({ input: `docker:load/target-${count++}` }),
  }));
}

async function measured(stage: Stage, rate: number, next: () => Request): Promise<Latency> {
  const pool = new Pool(stage.address, { connections: CONNECTIONS });
  try {
    await paced(pool, rate, WARM_UP_SECONDS, next);
    const [cpu, began] = [stage.apiCpuSeconds(), performance.now()];
    const { latencies, failed } = await paced(pool, rate, SECONDS, next);
    const seconds = (performance.now() - began) / 1000;
    const sorted = latencies.sort((a, b) => a - b);
    const at = (share: number): number => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
    const used = ((stage.apiCpuSeconds() - cpu) * 1000) / sorted.length;
    return { rate: sorted.length / seconds, p50: at(0.5), p99: at(0.99), failed, cpu: used };
  } finally {
    await pool.close();
  }
}

/** Sends requests at even distances, whether or not earlier ones were answered. */
async function paced(
  pool: Pool,
  rate: number,
  seconds: number,
  next: () => Request,
): Promise<{ readonly latencies: number[]; readonly failed: number }> {
  const latencies: number[] = [];
  let failed = 0;
  const send = async (due: number): Promise<void> => {
    const { method, path, body } = next();
    const answer = await pool
      .request({ method, path, ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }) })
      .catch(() => null);
    await answer?.body.dump().catch(() => undefined);
    latencies.push(performance.now() - due);
    if (answer === null || answer.statusCode >= 300) failed++;
  };
  const sent: Promise<void>[] = [];
  const start = performance.now();
  for (let index = 0; index < rate * seconds; ) {
    const now = performance.now();
    for (; index < rate * seconds && start + (index * 1000) / rate <= now; index++) sent.push(send(start + (index * 1000) / rate));
    await delay(1);
  }
  await Promise.all(sent);
  return { latencies, failed };
}
