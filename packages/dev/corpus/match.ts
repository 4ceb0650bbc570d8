import type { CaseEntry, SinkLine } from "./entries.ts";
import families from "./families.json" with { type: "json" };
import type { CorpusFinding, Place, TreeScan } from "./scan-tree.ts";

/** A location over more lines than this is taken as its first line only, so that a finding on a whole file finds nothing. */
const MAX_RANGE = 150;
/** Lines that a finding may be off. */
const TOLERANCE = 3;

/** What the matching must know of the trees on disk. */
export interface TreeFiles {
  /** The sink stands in a minified file, where the file alone decides. */
  readonly isMinified: (sink: SinkLine) => boolean;
  /** Files of the fixed tree that stand for a file of the vulnerable one (bundlers put content hashes into names). */
  readonly counterparts: (file: string) => readonly string[];
}

/** How one case went. */
export interface CaseScore {
  readonly entry: CaseEntry;
  readonly failure: string | null;
  readonly found: boolean;
  readonly sinksHit: number;
  readonly negativesHit: number;
  /** Null where there is no fixed tree. Strict: nothing of the class in any sink file of the fixed tree. */
  readonly fixSilent: { readonly strict: boolean; readonly lenient: boolean } | null;
}

/** Counts for recall: a real flaw that a static look can see. */
export function isCounted(entry: CaseEntry): boolean {
  return entry.kind === "vulnerable" && entry.static_detectable && !entry.optional;
}

/** No sink line is left word for word in the fixed version. */
export function isCleanPair(entry: CaseEntry): boolean {
  return entry.fixed_ref !== null && /^0\//.test(entry.sink_text_left_in_fixed ?? "");
}

/** Compares the findings of a case's trees with what is known about it. */
export function scoreCase(entry: CaseEntry, vulnerable: TreeScan, fixed: TreeScan | null, files: TreeFiles): CaseScore {
  const family = vulnerable.findings.filter((finding) => isInClass(finding, entry));
  const hitsOf = (sink: SinkLine) => family.filter((finding) => hits(finding, sink, files.isMinified(sink)));
  const hitting = new Set(entry.sinks.flatMap(hitsOf));
  return {
    entry,
    failure: vulnerable.failure ?? fixed?.failure ?? null,
    found: hitting.size > 0,
    sinksHit: entry.sinks.filter((sink) => hitsOf(sink).length > 0).length,
    negativesHit: (entry.negative_lines ?? []).filter((line) => family.some((finding) => marksNegative(finding, line, entry.sinks))).length,
    fixSilent: fixed === null ? null : judgeFix(entry, [...hitting], fixed, files),
  };
}

function judgeFix(entry: CaseEntry, hitting: readonly CorpusFinding[], fixed: TreeScan, files: TreeFiles): CaseScore["fixSilent"] {
  const sinkFiles = new Set(entry.sinks.flatMap((sink) => files.counterparts(sink.file)));
  const left = fixed.findings.filter(
    (finding) =>
      isInClass(finding, entry) &&
      [finding.place, ...finding.trace.slice(-1)].some((place) => sinkFiles.has(place.file)) &&
      // Another flaw of the corpus that is known to be still open in this version is right to report.
      !(entry.known_open_in_fixed ?? []).some((open) => hits(finding, open, false)),
  );
  const stillReported = (before: CorpusFinding) =>
    left.some((after) => files.counterparts(before.place.file).includes(after.place.file) && isSameHandler(before, after));
  return {
    strict: fixed.failure === null && left.length === 0,
    lenient: fixed.failure === null && !hitting.some(stillReported),
  };
}

function isInClass(finding: CorpusFinding, entry: CaseEntry): boolean {
  const family = (families as Readonly<Record<string, readonly number[]>>)[entry.class] ?? [];
  const own = Number(/\d+/.exec(entry.cwe)?.[0]);
  return finding.cwe.some((number) => family.includes(number) || number === own);
}

function hits(finding: CorpusFinding, sink: SinkLine, byFileOnly: boolean): boolean {
  return [finding.place, ...finding.trace].some((place) => place.file === sink.file && (byFileOnly || covers(place, sink.line)));
}

function covers(place: Place, line: number): boolean {
  const end = place.end >= place.start && place.end - place.start <= MAX_RANGE ? place.end : place.start;
  return line >= place.start - TOLERANCE && line <= Math.max(end, place.start + TOLERANCE);
}

/** A known harmless call is marked if a finding sits on it and on no sink nearer by. */
function marksNegative(finding: CorpusFinding, negative: SinkLine, sinks: readonly SinkLine[]): boolean {
  const distance = Math.abs(finding.place.start - negative.line);
  if (finding.place.file !== negative.file || distance > 1) return false;
  return !sinks.some((sink) => sink.file === negative.file && Math.abs(sink.line - finding.place.start) <= distance);
}

function isSameHandler(before: CorpusFinding, after: CorpusFinding): boolean {
  if (before.tool === null && before.handler === null) return before.rule === after.rule;
  return (before.handler !== null && before.handler === after.handler) || (before.tool !== null && before.tool === after.tool);
}
