import { homedir } from "node:os";
import type { Result } from "@mcp-assay/core/problem";
import type { Target } from "@mcp-assay/core/target/parse";
import { github } from "@mcp-assay/sources/github";
import { npm } from "@mcp-assay/sources/npm";
import { createIo } from "@mcp-assay/sources/open";
import { pypi } from "@mcp-assay/sources/pypi";
import type { Source } from "@mcp-assay/sources/source";
import type { Resolved, ResolveTarget } from "./app/resolve-target.ts";

/** Longest time that a submission waits for its upstream, in milliseconds (spec/service.md). */
const PATIENCE_MS = 10_000;
/** How long a resolved version stands, in milliseconds: "latest" moves. */
const FRESH_MS = 15 * 60_000;
/** Remembered targets; beyond, the oldest are forgotten. */
const REMEMBERED = 10_000;

/** Upstreams that tell a version without sending the artifact. The others tell by the scan itself. */
const SOURCES: ReadonlyMap<string, Source> = new Map([
  ["npm", npm],
  ["pypi", pypi],
  ["github", github],
]);

export interface UpstreamSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cacheDir: string | null;
  readonly offline: boolean;
}

/** Asks the real upstreams. Answers are remembered for a while; slow ones arrive for the next who asks. */
export function upstreamResolver(settings: UpstreamSettings, now: () => Date): ResolveTarget {
  const io = createIo({ ...settings, cwd: "/", home: homedir(), local: false });
  const known = new Map<string, { readonly at: number; readonly resolved: Promise<Result<Resolved>> }>();
  return async (target) => {
    const source = SOURCES.get(target.type);
    if (source === undefined) return null;
    const id = target.canonicalId;
    let entry = known.get(id);
    if (entry === undefined || now().getTime() - entry.at > FRESH_MS) {
      entry = { at: now().getTime(), resolved: resolve(source, target) };
      known.delete(id);
      known.set(id, entry);
      const oldest = known.keys().next().value;
      if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
      // Only what exists is worth remembering: a failure may be over in a second.
      void entry.resolved.then((resolved) => void (resolved.ok || known.delete(id)));
    }
    return inTime(entry.resolved);
  };

  async function resolve(source: Source, target: Target): Promise<Result<Resolved>> {
    try {
      const release = await source.resolve(target, io);
      if (!release.ok) return release;
      return { ok: true, value: { version: release.value.version, integrity: release.value.facts.integrity ?? null } };
    } catch {
      return { ok: false, problem: { code: "UPSTREAM_UNAVAILABLE", message: `${target.type} does not answer` } };
    }
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((settle) => {
    timer = setTimeout(settle, PATIENCE_MS, null);
  });
  const first = await Promise.race([answer, late]);
  clearTimeout(timer);
  return first;
}
