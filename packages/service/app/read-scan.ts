import type { Report } from "@mcp-assay/core/report/report";
import { allows, type Caller, countedFor } from "./caller.ts";
import type { ConsensusResult } from "./consensus-shape.ts";
import { readCharges } from "./plans.ts";
import { type Answer, no, yes } from "./problems.ts";
import { limitProblem } from "./quota.ts";
import { isScanId } from "./scan-id.ts";
import type { ScanRow, Store } from "./store.ts";

/** The row of a scan that the caller may see; what he may not see does not exist for him. */
export async function findScan(store: Store, caller: Caller, scanId: string, now: Date): Promise<Answer<ScanRow>> {
  return (await refusedRead(store, caller, now)) ?? findVisible(store, caller, scanId);
}

/** Why the caller may read nothing now; null if he may. A read with a key is counted. */
export async function refusedRead(store: Store, caller: Caller, now: Date): Promise<Answer<never> | null> {
  if (!allows(caller, "scan:read")) return no("INSUFFICIENT_SCOPE", "the key may not read scans", { hint: "it needs the scope scan:read" });
  return chargeRead(store, caller, now);
}

/** As `findScan`, for a caller whose read is counted already. */
export async function findVisible(store: Store, caller: Caller, scanId: string): Promise<Answer<ScanRow>> {
  const row = isScanId(scanId) ? await store.scan(scanId) : null;
  const own = caller.kind === "account" && row !== null && row.accountId === caller.accountId;
  if (row === null || (row.visibility === "private" && !own)) return no("SCAN_NOT_FOUND", "there is no such scan");
  return yes(row);
}

/** Reads with a key draw on the quota of its account; others are free. */
export async function chargeRead(store: Store, caller: Caller, now: Date): Promise<Answer<never> | null> {
  if (caller.kind === "anonymous" || caller.via.kind === "session") return null;
  const full = await store.charge(readCharges(countedFor(caller), now));
  return full === null ? null : limitProblem(full, now);
}

/** The panel's verdicts; why there are none is said. */
export function readConsensus(row: ScanRow): Answer<ConsensusResult> {
  const consensus = row.report === null ? undefined : (JSON.parse(row.report) as Report).consensus;
  if (consensus !== undefined) return yes({ scan_id: row.scanId, ...consensus });
  return no("CONSENSUS_NOT_AVAILABLE", whyNone(row));
}

function whyNone(row: ScanRow): string {
  if (row.mode === "fast") return "only deep scans are judged by a panel";
  return row.finishedAt === null ? "the scan has not ended" : "this scan ended before a panel could judge it";
}
