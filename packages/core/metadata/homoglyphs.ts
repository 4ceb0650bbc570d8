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
    found.push({ kind: "mixed-script", start: match.index, end: match.index + match[0].length, note: `"${match[0]}" mixes scripts to look like "${fold(match[0])}"` });
  }
  return found;
}

/** Mixed words written with the Latin letters they look like; words of one script stay as they are. */
export function unmixed(text: string): string {
  return text.replace(WORD, (word) => (isMixed(word) ? fold(word) : word));
}

/**
 * Two names with the same skeleton look the same: case, digits that look like letters, separators, accents and foreign letters are folded.
 */
export function skeleton(name: string): string {
  const folded = fold(name.normalize("NFKD").replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")).toLowerCase();
  return folded.replace(/[0135]/g, (digit) => ({ "0": "o", "1": "l", "3": "e", "5": "s" })[digit] as string).replace(/[\s._-]/g, "");
}

/** True where a name holds letters that only look Latin: no reader can tell it from its Latin twin. */
export function looksLatin(name: string): boolean {
  return CONFUSABLE_SCRIPT.test(name) && /^[\x20-\x7e]+$/.test(fold(name));
}

function isMixed(word: string): boolean {
  if (!CONFUSABLE_SCRIPT.test(word) || !LATIN.test(word)) return false;
  return [...word].some((letter) => LATIN_OF.has(letter) && CONFUSABLE_SCRIPT.test(letter)) && /^[\x20-\x7e]+$/.test(fold(word));
}

function fold(word: string): string {
  return [...word].map((letter) => (letter.codePointAt(0) as number) < 0x80 ? letter : (LATIN_OF.get(letter) ?? letter)).join("");
}
