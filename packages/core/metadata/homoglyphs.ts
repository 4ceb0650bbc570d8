import table from "./confusables.json" with { type: "json" };
import type { Signal } from "./signal.ts";

/** Letter that looks like a Latin one -> that Latin letter (after the confusables of UTS 39, the letters people use). */
const LATIN_OF: ReadonlyMap<string, string> = new Map(Object.entries(table));
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const LATIN = /\p{sc=Latn}/u;
const CONFUSABLE_SCRIPT = /[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Armn}\p{sc=Lisu}\p{sc=Cher}]/u;
const MOST = 20;

/** Words that mix Latin letters with letters of another script that look like Latin ones. */
export function findMixedScript(text: string): Signal[] {
  const found: Signal[] = [];
  for (const match of text.matchAll(WORD)) {
    if (found.length === MOST) break;
    if (!isMixed(match[0])) continue;
    found.push({
      kind: "mixed-script",
      start: match.index,
      end: match.index + match[0].length,
      note: `"${match[0]}" mixes scripts to look like "${fold(match[0])}"`,
    });
  }
  return found;
}

/** Mixed words written with the Latin letters they look like; words of one script stay as they are. */
export function unmixed(text: string): string {
  return text.replace(WORD, (word) => (isMixed(word) ? fold(word) : word));
}

function isMixed(word: string): boolean {
  if (!CONFUSABLE_SCRIPT.test(word) || !LATIN.test(word)) return false;
  return [...word].some((letter) => LATIN_OF.has(letter) && CONFUSABLE_SCRIPT.test(letter)) && /^[\x20-\x7e]+$/.test(fold(word));
}

function fold(word: string): string {
  return [...word].map((letter) => ((letter.codePointAt(0) as number) < 0x80 ? letter : (LATIN_OF.get(letter) ?? letter))).join("");
}
