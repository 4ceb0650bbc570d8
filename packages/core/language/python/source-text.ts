/** `\N{` without the end of a character's name, which is short. */
const OPEN_NAME = /\\N\{(?![^}\n]{1,120}\})/g;

/** A carriage return alone ends a line for the interpreter, but not for the grammar: code could hide behind a comment. */
const LONE_RETURN = /\r(?!\n)/g;

/**
 * The text that the parser sees: as long as the original, and the same code. The grammar looks for the
 * closing brace of every `\N{` up to the end of the file, which takes quadratic time; where none is
 * near, another escape stands in its place. Literals are decoded from the original.
 */
export function parserText(text: string): string {
  const lines = text.includes("\r") ? text.replace(LONE_RETURN, "\n") : text;
  return lines.includes("\\N{") ? lines.replace(OPEN_NAME, "\\_{") : lines;
}

/** Encoding declaration in one of the first two lines. Source: Python reference, 2.1.4. */
const DECLARATION = /^[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)/;

/** Encodings in which every ASCII character is itself, so that no code can hide from a reader of UTF-8. */
const TRANSPARENT = /^(?:utf[-_]?8(?:[-_]sig)?|u8|(?:us[-_])?ascii|latin[-_]?1|l1|iso[-_]?8859[-_]\d+|(?:cp|windows[-_])125\d)$/i;

/** Name of a declared encoding in which ASCII text may mean something else (UTF-7, escapes), or "". */
export function foreignEncoding(text: string): string {
  for (const line of text.slice(0, 2000).split(/\r\n|\r|\n/, 2)) {
    const name = DECLARATION.exec(line)?.[1];
    if (name !== undefined) return TRANSPARENT.test(name) ? "" : name.slice(0, 40);
    if (!/^[ \t\f]*(?:#|$)/.test(line)) return "";
  }
  return "";
}
