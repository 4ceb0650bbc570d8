/** Narrower than this, indented prose is unreadable; wider, the eye loses the line. */
const NARROWEST = 40;
const WIDEST = 100;

/**
 * Prose as lines of at most `width` characters, broken at spaces; a longer word stays whole.
 * @param width null breaks nothing: what is not read on a terminal is searched and compared
 */
export function wrapped(text: string, indent: number, width: number | null): readonly string[] {
  if (width === null) return [text];
  const room = Math.max(NARROWEST, Math.min(WIDEST, width - indent));
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
