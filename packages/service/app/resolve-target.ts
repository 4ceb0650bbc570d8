import { createHash } from "node:crypto";
import type { Result } from "@mcp-assay/core/problem";
import type { Target } from "@mcp-assay/core/target/parse";

/** What the upstream says the target is now. */
export interface Resolved {
  readonly version: string;
  /** Names the artifact where the upstream does. */
  readonly integrity: string | null;
}

/** Asks the upstream whether and as what the target exists; null: not known in time. */
export type ResolveTarget = (target: Target) => Promise<Result<Resolved> | null>;

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
