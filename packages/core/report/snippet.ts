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

/** A run of characters as keys and tokens have them, without quotes around it. */
const TOKEN = /[\w\-+/=.~!@#$%^&*]{16,}/g;
const QUOTED = /(["'`])((?:(?!\1)[^\\\n]|\\.){6,}?)\1/g;
const SETTING = /^[\w.-]+=(?=.{6})/;
/** Words, names and members of names: a secret has digits, mixed case or signs. */
const WORDS = /^(?:[a-z]+|[A-Z]+|[$]?[a-z]+(?:[A-Z][a-z]+)+)(?:[._/-](?:[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+))*$/;
/** A member of an object by names that may hold digits; a JSON web token looks the same but for its beginning. */
const MEMBER = /^(?!eyJ)[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/;
/** Code longer than this many lines is no place of a secret, unless it is a key block. */
const LONGEST_PLACE = 3;

/** Texts inside a piece of code that may be the secret of a finding about secrets. */
export function secretsIn(code: string): readonly string[] {
  if (code.split("\n").length > LONGEST_PLACE && !code.includes("-----BEGIN ")) return [];
  const quoted = [...code.matchAll(QUOTED)].map((match) => match[2] as string).filter((text) => !/\s/.test(text));
  const bare = (code.match(TOKEN) ?? [])
    .map((token) => token.replace(SETTING, ""))
    .filter((token) => /\d/.test(token) && !MEMBER.test(token));
  return [...new Set([...quoted, ...bare])].filter((text) => !WORDS.test(text) && /\d|[a-z][A-Z]|[A-Z]{2}[a-z]|[+/=~!@#$%^&*]/.test(text));
}
