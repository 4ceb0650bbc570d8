import type { Report } from "@mcp-assay/core/report/report";
import { allows, type Caller } from "./caller.ts";
import type { RegistryFilter, RegistryRow } from "./listing.ts";
import { type Answer, no, yes } from "./problems.ts";
import { chargeRead } from "./read-scan.ts";
import { toSeconds } from "./scan-result.ts";
import type { ScanRow, Store } from "./store.ts";
import { toolHashes, versionDiff } from "./version-diff.ts";

/** Reports of one target that its page shows. */
const HISTORY = 50;

export async function readRegistry(store: Store, caller: Caller, filter: RegistryFilter, now: Date) {
  const denied = await mayRead(store, caller, now);
  if (denied !== null) return denied;
  const [rows, facets] = await Promise.all([store.listRegistry({ ...filter, limit: filter.limit + 1 }), store.registryFacets()]);
  const next = rows.length > filter.limit ? String(filter.offset + filter.limit) : null;
  return yes({ servers: rows.slice(0, filter.limit).map(toEntry), next_cursor: next, facets });
}

/** The newest report of a target, those before it, and what changed between the last two versions. */
export async function readEntry(store: Store, caller: Caller, type: string, name: string, now: Date) {
  const found = await historyOf(store, caller, type, name, now);
  if (!found.ok) return found;
  const [latest, ...older] = found.value;
  const previous = older.find((row) => row.resolvedDigest !== latest.resolvedDigest && row.report !== null);
  const diff =
    previous === undefined || latest.report === null
      ? null
      : {
          from: previous.resolvedVersion,
          to: latest.resolvedVersion,
          ...versionDiff(JSON.parse(previous.report ?? "") as Report, JSON.parse(latest.report) as Report),
        };
  return yes({ input_type: type, package_name: name, latest: toVersion(latest), history: found.value.map(toVersion), diff });
}

export async function readHashes(store: Store, caller: Caller, type: string, name: string, now: Date) {
  const found = await historyOf(store, caller, type, name, now);
  if (!found.ok) return found;
  const [latest] = found.value;
  const tools = latest.report === null ? [] : toolHashes(JSON.parse(latest.report) as Report);
  return yes({
    input_type: type,
    package_name: name,
    version: latest.resolvedVersion,
    digest: latest.resolvedDigest,
    scan_id: latest.scanId,
    tools,
  });
}

async function historyOf(
  store: Store,
  caller: Caller,
  type: string,
  name: string,
  now: Date,
): Promise<Answer<readonly [ScanRow, ...ScanRow[]]>> {
  const denied = await mayRead(store, caller, now);
  if (denied !== null) return denied;
  const [latest, ...older] = await store.history(type, name, HISTORY);
  return latest === undefined ? no("NOT_FOUND", "the registry has no report of this target") : yes([latest, ...older]);
}

async function mayRead(store: Store, caller: Caller, now: Date): Promise<Answer<never> | null> {
  if (!allows(caller, "registry:read"))
    return no("INSUFFICIENT_SCOPE", "the key may not read the registry", { hint: "it needs the scope registry:read" });
  return chargeRead(store, caller, now);
}

function toVersion(row: ScanRow) {
  const {
    scanId: scan_id,
    resolvedVersion: version,
    resolvedDigest: digest,
    mode,
    safetyGrade: safety_grade,
    safetyScore: safety_score,
    aivssScore: aivss_score,
    finishedAt,
  } = row;
  return {
    scan_id,
    version,
    digest,
    scan_mode_used: mode,
    safety_grade,
    safety_score,
    aivss_score,
    scanned_at: toSeconds(finishedAt ?? row.createdAt),
  };
}

function toEntry(row: RegistryRow) {
  const { inputType, packageName, scanId, version, safetyGrade, safetyScore, aivssScore, finishedAt, scans } = row;
  return {
    input_type: inputType,
    package_name: packageName,
    scan_id: scanId,
    version,
    safety_grade: safetyGrade,
    safety_score: safetyScore,
    aivss_score: aivssScore,
    scanned_at: toSeconds(finishedAt),
    scans,
  };
}
