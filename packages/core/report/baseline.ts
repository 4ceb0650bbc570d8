import { fail, ok, type Result } from "../problem.ts";
import type { Sha256 } from "./fingerprint.ts";
import { compareText } from "./order.ts";
import type { Finding, Suppressed } from "./report.ts";

/** Findings that somebody has accepted. The documented format, version 1.0, with our fingerprint added. */
export interface Baseline {
  readonly version: "1.0";
  readonly created_at: string;
  readonly updated_at: string;
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly rule_id: string;
  /** "sha256:…" over "<file>:<line>". */
  readonly location_hash: string;
  /** Survives moved lines; absent in files that other programs wrote. */
  readonly fingerprint?: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly accepted_by: string;
  readonly timestamp: string;
}

type Known = Pick<Finding, "id" | "rule_id" | "fingerprint" | "location">;

const TEXT_FIELDS = ["rule_id", "location_hash", "file", "reason", "accepted_by", "timestamp"] as const;

/** Hash of a place as other programs know it: file and start line. */
export function locationHash(file: string, line: number, sha256: Sha256): string {
  return `sha256:${sha256(`${file}:${line}`)}`;
}

/** Reads a baseline file; a Problem names the first entry that is wrong. Unknown fields are left out. */
export function parseBaseline(text: string): Result<Baseline> {
  const wrong = (what: string) =>
    fail<Baseline>("BASELINE_INVALID", what, { hint: "write one with: baseline generate --from report.json" });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return wrong("the baseline is not JSON");
  }
  if (!isRecord(data) || data.version !== "1.0") return wrong('the baseline has no version "1.0"');
  const entries = data.entries;
  if (!Array.isArray(entries)) return wrong("the baseline has no list of entries");
  const parsed = entries.map(parseEntry);
  const bad = parsed.indexOf(null);
  if (bad >= 0) return wrong(`entry ${bad + 1} of the baseline lacks a field or has one of the wrong type`);
  const time = (name: string) => (typeof data[name] === "string" ? data[name] : "");
  return ok({
    version: "1.0",
    created_at: time("created_at"),
    updated_at: time("updated_at"),
    entries: parsed.filter((entry) => entry !== null),
  });
}

function parseEntry(value: unknown): BaselineEntry | null {
  if (!isRecord(value) || TEXT_FIELDS.some((name) => typeof value[name] !== "string")) return null;
  const { fingerprint, line } = value;
  if (typeof line !== "number" || !Number.isInteger(line)) return null;
  if (fingerprint !== undefined && typeof fingerprint !== "string") return null;
  const text = (name: (typeof TEXT_FIELDS)[number]) => String(value[name]);
  return {
    rule_id: text("rule_id"),
    location_hash: text("location_hash"),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    file: text("file"),
    line,
    reason: text("reason"),
    accepted_by: text("accepted_by"),
    timestamp: text("timestamp"),
  };
}

/** A baseline that accepts all the findings given. `now` is RFC 3339. */
export function generateBaseline(
  findings: readonly Known[],
  by: { readonly reason: string; readonly acceptedBy: string; readonly now: string },
  sha256: Sha256,
): Baseline {
  const entries = findings.map((finding) => ({
    rule_id: finding.rule_id,
    location_hash: locationHash(finding.location.file, finding.location.start_line, sha256),
    fingerprint: finding.fingerprint,
    file: finding.location.file,
    line: finding.location.start_line,
    reason: by.reason,
    accepted_by: by.acceptedBy,
    timestamp: by.now,
  }));
  return { version: "1.0", created_at: by.now, updated_at: by.now, entries: entries.sort(compareEntries) };
}

/** Both baselines in one; of two entries for the same finding the newer one stays, of equally old ones the first. */
export function mergeBaselines(baselines: readonly Baseline[], now: string): Baseline {
  const merged = new Map<string, BaselineEntry>();
  for (const entry of baselines.flatMap((baseline) => baseline.entries)) {
    const known = merged.get(identityOf(entry));
    if (known === undefined || entry.timestamp > known.timestamp) merged.set(identityOf(entry), entry);
  }
  const created = baselines.map((baseline) => baseline.created_at).sort(compareText)[0] ?? now;
  return { version: "1.0", created_at: created, updated_at: now, entries: [...merged.values()].sort(compareEntries) };
}

export interface BaselineMatch<F> {
  readonly kept: readonly F[];
  readonly suppressed: readonly Suppressed[];
  /** Entries that matched nothing: fixed, or the code has changed. */
  readonly unused: readonly BaselineEntry[];
}

/**
 * Splits findings by a baseline. An entry with a fingerprint matches by it alone, so that other code
 * on the same line is not accepted unseen; one without matches by the hash of its place.
 */
export function matchBaseline<F extends Known>(findings: readonly F[], baseline: Baseline, sha256: Sha256): BaselineMatch<F> {
  const byIdentity = new Map(baseline.entries.map((entry) => [identityOf(entry), entry]));
  const used = new Set<BaselineEntry>();
  const kept: F[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of findings) {
    const { file, start_line: line } = finding.location;
    const entry =
      byIdentity.get(identityOf(finding)) ??
      byIdentity.get(identityOf({ rule_id: finding.rule_id, location_hash: locationHash(file, line, sha256) }));
    if (entry === undefined) kept.push(finding);
    else {
      used.add(entry);
      suppressed.push({ finding_id: finding.id, rule_id: finding.rule_id, location: { file, line }, by: "baseline", reason: entry.reason });
    }
  }
  return { kept, suppressed, unused: [...byIdentity.values()].filter((entry) => !used.has(entry)) };
}

function identityOf(entry: { readonly rule_id: string; readonly fingerprint?: string; readonly location_hash?: string }): string {
  return JSON.stringify(
    entry.fingerprint === undefined ? [entry.rule_id, "at", entry.location_hash] : [entry.rule_id, "is", entry.fingerprint],
  );
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return compareText(a.file, b.file) || a.line - b.line || compareText(a.rule_id, b.rule_id) || compareText(identityOf(a), identityOf(b));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
