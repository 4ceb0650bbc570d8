import autocannon from "autocannon";
import type { Stage } from "./stage.ts";

/** Latencies in milliseconds, corrected for requests that a slow answer kept from being sent (coordinated omission). */
export interface Latency {
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
const CONNECTIONS = 20;

/** So many GET requests a second of one address. */
export async function readAt(stage: Stage, path: string, rate: number): Promise<Latency> {
  return measured(stage, { ...shape(rate), url: stage.address + path });
}

/** So many submissions a second, each of another target. */
export async function submitAt(stage: Stage, rate: number): Promise<Latency> {
  let count = 0;
  const headers = { "content-type": "application/json" };
  // No upstream is asked about an image before its scan, so this is the service's own time.
  const setupRequest = (request: autocannon.Request) => ({ ...request, body: JSON.stringify({ input: `docker:load/target-${count++}` }) });
  const requests = [{ method: "POST" as const, path: "/api/v1/scan", headers, setupRequest }];
  return measured(stage, { ...shape(rate), url: stage.address, requests });
}

function shape(rate: number): Pick<autocannon.Options, "connections" | "overallRate" | "duration"> {
  return { connections: CONNECTIONS, overallRate: rate, duration: SECONDS };
}

async function measured(stage: Stage, options: autocannon.Options): Promise<Latency> {
  await autocannon({ ...options, duration: WARM_UP_SECONDS });
  const before = stage.apiCpuSeconds();
  const { latency, requests, non2xx, errors, timeouts } = await autocannon(options);
  const cpu = ((stage.apiCpuSeconds() - before) * 1000) / requests.total;
  return { rate: requests.average, p50: latency.p50, p99: latency.p99, failed: non2xx + errors + timeouts, cpu };
}
