import { homedir } from "node:os";
import type { Result } from "@mcp-assay/core/problem";
import type { Target } from "@mcp-assay/core/target/parse";
import { github } from "@mcp-assay/sources/github";
import type { IoSettings } from "@mcp-assay/sources/io/io";
import { npm } from "@mcp-assay/sources/npm";
import { createIo, type SourceIo } from "@mcp-assay/sources/open";
import { pypi } from "@mcp-assay/sources/pypi";
import type { Source } from "@mcp-assay/sources/source";
import type { Resolved, Upstream } from "../app/resolve-target.ts";
import type { FetchPool } from "./fetch-pool.ts";
import { inTime } from "./in-time.ts";
import type { PrivateFetches } from "./private-fetch.ts";

/** How long an answer stands, in milliseconds: "latest" moves. */
const FRESH_MS = 15 * 60_000;
/** Remembered targets; beyond, the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Upstreams that tell a version without sending the artifact. The others tell it with the files. */
const SOURCES: ReadonlyMap<string, Source> = new Map([
  ["npm", npm],
  ["pypi", pypi],
  ["github", github],
]);

export interface UpstreamSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cacheDir: string | null;
  readonly offline: boolean;
  readonly now: () => Date;
  /** How long a submission waits, in milliseconds. */
  readonly patienceMs: number;
}

/** The real upstreams. What they say of public targets is remembered for a while. */
export function upstreamOver(settings: UpstreamSettings, pool: FetchPool, fetches: PrivateFetches): Upstream {
  const { env, cacheDir, offline, now, patienceMs } = settings;
  const ioSettings: IoSettings = { env, cacheDir, offline, cwd: "/", home: homedir(), local: false };
  const io = createIo(ioSettings);
  const resolved = new Memory(now);
  const inspected = new Memory(now);
  const inspect = (target: Target, isPrivate: boolean, patience: number) => {
    const job = { canonicalId: target.canonicalId, credentials: null, env, cacheDir: isPrivate ? null : cacheDir, offline, keep: null };
    return pool.run({ job, onProgress: () => {}, signal: AbortSignal.timeout(patience) });
  };
  return {
    resolve: async (target, isPrivate) => {
      const source = SOURCES.get(target.type);
      if (source === undefined) return null;
      if (!isPrivate)
        return inTime(
          resolved.of(target, () => resolve(source, target, io)),
          patienceMs,
        );
      const untraced = createIo({ ...ioSettings, cacheDir: null });
      return inTime(
        resolve(source, target, untraced).finally(() => untraced.close()),
        patienceMs,
      );
    },
    inspect: (target, isPrivate, waited) => {
      const patience = patienceMs - waited;
      if (patience <= 0) return Promise.resolve(null);
      return inTime(isPrivate ? inspect(target, true, patience) : inspected.of(target, () => inspect(target, false, patience)), patience);
    },
    fetchPrivate: (target, credentials, runId) => fetches.begin(target, credentials, runId),
  };
}

async function resolve(source: Source, target: Target, io: SourceIo): Promise<Result<Resolved>> {
  try {
    const release = await source.resolve(target, io);
    if (!release.ok) return release;
    return { ok: true, value: { version: release.value.version, integrity: release.value.facts.integrity ?? null } };
  } catch {
    return { ok: false, problem: { code: "UPSTREAM_UNAVAILABLE", message: `${target.type} does not answer` } };
  }
}

/** Answers by target. A slow one arrives for the next who asks; a failed one is asked for again. */
class Memory {
  readonly #now: () => Date;
  readonly #known = new Map<string, { readonly at: number; readonly answer: Promise<Result<Resolved>> }>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  of({ canonicalId: id }: Target, ask: () => Promise<Result<Resolved>>): Promise<Result<Resolved>> {
    const time = this.#now().getTime();
    const known = this.#known.get(id);
    if (known !== undefined && time - known.at <= FRESH_MS) return known.answer;
    const answer = ask();
    this.#known.delete(id);
    this.#known.set(id, { at: time, answer });
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
    // Only what exists is worth remembering: a failure may be over in a second.
    void answer.then((result) => void (result.ok || this.#known.delete(id)));
    return answer;
  }
}
