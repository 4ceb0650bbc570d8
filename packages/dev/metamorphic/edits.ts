/** Replaces [start, end) of a text (UTF-16 units). */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits made at once. Edits may touch, and must not overlap; equal starts keep their order. */
export function edited(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) throw new Error(`edits overlap at ${edit.start}`);
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** Insertion before a position. */
export function inserted(at: number, text: string): Edit {
  return { start: at, end: at, text };
}
