import type { Concept } from "./lexicon.ts";
import type { Feature } from "./model.ts";
import type { Sentence } from "./sentence.ts";
import { MARKUP_KINDS, type Signal } from "./signal.ts";
import { isMention } from "./structure.ts";

/** One or two neighbouring sentences, judged together: an order and its subject often stand in two. */
export interface Window {
  readonly sentences: readonly Sentence[];
  readonly signals: readonly Signal[];
  /** Figures of sentences that only speak about such texts. */
  readonly mentions: readonly Signal[];
  /** The sentence that the whole text begins with, which says what it is about. */
  readonly opening: Sentence;
  readonly start: number;
  readonly end: number;
}

/** Weights of the feature groups against each other; words are many and each says little. */
const CONCEPT = 0.5;
const PAIR = 0.35;
/** That a figure is there counts more than which one: attacks yet unseen make figures too. */
const FIGURE = 2;
const KIND = 0.5;
/** Markup says how a text is shown, not what it wants; the order of calls is what honest usage notes speak of, too. */
const NO_INTENT: ReadonlySet<string> = new Set([...MARKUP_KINDS, "tool-call"]);
const WORDS = 3.4;
/** How a later sentence begins: a command says at once what is to be done. */
const BEGINNING = 0.6;
/** What an attacker is after, or speaks to. */
const SENSITIVE: readonly Concept[] = [
  "credential",
  "sensitive-path",
  "conversation",
  "prompt",
  "private-data",
  "other-tool",
  "tool-name",
  "model",
  "user",
  "address",
  "rules",
  "lasting",
  "harm",
  "steer",
  "unasked",
  "reply",
  "picture",
];

/**
 * Features of a window: what its words stand for (alike in all languages), which of these stand together in a sentence, the figures
 * they make, and the words and letters themselves.
 */
export function featuresOf(window: Window): Feature[] {
  const out = new Map<string, number>();
  for (const sentence of window.sentences) {
    const said = [...sentence.said].sort();
    said.forEach((one, i) => {
      out.set(`c ${one}`, CONCEPT);
      for (const other of said.slice(i + 1)) out.set(`p ${one} ${other}`, PAIR);
    });
    for (const one of sentence.quoted) out.set(`q ${one}`, CONCEPT);
    if (isMention(sentence)) out.set("mention", CONCEPT);
    if (sentence.start !== window.opening.start) for (const name of laterFeatures(sentence, window.opening)) out.set(name, BEGINNING);
  }
  const kinds = new Set(window.signals.map((signal) => signal.kind));
  for (const kind of kinds) out.set(`s ${kind}`, KIND);
  const figures = [...kinds].filter((kind) => !NO_INTENT.has(kind)).length;
  for (let count = 1; count <= Math.min(4, figures); count++) out.set(`s>=${count}`, FIGURE);
  return [...out, ...wordFeatures(window.sentences.map((sentence) => sentence.plain).join(" "))];
}

/** What a sentence that is not the first adds: how it begins, and what it speaks of that the first one did not. */
function laterFeatures(sentence: Sentence, opening: Sentence): string[] {
  const first = /^[\s\p{P}\p{S}]{0,12}([\p{L}\p{M}\p{N}']{1,20})/u.exec(sentence.plain)?.[1] ?? "";
  const begins = new Set(sentence.hits.filter((hit) => hit.start <= 8).map((hit) => hit.concept));
  const added = SENSITIVE.filter((concept) => sentence.said.has(concept) && !opening.said.has(concept));
  return [
    `o ${first}`,
    ...[...begins].map((concept) => `oc ${concept}`),
    ...added.map((concept) => `n ${concept}`),
    ...added.flatMap((concept) => [...begins].map((begin) => `on ${begin} ${concept}`)),
  ];
}

function wordFeatures(plain: string): Feature[] {
  const names = new Set<string>();
  const words = plain.match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
  words.forEach((word, i) => {
    names.add(`w ${word}`);
    if (i > 0) names.add(`b ${words[i - 1]} ${word}`);
    const padded = ` ${word} `;
    const size = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/u.test(word) ? 2 : 4;
    for (let at = 0; at + size <= padded.length; at++) names.add(`g ${padded.slice(at, at + size)}`);
  });
  const value = WORDS / Math.sqrt(Math.max(16, names.size));
  return [...names].map((name) => [name, value] as const);
}
