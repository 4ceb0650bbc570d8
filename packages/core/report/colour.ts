import type { Severity } from "../define/rule.ts";

/** Styles of the text report; plain text has none of them. */
export type Paint = (style: Style, text: string) => string;
export type Style = Severity | "strong" | "faint" | "good" | "bad";

/** SGR parameters (ECMA-48), from the 16 colours that every terminal theme defines. */
const CODES: Readonly<Record<Style, string>> = {
  critical: "1;31",
  high: "31",
  medium: "33",
  low: "36",
  info: "2",
  strong: "1",
  faint: "2",
  good: "32",
  bad: "31",
};

export function paintFor(colour: boolean): Paint {
  return colour ? (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m` : (_, text) => text;
}
