import { type Answer, no, yes } from "./problems.ts";
import type { ScanResult } from "./result-shape.ts";
import { isScanId } from "./scan-id.ts";
import { scanResult } from "./scan-result.ts";
import type { ScanRow, Store } from "./store.ts";

/** The row of a scan that the caller may see; what he may not see does not exist for him. */
export async function findScan(store: Store, scanId: string): Promise<Answer<ScanRow>> {
  const row = isScanId(scanId) ? await store.scan(scanId) : null;
  // Nobody is signed in yet, so nobody owns a private scan.
  if (row === null || row.visibility === "private") return no("SCAN_NOT_FOUND", "there is no such scan");
  return yes(row);
}

/** The documented result, or how far the scan is. */
export async function readScan(store: Store, scanId: string, publicUrl: string): Promise<Answer<ScanResult>> {
  const found = await findScan(store, scanId);
  return found.ok ? yes(scanResult(found.value, publicUrl)) : found;
}

/** The panel's verdicts. There is no panel yet, so no scan has any. */
export async function readConsensus(store: Store, scanId: string): Promise<Answer<never>> {
  const found = await findScan(store, scanId);
  if (!found.ok) return found;
  const why = found.value.mode === "fast" ? "only deep scans are judged by a panel" : "this scan was not judged by a panel";
  return no("CONSENSUS_NOT_AVAILABLE", why);
}
