import type { Finding, Region, Report } from "./report.ts";
import { visible, visibleCode } from "./visible.ts";

/** Text of a scanned file by its path; null if it is not at hand. Secrets in it may still be in clear. */
export type Sources = (path: string) => string | null;

/** Lines of a scanned file as a report may show them; null if the file is not at hand. */
export type Lines = (path: string) => readonly string[] | null;

export interface FrameLine {
  readonly number: number;
  /** Visible, and cut around the mark if long. */
  readonly text: string;
  /** Columns of `text` to underline, from 0, end exclusive; null outside the region. */
  readonly mark: { readonly start: number; readonly end: number } | null;
}

const MASKED_LINE = "[line holds a masked secret]";
/** What stands for a masked secret in a snippet. */
const MASK = /…\(\d+ characters\)/;
const SHORT_PLACE = 3;
const CONTEXT_LINES = 2;
/** A region of a whole class shows its beginning only. */
const REGION_LINES = 8;
/** Columns shown; bundles have lines of megabytes. */
const WIDTH = 140;
const LEAD = 50;
const ELLIPSIS = "…";

/**
 * Lines of the scanned files in which every line with a reported secret is replaced: by the masked
 * snippet where the finding starts, by a note elsewhere. Suppressed findings still hold secrets.
 */
export function shownLines(report: Pick<Report, "findings" | "suppressed">, sources: Sources): Lines {
  const replaced = maskedLines(report);
  const files = new Map<string, readonly string[] | null>();
  return (path) => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const masks = replaced.get(path);
    const lines =
      sources(path)
        ?.split(/\r\n|\r|\n/)
        .map((line, index) => masks?.get(index + 1) ?? line) ?? null;
    files.set(path, lines);
    return lines;
  };
}

function maskedLines(report: Pick<Report, "findings" | "suppressed">): Map<string, Map<number, string>> {
  const files = new Map<string, Map<number, string>>();
  const put = (file: string, line: number, text: string) => {
    const masks = files.get(file) ?? new Map<number, string>();
    files.set(file, masks.set(line, text));
  };
  for (const { location, rule_id } of report.suppressed) if (rule_id.startsWith("MCP-E")) put(location.file, location.line, MASKED_LINE);
  for (const { location, evidence } of report.findings.filter(holdsSecret)) {
    for (let line = location.start_line; line <= location.end_line; line++) put(location.file, line, MASKED_LINE);
    put(location.file, location.start_line, evidence.snippet.split("\n", 1)[0] ?? MASKED_LINE);
  }
  return files;
}

/**
 * Whether the lines of a finding hold the secret itself. One whose snippet was masked does; of the others about secrets
 * a short place may, where a long one (a handler that logs, say) is code that the reader needs.
 */
function holdsSecret({ class: letter, category, evidence, location, trace }: Finding): boolean {
  if (letter !== "E" && category !== "secrets") return false;
  return MASK.test(evidence.snippet) || (location.end_line - location.start_line < SHORT_PLACE && trace.steps.length <= 1);
}

/** The lines of a region with a few around it; null if the file is not at hand or has no such line. */
export function frameOf(lines: Lines, region: Region, context: number = CONTEXT_LINES): readonly FrameLine[] | null {
  const all = lines(region.file);
  if (all === null || region.start_line < 1 || region.start_line > all.length) return null;
  const last = Math.min(region.end_line, region.start_line + REGION_LINES - 1);
  const first = Math.max(1, region.start_line - context);
  return all.slice(first - 1, last + context).map((line, index) => frameLine(line, first + index, region));
}

function frameLine(line: string, number: number, region: Region): FrameLine {
  const inside = number >= region.start_line && number <= region.end_line;
  const from = number === region.start_line ? region.start_col - 1 : line.length - line.trimStart().length;
  const to = number === region.end_line ? region.end_col - 1 : line.length;
  const cutStart = line.length > WIDTH ? Math.max(0, Math.min(inside ? from - LEAD : 0, line.length - WIDTH)) : 0;
  const cutEnd = Math.min(line.length, cutStart + WIDTH);
  const lead = cutStart > 0 ? ELLIPSIS : "";
  const text = `${lead}${visibleCode(line.slice(cutStart, cutEnd))}${cutEnd < line.length ? ELLIPSIS : ""}`;
  if (!inside || from >= line.length) return { number, text, mark: null };
  const column = (raw: number) => lead.length + visibleCode(line.slice(cutStart, Math.max(cutStart, Math.min(raw, cutEnd)))).length;
  return { number, text, mark: { start: column(from), end: Math.max(column(from) + 1, column(to)) } };
}

/** "src/a.ts:12:5", made visible. */
export function placeOf(region: { readonly file: string; readonly start_line: number; readonly start_col: number }): string {
  return `${visible(region.file)}:${region.start_line}:${region.start_col}`;
}
