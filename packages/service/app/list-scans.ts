import { allows, type Caller } from "./caller.ts";
import { fromCursor, type ScanFilter, toCursor } from "./listing.ts";
import { type Answer, no, yes } from "./problems.ts";
import { chargeRead } from "./read-scan.ts";
import { toSeconds } from "./scan-result.ts";
import type { ScanRow, Store } from "./store.ts";

export interface ListQuery extends Pick<ScanFilter, "status" | "grade" | "visibility" | "since" | "q"> {
  readonly input_type?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** The caller's own scans, newest first. */
export async function listOwnScans(store: Store, caller: Caller, query: ListQuery, now: Date) {
  if (caller.kind === "anonymous") return no("UNAUTHENTICATED", "sign in, or send a key, to list scans");
  if (!allows(caller, "scan:list")) return no("INSUFFICIENT_SCOPE", "the key may not list scans", { hint: "it needs the scope scan:list" });
  const after = query.cursor === undefined ? null : fromCursor(query.cursor);
  if (query.cursor !== undefined && after === null) return no("INVALID_REQUEST", "cursor: is not one of ours");
  const limited = await chargeRead(store, caller, now);
  if (limited !== null) return limited;
  const { status, grade, visibility, since, q, input_type: inputType, limit } = query;
  const rows = await store.listScans({
    accountId: caller.accountId,
    status,
    grade,
    visibility,
    since,
    q,
    inputType,
    after,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? toCursor({ createdAt: last.createdAt, id: last.scanId }) : null;
  return yes({ scans: shown.map(toItem), next_cursor: next }) satisfies Answer<unknown>;
}

function toItem(row: ScanRow) {
  const complete = row.status === "complete";
  return {
    scan_id: row.scanId,
    input: row.input,
    input_type: row.inputType,
    package_name: row.packageName,
    canonical_id: row.canonicalId,
    status: row.status === "queued" || row.status === "running" ? ("in_progress" as const) : row.status,
    safety_score: complete ? row.safetyScore : null,
    safety_grade: complete ? row.safetyGrade : null,
    aivss_score: complete ? row.aivssScore : null,
    scan_mode_used: row.mode,
    scan_visibility: row.visibility,
    cached: row.cached,
    created_at: toSeconds(row.createdAt),
    completed_at: row.finishedAt === null ? null : toSeconds(row.finishedAt),
  };
}
