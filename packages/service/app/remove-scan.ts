import type { Artifacts } from "../artifacts/artifacts.ts";
import { allows, type Caller } from "./caller.ts";
import { type Answer, no, yes } from "./problems.ts";
import { findScan } from "./read-scan.ts";
import type { Store } from "./store.ts";

/** Removes a private scan of the caller. Public ones are permanent; those of others do not exist for him. */
export async function removeScan(
  store: Store,
  artifacts: Pick<Artifacts, "remove">,
  caller: Caller,
  scanId: string,
  now: Date,
): Promise<Answer<void>> {
  if (caller.kind === "anonymous") return no("UNAUTHENTICATED", "sign in, or send a key, to remove a scan");
  if (!allows(caller, "scan:submit"))
    return no("INSUFFICIENT_SCOPE", "the key may not remove scans", { hint: "it needs the scope scan:submit" });
  const found = await findScan(store, caller, scanId, now);
  if (!found.ok) return found;
  if (found.value.visibility === "public") return no("FORBIDDEN", "public scans are permanent");
  if (!(await store.removeScan(scanId, caller.accountId))) return no("SCAN_NOT_FOUND", "there is no such scan");
  await artifacts.remove(found.value.runId);
  return yes(undefined);
}
