import { segments } from "./segments.ts";

/** A text that stands in another one in disguise. Offsets are those of the disguise. */
export interface Decoded {
  readonly how: "base64" | "hex" | "percent" | "entities" | "escapes" | "rot13" | "reversed";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Disguises per text and letters per disguise: enough for any payload, and a bound on the work. */
const MOST = 12;
const LONGEST = 4000;

/** Frequent English words; a sentence that gains them by a transformation was written in it. */
const FREQUENT = new Set(
  "the and to of in is that for you this with all must user file read send before call tool not do it your on from are use when any".split(
    " ",
  ),
);

const RUNS: readonly (readonly [Decoded["how"], RegExp, (run: string) => string | null])[] = [
  ["base64", /(?<![\w+/-])[A-Za-z0-9+/_-]{20,4000}={0,2}(?![\w+/-])/gu, fromBase64],
  ["hex", /(?<![\w])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[\s:,]?){10,1500}(?![\w])/gu, fromHex],
  ["percent", /(?:[\w.,;:!?~-]{0,40}%[0-9a-fA-F]{2}){5,600}[\w.,;:!?~-]{0,40}/gu, fromPercent],
  ["entities", /(?:[\w.,;:!?~ -]{0,40}&#(?:x[0-9a-fA-F]{1,6}|\d{1,7});){5,600}[\w.,;:!?~ -]{0,40}/gu, fromEntities],
  ["escapes", /(?:\\u\{?[0-9a-fA-F]{4,6}\}?[ ]?){5,800}/gu, fromEscapes],
];

/** Undoes the disguises that people use, where the result is readable text. Bounded. */
export function decodeAll(text: string): Decoded[] {
  const found: Decoded[] = [];
  for (const [how, pattern, undo] of RUNS) {
    for (const match of text.matchAll(pattern)) {
      if (found.length === MOST) return found;
      const plain = readable(match[0], undo);
      if (plain !== null) found.push({ how, text: plain.slice(0, LONGEST), start: match.index, end: match.index + match[0].length });
    }
  }
  return [...found, ...turned(text)].slice(0, MOST);
}

/** What a run says, if it says anything; the same encoding may have been used twice. */
function readable(run: string, undo: (run: string) => string | null): string | null {
  const once = undo(run);
  if (once === null || isReadable(once)) return once;
  const twice = /^[\w+/=%&#;-]+$/.test(once) ? undo(once) : null;
  return twice !== null && isReadable(twice) ? twice : null;
}

/** Sentences that read as English only letter-shifted or backwards. */
function turned(text: string): Decoded[] {
  return segments(text).flatMap(({ text: sentence, start, end }): Decoded[] => {
    if (frequency(sentence) >= 0.1) return [];
    const shifted = rot13(sentence);
    if (frequency(shifted) >= 0.25) return [{ how: "rot13", text: shifted, start, end }];
    const back = [...sentence].reverse().join("");
    return frequency(back) >= 0.25 ? [{ how: "reversed", text: back, start, end }] : [];
  });
}

/** Share of frequent words; 0 for fewer than five words, of which nothing can be said. */
function frequency(sentence: string): number {
  const words = sentence.toLowerCase().match(/[a-z]+/g) ?? [];
  return words.length < 5 ? 0 : words.filter((word) => FREQUENT.has(word)).length / words.length;
}

function rot13(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** Letters and spaces as in a sentence, hardly anything else. */
function isReadable(text: string): boolean {
  const letters = text.match(/[\p{L}\p{M}]/gu)?.length ?? 0;
  const odd = text.match(/[\p{Cc}\p{Cn}\p{Co}\ufffd]/gu)?.length ?? 0;
  const spaced = /\s/.test(text.trim()) || /[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}]/u.test(text);
  return letters >= 8 && spaced && letters >= text.length * 0.55 && odd - (text.match(/[\n\t\r]/g)?.length ?? 0) <= text.length * 0.02;
}

function fromBase64(run: string): string | null {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const letter of run.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/")) {
    held = ((held << 6) | alphabet.indexOf(letter)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 0xff);
    }
  }
  return fromBytes(bytes);
}

function fromHex(run: string): string | null {
  const digits = run.replace(/0x|\\x|[\s:,]/g, "");
  return digits.length % 2 === 0 ? fromBytes(pairs(digits)) : null;
}

function fromPercent(run: string): string | null {
  const bytes: number[] = [];
  for (let at = 0; at < run.length; at++) {
    if (run[at] === "%") {
      bytes.push(Number.parseInt(run.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(run.charCodeAt(at) & 0xff);
  }
  return fromBytes(bytes);
}

function fromEntities(run: string): string | null {
  return run.replace(
    /&#(x?)([0-9a-fA-F]+);/g,
    (whole, hex: string, digits: string) => point(Number.parseInt(digits, hex === "" ? 10 : 16)) ?? whole,
  );
}

function fromEscapes(run: string): string | null {
  return run.replace(/\\u\{?([0-9a-fA-F]{4,6})\}?/g, (whole, digits: string) => point(Number.parseInt(digits, 16)) ?? whole);
}

function point(code: number): string | null {
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

function pairs(digits: string): number[] {
  return Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

function fromBytes(bytes: readonly number[]): string {
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
