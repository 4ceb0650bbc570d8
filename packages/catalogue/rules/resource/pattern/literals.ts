/** A regular expression as it stands in a file. */
export interface WrittenPattern {
  readonly source: string;
  /** Offset in the file of the first letter of the pattern. */
  readonly at: number;
  /** Letters stand in the file as they do in the pattern, so that offsets agree. */
  readonly verbatim: boolean;
  /** More is put behind it before it is compiled, or it has to fit to the end. */
  readonly failsAfter: boolean;
}

/** Something repeated as a whole; other patterns are not worth reading. */
const REPEATS = /\)[*+{]/;
/** A literal of JavaScript stands where an operand can. */
const SLASHED = /(?:[=(,:[!&|?{};]|=>|\breturn)\s*\/((?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[dgimsuvy]*(?=\s*[.,;)\]}\n])/g;
const QUOTED = /(?<![\w$])([rRbBuU]{0,2})(["'`])((?:(?!\2)[^\\\n]|\\.)*)\2/g;
const COMPILES = {
  javascript: /\bRegExp\(/,
  python: /\bre\.(?:compile|match|fullmatch|search|sub|subn|split|findall|finditer)\(/,
} as const;
/** What stands before a text that is a whole pattern; a full match has to fit to the end. */
const DIRECT = /\b(?:RegExp|re\.(compile|match|fullmatch|search|sub|subn|split|findall|finditer))\(\s*$/;
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/**
 * The patterns of a file that repeat a group: literals of JavaScript, texts given to a function that compiles them, and
 * texts of the same file that read as a part of one.
 */
export function* patternsIn(text: string, language: "javascript" | "python"): Generator<WrittenPattern> {
  if (language === "javascript") {
    for (const match of text.matchAll(SLASHED)) {
      const source = match[1] as string;
      if (REPEATS.test(source)) yield { source, at: match.index + match[0].indexOf(source), verbatim: true, failsAfter: false };
    }
  }
  if (!COMPILES[language].test(text)) return;
  for (const match of text.matchAll(QUOTED)) {
    const [whole, prefix = "", , written = ""] = match;
    if (!REPEATS.test(written) || (language === "javascript" && written.includes("${"))) continue;
    const raw = /r/i.test(prefix);
    const direct = DIRECT.exec(text.slice(Math.max(0, match.index - 40), match.index));
    const end = text.slice(match.index + whole.length, match.index + whole.length + 40);
    const isWhole = direct !== null && /^\s*[,)]/.test(end);
    yield {
      source: raw ? written : unescaped(written),
      at: match.index + prefix.length + 1,
      verbatim: raw || !written.includes("\\"),
      failsAfter: !isWhole || direct?.[1] === "fullmatch",
    };
  }
}

/** A backslash before a letter that means nothing to the language stays, as Python has it; JavaScript drops it. */
function unescaped(written: string): string {
  return written.replace(/\\(.)/gs, (both, letter: string) => ESCAPES[letter] ?? (/[\\'"`/]/.test(letter) ? letter : both));
}
