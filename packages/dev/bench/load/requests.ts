import autocannon from "autocannon";
import type { Stage } from "./stage.ts";

/** Latencies in milliseconds, corrected for requests that a slow answer kept from being sent (coordinated omission). */
export interface Latency {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 2xx, and requests without an answer. */
  readonly failed: number;
}

const SECONDS = 20;
const CONNECTIONS = 20;

/** So many GET requests a second of one address. */
export async function readAt(stage: Stage, path: string, rate: number): Promise<Latency> {
  return measured(await autocannon({ ...shape(rate), url: stage.address + path }));
}

/** So many submissions a second, each of another target. */
export async function submitAt(stage: Stage, rate: number): Promise<Latency> {
  let count = 0;
  const headers = { "content-type": "application/json" };
  // No upstream is asked about an image before its scan, so this is the service's own time.
  const setupRequest = (request: autocannon.Request) => ({ ...request, body: JSON.stringify({ input: `docker:load/target-${count++}` }) });
  const requests = [{ method: "POST" as const, path: "/api/v1/scan", headers, setupRequest }];
  return measured(await autocannon({ ...shape(rate), url: stage.address, requests }));
}

function shape(rate: number): Pick<autocannon.Options, "connections" | "overallRate" | "duration"> {
  return { connections: CONNECTIONS, overallRate: rate, duration: SECONDS };
}

function measured(result: autocannon.Result): Latency {
  const { p50, p99 } = result.latency;
  return { rate: result.requests.average, p50, p99, failed: result.non2xx + result.errors + result.timeouts };
}
