import { createHash } from "node:crypto";
import type { Result } from "@mcp-assay/core/problem";
import type { Target } from "@mcp-assay/core/target/parse";
import type { Lease } from "./store.ts";

/** What the upstream says the target is now. */
export interface Resolved {
  readonly version: string;
  /** Names the artifact where the upstream does. */
  readonly integrity: string | null;
}

/** What the upstream is asked before a scan. Null: not known in time; then the scan itself tells. */
export interface Upstream {
  /** Whether and as what the target exists. `isPrivate` leaves no trace of the question in any cache. */
  resolve(target: Target, isPrivate: boolean): Promise<Result<Resolved> | null>;
  /** Whether it can be an MCP server at all, which takes its files. `waited` is how long the request has waited, in milliseconds. */
  inspect(target: Target, isPrivate: boolean, waited: number): Promise<Result<Resolved> | null>;
  /** Downloads with credentials that nobody else will have; `runId` names what is kept of it. */
  fetchPrivate(target: Target, credentials: Credentials, runId: string): PrivateFetch;
}

/** A token for one download. */
export interface Credentials {
  readonly type: "github" | "npm" | "pypi" | "docker" | "ghcr";
  readonly token: string;
  readonly username?: string;
}

/** A private download under way in this process, which alone knows its token. */
export interface PrivateFetch {
  /** Who writes the run until the download is over, and how long that may be without a sign of life, in milliseconds. */
  readonly by: { readonly owner: string; readonly leaseMs: number };
  /** What the upstream has, or why it refuses; null when that takes longer than a request waits. */
  readonly known: Promise<Result<Resolved> | null>;
  /** There is a run now: hands it to the workers once everything is fetched, or ends it with what went wrong. */
  deliver(lease: Lease): void;
  /** There will be no run. */
  abandon(): void;
}

/** How long a finished scan answers for a target that could not be resolved first, in milliseconds. */
export const UNRESOLVED_FRESH_MS = 15 * 60_000;

/** Names the work that a public scan needs: two submissions of one key share it. */
export function cacheKeyOf(target: Target, resolved: Resolved | null, rest: readonly string[]): string {
  const what =
    resolved === null
      ? ["as asked", target.canonicalId]
      : ["resolved", target.type, target.name, target.subfolder, resolved.version, resolved.integrity];
  return createHash("sha256")
    .update(JSON.stringify([what, rest]))
    .digest("hex");
}
