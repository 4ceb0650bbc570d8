import type { Region } from "./report.ts";

/** Lines of code that a finding shows as its evidence, and how much of a long one. */
const MAX_LINES = 5;
const MAX_COLUMNS = 200;
const LEAD = 60;

/** The lines of a region, each cut around the place that is meant; "" if the file has no such line. */
export function snippetOf(lines: readonly string[] | null, region: Region): string {
  if (lines === null) return "";
  const last = Math.min(region.end_line, region.start_line + MAX_LINES - 1);
  return lines
    .slice(region.start_line - 1, last)
    .map((line, index) => cutAround(line, index === 0 ? region.start_col - 1 : 0))
    .join("\n")
    .trim();
}

function cutAround(line: string, column: number): string {
  if (line.length <= MAX_COLUMNS) return line;
  const from = Math.max(0, Math.min(column - LEAD, line.length - MAX_COLUMNS));
  return `${from > 0 ? "…" : ""}${line.slice(from, from + MAX_COLUMNS)}…`;
}

/** A run of characters as keys and passwords have them. */
const TOKEN = /[\w\-+/=.~!@#$%^&*]{8,}/g;
/** Names and words: letters with dots, dashes and underscores only; a secret has digits, mixed case or signs. */
const WORDS =
  /^[\d\W_]*$|^[$#@!]?[a-z]+(?:[._/-]?[a-z]+)*[.;,:=]*$|^[$#@!]?[A-Z]+(?:[._/-]?[A-Z]+)*[.;,:=]*$|^[$]?[a-z]+(?:[A-Z][a-z]+)*(?:\.[a-z]+(?:[A-Z][a-z]+)*)*[=;,:]*$/;

/** Texts inside a piece of code that may be the secret of a finding about secrets. */
export function secretsIn(code: string): readonly string[] {
  const quoted = [...code.matchAll(/(["'`])((?:(?!\1)[^\\\n]|\\.){6,}?)\1/g)]
    .map((match) => match[2] as string)
    .filter((text) => !/\s/.test(text) || text.includes("-----"));
  const bare = (code.match(TOKEN) ?? []).map((token) => token.replace(/^[\w.-]+=(?=.{6})/, ""));
  return [...new Set([...quoted, ...bare])].filter((text) => !WORDS.test(text) && /\d|[a-z][A-Z]|[A-Z]{2}[a-z]|[+/=~!@#$%^&*]/.test(text));
}
