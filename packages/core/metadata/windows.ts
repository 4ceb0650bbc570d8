import type { Window } from "./features.ts";
import { findMarkup } from "./markup.ts";
import { segments } from "./segments.ts";
import { readSentence } from "./sentence.ts";
import { figuresOf } from "./structure.ts";

/** All windows of a text: each sentence alone and with the next one. */
export function windowsOf(text: string): Window[] {
  const sentences = segments(text).map(readSentence);
  const markup = findMarkup(text);
  const figures = sentences.map(figuresOf);
  const window = (from: number, to: number): Window => {
    const inside = sentences.slice(from, to);
    const start = inside[0]?.start ?? 0;
    const end = inside.at(-1)?.end ?? 0;
    const marks = markup.filter((signal) => signal.end > start - 2 && signal.start < end);
    return { sentences: inside, signals: [...figures.slice(from, to).flat(), ...marks], start, end };
  };
  return sentences.flatMap((_, i) => (i + 1 < sentences.length ? [window(i, i + 1), window(i, i + 2)] : [window(i, i + 1)]));
}
