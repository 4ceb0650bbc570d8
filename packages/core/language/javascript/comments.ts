import { skipComment } from "./trivia.ts";

const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const SLASH = 47;
const BACKSLASH = 92;
const BACKTICK = 96;

/**
 * Finds all comments of a file in one pass and appends (start, end) pairs to `out`. `literals` are the
 * ranges, in any order, of what a plain pass would misread: regular expressions, templates, JSX texts.
 * Strings it reads itself; so it needs no scanner, which would cost as much as a second parse.
 */
export function findComments(text: string, literals: readonly number[], out: number[]): void {
  if (!text.includes("//") && !text.includes("/*")) return;
  const ranges = inOrder(literals);
  let range = 0;
  let skipFrom = ranges[0] ?? text.length;
  for (let at = 0; at < text.length; ) {
    if (at >= skipFrom) {
      at = Math.max(at, ranges[range + 1] ?? text.length);
      range += 2;
      skipFrom = ranges[range] ?? text.length;
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === SLASH) {
      const end = skipComment(text, at);
      if (end > at) out.push(at, end);
      at = Math.max(end, at + 1);
    } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === BACKTICK) {
      at = stringEnd(text, at, code);
    } else {
      at++;
    }
  }
}

/** Ranges sorted by start. They come nearly sorted: only hoisted functions stand out of order. */
function inOrder(literals: readonly number[]): readonly number[] {
  let sorted = true;
  for (let i = 2; i < literals.length && sorted; i += 2) sorted = (literals[i - 2] as number) <= (literals[i] as number);
  if (sorted) return literals;
  const starts = Array.from({ length: literals.length / 2 }, (_, i) => i * 2);
  starts.sort((a, b) => (literals[a] as number) - (literals[b] as number));
  return starts.flatMap((i) => [literals[i] as number, literals[i + 1] as number]);
}

/** End of the string that starts at `at`; a quoted string that is not closed ends with its line. */
function stringEnd(text: string, at: number, quote: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) return i + 1;
    if (code === BACKSLASH) i++;
    else if (code === 10 && quote !== BACKTICK) return i;
  }
  return text.length;
}
