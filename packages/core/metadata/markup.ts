import type { Signal } from "./signal.ts";

const MOST = 20;
/** Columns and lines of white space that no layout needs. */
const WIDE = 80;
const HIGH = 15;

interface Shape {
  readonly kind: "pseudo-tag" | "hidden-markup" | "role-marker";
  readonly pattern: RegExp;
  readonly note: string;
}

/** Ways in which markup sets text apart for a model or out of a reader's sight. Every repetition is bounded. */
const SHAPES: readonly Shape[] = [
  {
    kind: "pseudo-tag",
    pattern:
      /<\s{0,3}(?:important|hidden|system|instructions?|secret|information|admin|critical|assistant|prompt|urgent|directive|internal|confidential|override|mandatory)(?:[\s_-][^<>\n]{0,40})?>/giu,
    note: "a tag that is no markup but an address to the model",
  },
  {
    kind: "pseudo-tag",
    pattern: /(?:^|\n)\s{0,20}\[\s{0,3}(?:important|hidden|system|instructions?|inst|critical|mandatory)\s{0,3}\]/giu,
    note: "a bracketed call for attention",
  },
  {
    kind: "role-marker",
    pattern: /<\|[a-z_]{2,20}\|>|\[\/?INST\]|<<\/?SYS>>|(?:^|\n)#{2,4}\s{0,3}(?:system|instructions?)\b/giu,
    note: "a marker of model turns",
  },
  {
    kind: "role-marker",
    pattern: /(?:^|\n)\s{0,8}(?:system|assistant|human)\s?:\s?\n?(?=[A-Z])/gu,
    note: "imitates a turn of the conversation",
  },
  { kind: "hidden-markup", pattern: /<!--(?=\s{0,5}\S)/gu, note: "a comment: not rendered, but read by a model" },
  {
    kind: "hidden-markup",
    pattern: /(?:display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0|opacity\s?:\s?0(?![.\d])|color\s?:\s?(?:white|#fff)\b)/giu,
    note: "styled so that no reader sees it",
  },
  { kind: "hidden-markup", pattern: /<details\b|\[\/\/\]:\s?#/giu, note: "collapsed or dropped when rendered" },
];

/** Finds markup that hides text or pretends to be a turn or order; what it says is judged elsewhere. */
export function findMarkup(text: string): Signal[] {
  const found: Signal[] = [];
  for (const { kind, pattern, note } of SHAPES) {
    let count = 0;
    for (const match of text.matchAll(pattern)) {
      if (++count > MOST) break;
      found.push({ kind, start: match.index, end: match.index + match[0].length, note });
    }
  }
  return [...found, ...blankRuns(text)];
}

/** White space in the middle of a text: a screen's width or half a screen's height of it. */
function blankRuns(text: string): Signal[] {
  const found: Signal[] = [];
  for (const match of text.matchAll(/(?<!\s)\s{15,}(?=\S)/gu)) {
    const lines = match[0].split("\n");
    const isWide = lines.some((line) => line.length >= WIDE);
    if ((isWide || lines.length > HIGH) && found.length < MOST) {
      found.push({
        kind: "blank-run",
        start: match.index,
        end: match.index + match[0].length,
        note: "white space that pushes text out of sight",
      });
    }
  }
  return found;
}
