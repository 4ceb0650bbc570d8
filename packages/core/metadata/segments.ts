/** A sentence, list item or line of a text; offsets in UTF-16 units. */
export interface Segment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A sentence longer than this is cut: structure is about what stands close together. */
const LONGEST = 400;
const END = /[.!?](?=[\s"'”»)\]]|$)|[。！？।؟]|\n[\s]*\n|\n(?=\s*[-*•\d])|\n(?=\s*\w[\w ]{0,30}:)|[;；](?=\s)|\n/gu;
/** Abbreviations after which a full stop ends nothing. */
const ABBREVIATION = /\b(?:e\.g|i\.e|etc|vs|z\.b|no|approx)\.$/i;

/** Cuts a text into sentences; white space around them belongs to none. */
export function segments(text: string): Segment[] {
  const out: Segment[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (ABBREVIATION.test(text.slice(Math.max(0, end - 8), end))) continue;
    if (match[0] === "." && isEllipsis(text, match.index)) continue;
    if (match[0] === "\n" && continues(text, match.index)) continue;
    push(out, text, from, end);
    from = end;
  }
  push(out, text, from, text.length);
  return out;
}

/** Dots that stand for what is left out ('say "open ..." to start') end no sentence where it goes on in lower case. */
function isEllipsis(text: string, at: number): boolean {
  return text[at - 1] === "." && /^[\s"'”»)\]]{1,3}\p{Ll}/u.test(text.slice(at + 1, at + 6));
}

/** A single line break inside a sentence is wrapping: the next line starts in lower case and this one ended with none of the marks. */
function continues(text: string, at: number): boolean {
  const next = /\S/u.exec(text.slice(at + 1, at + 40))?.[0] ?? "";
  return /\p{Ll}/u.test(next) && !/[.:!?]\s*$/.test(text.slice(Math.max(0, at - 4), at));
}

function push(out: Segment[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start] as string)) start++;
  while (end > start && /\s/.test(text[end - 1] as string)) end--;
  for (; start < end; start += LONGEST) {
    const stop = Math.min(end, start + LONGEST);
    out.push({ text: text.slice(start, stop), start, end: stop });
  }
}
