import { join } from "node:path";
import type { Upstream } from "./app/resolve-target.ts";
import { FetchPool } from "./intake/fetch-pool.ts";
import { PrivateFetches } from "./intake/private-fetch.ts";
import { upstreamOver } from "./intake/upstream.ts";
import type { Foundation } from "./open-service.ts";
import type { Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";

/** What looks at targets before their scan. */
export interface Intake {
  readonly upstream: Upstream;
  /** Gives private downloads `graceMs` to end. */
  stop(graceMs: number): Promise<void>;
}

/** Threads that look into public targets at the same time. */
const INSPECTED_AT_ONCE = 2;

export function openIntake({ database, secrets }: Foundation, settings: Settings, parts: Parts, onError: (error: unknown) => void): Intake {
  const { env, offline, leaseMs, patienceMs, artifacts } = settings;
  const fetching = { program: parts.targetFetch, env, artifacts, master: secrets.snapshots, leaseMs, patienceMs };
  const fetches = new PrivateFetches(database.store, fetching, onError);
  const pool = new FetchPool(parts.targetFetch, INSPECTED_AT_ONCE);
  const asking = { env, offline, cacheDir: join(settings.dataDir, "cache"), now: parts.now, patienceMs };
  const upstream = parts.upstream ?? upstreamOver(asking, pool, fetches);
  const stop = async (graceMs: number) => void (await Promise.all([fetches.close(graceMs), pool.close()]));
  return { upstream, stop };
}
