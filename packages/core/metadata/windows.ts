import type { Window } from "./features.ts";
import { findMarkup } from "./markup.ts";
import { segments } from "./segments.ts";
import { readSentence, type Sentence } from "./sentence.ts";
import type { Signal } from "./signal.ts";
import { figuresOf, isMention } from "./structure.ts";

/** A short sentence that takes up the one before ("Read it first."). */
const TAKES_UP = /\b(?:it|its|them|both|those|that|this)\b/;
const SHORT = 90;

/** All windows of a text: each sentence alone and with the next one. */
export function windowsOf(text: string): Window[] {
  const sentences = segments(text).map(readSentence);
  const markup = findMarkup(text);
  const [opening] = sentences;
  if (opening === undefined) return [];
  return sentences.flatMap((one, i) => {
    const next = sentences[i + 1];
    return next === undefined ? [window([one], opening, markup)] : [window([one], opening, markup), window([one, next], opening, markup)];
  });
}

function window(sentences: readonly [Sentence, ...Sentence[]], opening: Sentence, markup: readonly Signal[]): Window {
  const start = sentences[0].start;
  const end = (sentences.at(-1) as Sentence).end;
  const marks = markup.filter((signal) => signal.end > start - 2 && signal.start < end);
  const own = sentences.flatMap((sentence) => (isMention(sentence) ? [] : figuresOf(sentence)));
  const mentions = sentences.flatMap((sentence) => (isMention(sentence) ? figuresOf(sentence) : []));
  return { sentences, signals: [...own, ...joint(sentences, own), ...marks], mentions, opening, start, end };
}

/** Figures that two sentences make only together, where the second takes up the first. */
function joint(sentences: readonly Sentence[], own: readonly Signal[]): Signal[] {
  const [first, second] = sentences;
  if (first === undefined || second === undefined || second.plain.length > SHORT || !TAKES_UP.test(second.plain) || isMention(first))
    return [];
  const offset = first.plain.length + 1;
  const both: Sentence = {
    start: first.start,
    end: second.end,
    plain: `${first.plain} ${second.plain}`,
    hits: [...first.hits, ...second.hits.map((hit) => ({ ...hit, start: hit.start + offset, end: hit.end + offset }))],
    said: new Set([...first.said, ...second.said]),
    quoted: new Set([...first.quoted, ...second.quoted]),
  };
  const known = new Set(own.map((signal) => signal.kind));
  return figuresOf(both).filter((signal) => !known.has(signal.kind));
}
