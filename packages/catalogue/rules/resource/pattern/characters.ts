/** Stands for every character beyond ASCII. */
export const OTHER = 128;

const ALPHABET = Array.from({ length: OTHER + 1 }, (_, code) => code);
const codesOf = (pattern: RegExp) => ALPHABET.filter((code) => code !== OTHER && pattern.test(String.fromCharCode(code)));
const DIGITS = codesOf(/\d/);
const WORD = codesOf(/\w/);
const SPACE = codesOf(/\s/);
const CONTROL: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", 0: "\0" };

/** The characters of a text, or all but those. */
export function classOf(text: string, negated: boolean): Set<number> {
  const codes = new Set(Array.from(text, (char) => Math.min(char.charCodeAt(0), OTHER)));
  return negated ? new Set(ALPHABET.filter((code) => code === OTHER || !codes.has(code))) : codes;
}

/** What a backslash and a letter stand for: \d, \w, \s, their opposites, a control character, or the letter itself. */
export function escaped(letter: string): Set<number> {
  const lists = { d: DIGITS, w: WORD, s: SPACE } as const;
  const list = lists[letter.toLowerCase() as keyof typeof lists];
  if (list === undefined || !/[dwsDWS]/.test(letter))
    return /[xupP]/.test(letter) ? new Set([OTHER]) : classOf(CONTROL[letter] ?? letter, false);
  return letter === letter.toLowerCase() ? new Set(list) : new Set(ALPHABET.filter((code) => !list.includes(code)));
}
