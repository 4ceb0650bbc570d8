/** Start of the first token at or after `pos`: skips white space and comments, as TypeScript's own scanner does. */
export function skipTrivia(text: string, pos: number): number {
  for (let at = pos; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code > 32 && code < 127) {
      const next = code === SLASH ? skipComment(text, at) : at;
      if (next === at) return code === HASH && at === 0 ? skipHashbang(text) : at;
      at = next;
    } else if (isSpace(code)) {
      at++;
    } else {
      return at;
    }
  }
  return Math.max(pos, text.length);
}

const SLASH = 47;
const HASH = 35;

/** Start and end of the documentation comment (opened with two stars) nearest before the token at `start`; undefined without one. */
export function skipComment(text: string, at: number): number {
  const next = text.charCodeAt(at + 1);
  if (next === 42) {
    const close = text.indexOf("*/", at + 2);
    return close < 0 ? text.length : close + 2;
  }
  return next === SLASH ? lineEnd(text, at + 2) : at;
}

/** Start and end of the documentation comment (opened with two stars) nearest before the token at `start`; undefined without one. */
export function docBefore(text: string, pos: number, start: number): { start: number; end: number } | undefined {
  let found: { start: number; end: number } | undefined;
  for (let at = pos; at < start; ) {
    const end = text.charCodeAt(at) === SLASH ? skipComment(text, at) : at;
    if (end > at + 4 && text.startsWith("/**", at)) found = { start: at, end };
    at = end > at ? end : at + 1;
  }
  return found;
}

/** The words of a documentation comment, without its frame of stars. */
export function docText(comment: string): string {
  return comment
    .slice(3, comment.endsWith("*/") ? -2 : undefined)
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/^[ \t]*\*?[ \t]?/, "").trimEnd())
    .join("\n")
    .trim();
}

function skipHashbang(text: string): number {
  return text.charCodeAt(1) === 33 ? skipTrivia(text, lineEnd(text, 2)) : 0;
}

/** Offset of the line terminator at or after `at`; ECMAScript counts U+2028 and U+2029 among them. */
function lineEnd(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) break;
  }
  return at;
}

function isSpace(code: number): boolean {
  if (code <= 32) return code === 32 || (code >= 9 && code <= 13);
  if (code < 0x1680) return code === 0xa0 || code === 0x85;
  return (code >= 0x2000 && code <= 0x200b) || SPACES.has(code);
}

const SPACES: ReadonlySet<number> = new Set([0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]);
