/**
 * Everything a target may have written is shown through this file, so that no text of a target can
 * move a cursor, reverse a line, hide words, open a link or become markup in what a person reads.
 */

/**
 * Characters that a reader cannot see or that act on the text around them: controls, format and
 * bidirectional characters, lone surrogates, private use, noncharacters, line separators, fillers and
 * other ignorable characters, and every space but U+0020. U+2800 is a blank that is no space.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/** Runs of marks longer than this cover the lines around them. */
const STACKED_MARKS = /(\p{M}{4})(\p{M}+)/gu;

const TAB = "    ";

/** Shows unseen characters as \u{…}; a line break is one of them, so the result is one line. */
export function visible(text: string): string {
  return text.replace(UNSEEN, codePoint).replace(STACKED_MARKS, (_, few: string, rest: string) => few + [...rest].map(codePoint).join(""));
}

/** Lines of our own longer texts (remedies, explanations), each made visible. */
export function visibleLines(text: string): readonly string[] {
  return text.trimEnd().split("\n").map(visible);
}

/** One line of code: tabs become spaces, the rest is made visible. */
export function visibleCode(line: string): string {
  return visible(line.replaceAll("\t", TAB));
}

/** At most `max` UTF-16 units, cut with an ellipsis, never through a character. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Text between tags or inside a quoted attribute. */
export function forHtml(text: string): string {
  return visible(text).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/**
 * Prose inside Markdown. Punctuation with a meaning is escaped; a comment after "@" and "#" keeps code
 * hosts from notifying people or linking issues, which they do after escapes are resolved.
 */
export function forMarkdown(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]()<>#+\-.!|~@&:$^=/"']/g, "\\$&")
    .replace(/\\([@#])/g, "\\$1<!-- -->");
}

/** A code span that its content cannot close. Not for tables, where a pipe would end the cell. */
export function markdownCode(text: string): string {
  const shown = visible(text);
  const fence = "`".repeat(longestRun(shown) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") || shown.trim() === "" ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** A fenced block that its content cannot close. Lines are expected to be visible already. */
export function markdownBlock(lines: readonly string[], language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(lines.join("\n")) + 1));
  return [fence + language.replace(/[^a-z]/g, ""), ...lines, fence].join("\n");
}

/** JSON whose text holds only characters that can be seen; a parser gets the exact original back. */
export function visibleJson(json: string): string {
  return json.replace(UNSEEN, (character) => (character === "\n" ? character : unitEscapes(character)));
}

function codePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

function unitEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join("");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
