import { PROOF } from "./proofs.ts";

/** What a pattern says about every text it accepts. */
export interface PatternShape {
  readonly anchoredStart: boolean;
  readonly anchoredEnd: boolean;
  /** One flag per ASCII code, index 128 for everything above. */
  readonly alphabet: Uint8Array;
  readonly first: Uint8Array;
  /** Literal text that every match starts with. */
  readonly prefix: string;
  /** False if the pattern uses something that is not analysed. */
  readonly understood: boolean;
}

const SIZE = 129;
/** Characters with a meaning for a POSIX shell, white space included. */
export const SHELL_META = " \t\n\r;&|<>()$`\\\"'*?[]#~!{}%^=\u0000";
/** Of these a single one suffices to start another command or a substitution. */
export const SHELL_CRITICAL = ";&|<>$`\\\n()\"'";

/** Proofs that hold for texts accepted by the pattern, and why not more. */
export function patternProofs(
  source: string,
  flags: string,
  how: "search" | "match" | "fullmatch",
): { proofs: number; flaw: "unanchored-pattern" | "pattern-too-wide" | null } {
  const shape = shapeOfPattern(source);
  const start = shape.anchoredStart || how !== "search";
  const end = shape.anchoredEnd || how === "fullmatch";
  if (!shape.understood) return { proofs: 0, flaw: "pattern-too-wide" };
  let proofs = 0;
  if (start && shape.prefix !== "") {
    if (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]+[/?#]/i.test(shape.prefix)) proofs |= PROOF["host-allowed"];
    if (/^https?:/i.test(shape.prefix)) proofs |= PROOF["scheme-allowed"];
    if (!shape.prefix.startsWith("-")) proofs |= PROOF["no-leading-dash"];
  }
  if (start && shape.first[45] === 0) proofs |= PROOF["no-leading-dash"];
  if (!start || !end || flags.includes("m")) return { proofs, flaw: proofs === 0 ? "unanchored-pattern" : null };
  const has = (text: string): boolean => [...text].some((char) => shape.alphabet[char.charCodeAt(0)] === 1);
  if (!has(SHELL_META)) proofs |= PROOF["no-shell-meta"];
  if (!has("/\\")) proofs |= PROOF["no-separator"];
  if (shape.alphabet[46] === 0) proofs |= PROOF["no-dotdot"];
  if (shape.first[47] === 0 && shape.first[92] === 0 && shape.first[126] === 0) proofs |= PROOF.relative;
  if (within(shape.alphabet, /[A-Za-z0-9_]/)) proofs |= PROOF.identifier;
  if (within(shape.alphabet, /[0-9]/)) proofs |= PROOF.numeric;
  if (within(shape.alphabet, ARITHMETIC)) proofs |= PROOF.arithmetic;
  if (!has("\n\r\u001b")) proofs |= PROOF["log-safe"];
  if (!has("<>\"'&")) proofs |= PROOF["html-escaped"];
  if (!has("'\"\\;") && !has(" ")) proofs |= PROOF["sql-quoted"];
  if (!has(":/?#@\\")) proofs |= PROOF["url-encoded"];
  return { proofs, flaw: proofs === 0 ? "pattern-too-wide" : null };
}

/** Characters of arithmetic. Without letters, quotes and brackets that index nothing can be named, so nothing can be called. */
const ARITHMETIC = /[0-9eE+\-*/%^().,\s]/;

/**
 * Proofs that hold for texts in which the pattern does NOT match: the characters it excludes; `back` are characters that take
 * the place of what was found.
 */
export function absenceProofs(source: string, back = ""): { proofs: number; blocklist: boolean } {
  const excluded = excludedBy(source);
  if (excluded === null) return { proofs: 0, blocklist: true };
  for (const char of back) excluded.chars[Math.min(char.charCodeAt(0), SIZE - 1)] = 0;
  if (back.includes(".")) excluded.dotdot = false;
  const all = (text: string): boolean => [...text].every((char) => excluded.chars[char.charCodeAt(0)] === 1);
  let proofs = 0;
  if (all(SHELL_CRITICAL)) proofs |= PROOF["no-shell-meta"];
  if (all("/\\") || all("/")) proofs |= PROOF["no-separator"];
  if (excluded.dotdot || all(".")) proofs |= PROOF["no-dotdot"];
  if (excluded.leading.includes("-")) proofs |= PROOF["no-leading-dash"];
  if (excluded.leading.includes("/")) proofs |= PROOF.relative;
  if (all("'\"\\;") || all("'\";")) proofs |= PROOF["sql-quoted"];
  if (all("\n\r")) proofs |= PROOF["log-safe"];
  if (all("<>")) proofs |= PROOF["html-escaped"];
  if (excluded.chars.every((flag, code) => flag === 1 || (code < 128 && ARITHMETIC.test(String.fromCharCode(code)))))
    proofs |= PROOF.arithmetic;
  return { proofs, blocklist: proofs === 0 };
}

/** A pattern that is a single class or an alternation of single characters, "..", or ^ with one. */
function excludedBy(source: string): { chars: Uint8Array; dotdot: boolean; leading: string } | null {
  const chars = new Uint8Array(SIZE);
  let dotdot = false;
  let leading = "";
  for (const part of alternativesOf(source)) {
    if (part === "\\.\\." || part === "\\.{2}" || part === "[.]{2}" || part === "(^|[\\\\/])\\.\\.([\\\\/]|$)") dotdot = true;
    else if (/^\^\\?[-/~\\]$/.test(part)) leading += part.at(-1);
    else if (/^\^\[[-/~\\.]+\]$/.test(part)) leading += part.slice(2, -1);
    else {
      const parser = new PatternParser(part.replace(/[+*]$/, ""));
      const set = parser.singleSet();
      if (set === null) return null;
      for (let i = 0; i < SIZE; i++) if (set[i] === 1) chars[i] = 1;
    }
  }
  return { chars, dotdot, leading };
}

/** The alternatives of a pattern, without a group around all of them. */
export function alternativesOf(source: string): readonly string[] {
  return splitAlternatives(stripGroup(source));
}

function stripGroup(source: string): string {
  const match = /^\((?:\?:)?([^()]*)\)$/.exec(source);
  return match === null ? source : (match[1] as string);
}

function splitAlternatives(source: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let inClass = false;
  let current = "";
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    if (char === "\\") {
      current += char + (source[++i] ?? "");
      continue;
    }
    if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (!inClass && char === "(") depth++;
    else if (!inClass && char === ")") depth--;
    if (char === "|" && depth === 0 && !inClass) {
      out.push(current);
      current = "";
    } else current += char;
  }
  out.push(current);
  return out;
}

function within(alphabet: Uint8Array, allowed: RegExp): boolean {
  if (alphabet[128] === 1) return false;
  for (let code = 0; code < 128; code++) if (alphabet[code] === 1 && !allowed.test(String.fromCharCode(code))) return false;
  return alphabet.some((flag) => flag === 1);
}

const cache = new Map<string, PatternShape>();

export function shapeOfPattern(source: string): PatternShape {
  let shape = cache.get(source);
  if (shape === undefined) {
    shape = analysePattern(source);
    if (cache.size < 5000) cache.set(source, shape);
  }
  return shape;
}

function analysePattern(source: string): PatternShape {
  const empty = new Uint8Array(SIZE);
  if (source.length > 2000)
    return { anchoredStart: false, anchoredEnd: false, alphabet: empty, first: empty, prefix: "", understood: false };
  const branches = splitAlternatives(source);
  const shapes = branches.map((branch) => analyseBranch(branch));
  const [only] = shapes;
  if (shapes.length === 1 && only !== undefined) return only;
  const alphabet = new Uint8Array(SIZE);
  const first = new Uint8Array(SIZE);
  for (const shape of shapes) {
    for (let i = 0; i < SIZE; i++) {
      alphabet[i] = (alphabet[i] as number) | (shape.alphabet[i] as number);
      first[i] = (first[i] as number) | (shape.first[i] as number);
    }
  }
  return {
    anchoredStart: shapes.every((shape) => shape.anchoredStart),
    anchoredEnd: shapes.every((shape) => shape.anchoredEnd),
    alphabet,
    first,
    prefix: "",
    understood: shapes.every((shape) => shape.understood),
  };
}

function analyseBranch(branch: string): PatternShape {
  let source = branch;
  const anchoredStart = source.startsWith("^") || source.startsWith("\\A");
  if (anchoredStart) source = source.slice(source.startsWith("^") ? 1 : 2);
  const anchoredEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(source) || /\\[zZ]$/.test(source);
  if (anchoredEnd) source = source.endsWith("$") ? source.slice(0, -1) : source.slice(0, -2);
  const parser = new PatternParser(source);
  const shape = parser.sequence();
  return {
    anchoredStart,
    anchoredEnd,
    alphabet: shape.alphabet,
    first: shape.first,
    prefix: shape.prefix,
    understood: parser.done && parser.understood,
  };
}

interface Sequence {
  readonly alphabet: Uint8Array;
  readonly first: Uint8Array;
  readonly prefix: string;
  readonly nullable: boolean;
}

/** A reader of the common core of JavaScript and Python patterns, for sets of characters only. */
class PatternParser {
  #source: string;
  #at = 0;
  #depth = 0;
  understood = true;

  constructor(source: string) {
    this.#source = source;
  }

  get done(): boolean {
    return this.#at >= this.#source.length;
  }

  /** The whole pattern as one set of characters, or null. */
  singleSet(): Uint8Array | null {
    const set = new Uint8Array(SIZE);
    const atom = this.#atom(set);
    return atom !== null && this.done && this.understood ? set : null;
  }

  sequence(): Sequence {
    const alphabet = new Uint8Array(SIZE);
    const first = new Uint8Array(SIZE);
    let prefix = "";
    let prefixOpen = true;
    let nullable = true;
    while (!this.done && this.#source[this.#at] !== "|" && this.#source[this.#at] !== ")") {
      const set = new Uint8Array(SIZE);
      const atom = this.#atom(set);
      if (atom === null) {
        this.understood = false;
        return { alphabet, first, prefix, nullable };
      }
      const optional = this.#quantifier();
      if (nullable) merge(first, atom.first);
      merge(alphabet, set);
      if (prefixOpen && atom.literal !== null && optional === "once") prefix += atom.literal;
      else prefixOpen = false;
      if (optional !== "optional" && !atom.nullable) nullable = false;
    }
    return { alphabet, first, prefix, nullable };
  }

  #quantifier(): "once" | "many" | "optional" {
    const rest = this.#source.slice(this.#at, this.#at + 20);
    const match = /^(?:[*?+]|\{\d*,?\d*\})[?+]?/.exec(rest);
    if (match === null) return "once";
    this.#at += match[0].length;
    if (match[0].startsWith("*") || match[0].startsWith("?") || match[0].startsWith("{0")) return "optional";
    return "many";
  }

  #atom(into: Uint8Array): { first: Uint8Array; literal: string | null; nullable: boolean } | null {
    const char = this.#source[this.#at] as string | undefined;
    if (char === undefined) return null;
    if (char === "(") return this.#group(into);
    this.#at++;
    if (char === "[") return this.#class(into) ? { first: into, literal: null, nullable: false } : null;
    if (char === ".") {
      into.fill(1);
      into[10] = 0;
      return { first: into, literal: null, nullable: false };
    }
    if (char === "\\") {
      const literal = this.#escape(into);
      return literal === undefined ? null : { first: into, literal, nullable: literal === "" };
    }
    if (char === "^" || char === "$") return { first: into, literal: null, nullable: true };
    if ("*+?{".includes(char)) return null;
    set(into, char);
    return { first: into, literal: char, nullable: false };
  }

  #group(into: Uint8Array): { first: Uint8Array; literal: string | null; nullable: boolean } | null {
    this.#at++;
    if (++this.#depth > 50) return null;
    const rest = this.#source.slice(this.#at, this.#at + 60);
    const look = /^\?(?:[=!]|<[=!])/.exec(rest);
    const open = /^\?(?::|P?<[A-Za-z_]\w*>)/.exec(rest);
    if (look !== null) this.#at += look[0].length;
    else if (open !== null) this.#at += open[0].length;
    else if (rest.startsWith("?")) return null;
    const first = new Uint8Array(SIZE);
    let nullable = false;
    const scratch = new Uint8Array(SIZE);
    for (;;) {
      const branch = this.sequence();
      merge(look === null ? into : scratch, branch.alphabet);
      merge(first, branch.first);
      nullable ||= branch.nullable;
      if (this.#source[this.#at] !== "|") break;
      this.#at++;
    }
    if (this.#source[this.#at] !== ")") return null;
    this.#at++;
    this.#depth--;
    return look === null ? { first, literal: null, nullable } : { first: new Uint8Array(SIZE), literal: "", nullable: true };
  }

  #class(into: Uint8Array): boolean {
    const negated = this.#source[this.#at] === "^";
    if (negated) this.#at++;
    const inside = new Uint8Array(SIZE);
    let start = true;
    while (!this.done && (this.#source[this.#at] !== "]" || start)) {
      start = false;
      let char = this.#source[this.#at++] as string;
      if (char === "\\") {
        const literal = this.#escape(inside);
        if (literal === undefined) return false;
        if (literal === null) continue;
        char = literal;
      }
      if (this.#source[this.#at] === "-" && this.#at + 1 < this.#source.length && this.#source[this.#at + 1] !== "]") {
        this.#at++;
        let last = this.#source[this.#at++] as string;
        if (last === "\\") last = this.#escape(new Uint8Array(SIZE)) ?? "\u0000";
        for (let code = char.charCodeAt(0); code <= last.charCodeAt(0) && code < 128; code++) inside[code] = 1;
        if (last.charCodeAt(0) > 127) inside[128] = 1;
      } else set(inside, char);
    }
    if (this.done) return false;
    this.#at++;
    for (let i = 0; i < SIZE; i++) if ((inside[i] === 1) !== negated) into[i] = 1;
    return true;
  }

  /** Reads what follows a backslash: a literal, null for a class (already in the set), undefined if not understood. */
  #escape(into: Uint8Array): string | null | undefined {
    const char = this.#source[this.#at++];
    if (char === undefined) return undefined;
    const known = CLASSES[char];
    if (known !== undefined) {
      for (let code = 0; code < 128; code++) if (known.test(String.fromCharCode(code))) into[code] = 1;
      if ("WDS".includes(char)) into[128] = 1;
      return null;
    }
    if (char === "b" || char === "B") return "";
    const control: Record<string, string> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", "0": "\u0000" };
    const hex = char === "x" ? /^[0-9a-f]{2}/i : char === "u" ? /^[0-9a-f]{4}/i : null;
    if (hex !== null) {
      const digits = hex.exec(this.#source.slice(this.#at, this.#at + 4))?.[0];
      if (digits === undefined) return undefined;
      this.#at += digits.length;
      const literal = String.fromCharCode(Number.parseInt(digits, 16));
      set(into, literal);
      return literal;
    }
    if (/[pPk1-9]/.test(char)) {
      this.understood = false;
      return undefined;
    }
    const literal = control[char] ?? char;
    set(into, literal);
    return literal;
  }
}

const CLASSES: Readonly<Record<string, RegExp>> = { d: /\d/, D: /\D/, w: /\w/, W: /\W/, s: /\s/, S: /\S/ };

function set(into: Uint8Array, char: string): void {
  const code = char.charCodeAt(0);
  into[code < 128 ? code : 128] = 1;
}

function merge(into: Uint8Array, from: Uint8Array): void {
  for (let i = 0; i < SIZE; i++) if (from[i] === 1) into[i] = 1;
}
