import { child, entriesAt, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { normalisePyPiName } from "@mcp-assay/core/target/pypi";

/** What is kept of an OSV record (ossf.github.io/osv-schema) for one package. */
export interface Advisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** CVSS vectors as published, or the database's own word ("HIGH"). */
  readonly severity: readonly string[];
  readonly cwe: readonly string[];
  readonly modified: string;
  readonly affected: Affected;
}

export interface Affected {
  readonly ranges: readonly Range[];
  /** Versions that are affected one by one, as written. */
  readonly versions: readonly string[];
}

export interface Range {
  readonly type: "SEMVER" | "ECOSYSTEM";
  /** In the order of the record: [what, version]. */
  readonly events: readonly (readonly ["introduced" | "fixed" | "last_affected" | "limit", string])[];
}

const EVENTS = ["introduced", "fixed", "last_affected", "limit"] as const;
const MAX_SUMMARY = 300;

/** "npm lodash": how a package is looked up. Ecosystems can carry a release behind a colon, which is left out. */
export function packageKey(ecosystem: string, name: string): string {
  const system = ecosystem.split(":")[0] ?? "";
  return `${system} ${system === "PyPI" ? normalisePyPiName(name) : name}`;
}

/** One OSV record as advisories by package; none when it was withdrawn or is no record. Ranges over commits are left out. */
export function readAdvisory(record: unknown): readonly (readonly [string, Advisory])[] {
  const id = textAt(record, "id");
  if (id === undefined || textAt(record, "withdrawn") !== undefined) return [];
  const summary = (textAt(record, "summary") ?? textAt(record, "details") ?? "").split("\n")[0]?.slice(0, MAX_SUMMARY) ?? "";
  const shared = {
    id,
    aliases: texts(listAt(record, "aliases")),
    summary,
    cwe: texts(listAt(record, "database_specific", "cwe_ids")),
    modified: textAt(record, "modified") ?? "",
  };
  const byPackage = new Map<string, Affected>();
  for (const entry of listAt(record, "affected")) {
    const [ecosystem, name] = [textAt(entry, "package", "ecosystem"), textAt(entry, "package", "name")];
    if (ecosystem === undefined || name === undefined) continue;
    const key = packageKey(ecosystem, name);
    const known = byPackage.get(key) ?? { ranges: [], versions: [] };
    byPackage.set(key, {
      ranges: [...known.ranges, ...listAt(entry, "ranges").flatMap(readRange)],
      versions: [...known.versions, ...texts(listAt(entry, "versions"))],
    });
  }
  const severity = severities(record);
  return [...byPackage].map(([key, affected]) => [key, { ...shared, severity, affected }] as const);
}

function readRange(range: unknown): Range[] {
  const type = textAt(range, "type");
  if (type !== "SEMVER" && type !== "ECOSYSTEM") return [];
  const events = listAt(range, "events").flatMap((event) =>
    entriesAt(event).flatMap(([what, version]) => (isEvent(what) && typeof version === "string" ? [[what, version] as const] : [])),
  );
  return [{ type, events }];
}

function isEvent(what: string): what is (typeof EVENTS)[number] {
  return (EVENTS as readonly string[]).includes(what);
}

function severities(record: unknown): readonly string[] {
  const vectors = listAt(record, "severity").flatMap((entry) => textAt(entry, "score") ?? []);
  const inner = listAt(record, "affected").flatMap((entry) => listAt(entry, "severity").flatMap((score) => textAt(score, "score") ?? []));
  const word = textAt(record, "database_specific", "severity");
  return [...new Set([...vectors, ...inner, ...(word === undefined ? [] : [word])])];
}

function texts(list: readonly unknown[]): readonly string[] {
  return list.filter((item): item is string => typeof item === "string");
}

/** Versions that an advisory names as fixed. */
export function fixesOf(affected: Affected): readonly string[] {
  return [...new Set(affected.ranges.flatMap((range) => range.events.flatMap(([what, version]) => (what === "fixed" ? [version] : []))))];
}

/** Whether a stored line is an advisory; lines come from a file that anybody may have edited. */
export function isAdvisory(value: unknown): value is Advisory {
  return (
    textAt(value, "id") !== undefined &&
    Array.isArray(child(value, "affected", "ranges")) &&
    Array.isArray(child(value, "affected", "versions"))
  );
}
