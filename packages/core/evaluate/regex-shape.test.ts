import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROOFS, type Proof } from "../define/kinds.ts";
import { PROOF } from "./proofs.ts";
import { absenceProofs, patternProofs, SHELL_CRITICAL } from "./regex-shape.ts";
import { rewritingProofs, survivors } from "./rewriting.ts";

const names = (proofs: number): Proof[] => PROOFS.filter((proof) => (proofs & PROOF[proof]) !== 0);

describe("what an accepted text is known to be", () => {
  it.each([
    ["^[a-z]+$", ["identifier", "no-shell-meta", "no-separator", "no-dotdot", "relative"], null],
    ["^\\w+$", ["identifier"], null],
    ["^\\d+$", ["numeric"], null],
    ["^[0-9]{1,3}$", ["numeric"], null],
    ["^(?:start|stop)$", ["identifier"], null],
    ["^[A-Za-z0-9][A-Za-z0-9-]*$", ["no-leading-dash", "no-shell-meta"], null],
    ["^[a-z]+(?:/[a-z]+)*$", ["no-dotdot", "relative"], null],
    ["^https://api\\.example\\.com/", ["host-allowed", "scheme-allowed"], null],
    ["[a-z]+", [], "unanchored-pattern"],
    ["^.*$", [], "pattern-too-wide"],
    ["^[^;]*$", [], "pattern-too-wide"],
    ["^(a+)+$", ["identifier"], null],
  ])("%s", (source, proofs, flaw) => {
    const found = patternProofs(source, "", "search");
    expect(names(found.proofs)).toEqual(expect.arrayContaining(proofs));
    expect(found.flaw).toBe(flaw);
  });

  it.each([
    ["[a-z]+", "match", "no-shell-meta", false],
    ["[a-z]+$", "match", "no-shell-meta", true],
    ["[a-z]+", "fullmatch", "no-shell-meta", true],
    ["^[a-z]+$", "search", "numeric", false],
    ["^[a-z.]+$", "search", "no-dotdot", false],
    ["^[a-z/]+$", "search", "no-separator", false],
    ["^[-a-z]+$", "search", "no-leading-dash", false],
    ["^[a-z]+|x$", "search", "no-shell-meta", false],
    ["^https://api\\.example\\.com", "search", "host-allowed", false],
    ["^[\\s\\S]+$", "search", "no-shell-meta", false],
    ["^[a-z]+\\n?$", "search", "log-safe", false],
    ["^\\p{L}+$", "search", "identifier", false],
  ] as const)("%s by %s: %s is %s", (source, how, proof, holds) => {
    expect(names(patternProofs(source, "", how).proofs).includes(proof)).toBe(holds);
  });

  it("a pattern by lines proves nothing of the whole text", () => {
    expect(names(patternProofs("^[a-z]+$", "m", "search").proofs)).not.toContain("no-shell-meta");
  });
});

describe("what a text without a match is known to be", () => {
  it.each([
    ["[^a-z0-9]", ["no-shell-meta", "no-separator"], false],
    ["\\.\\.", ["no-dotdot"], false],
    ["[/\\\\]", ["no-separator"], false],
    ["^-", ["no-leading-dash"], false],
    ["[;&|]", [], true],
    ["rm -rf", [], true],
  ])("%s", (source, proofs, blocklist) => {
    const found = absenceProofs(source);
    expect(names(found.proofs)).toEqual(expect.arrayContaining(proofs));
    expect(found.blocklist).toBe(blocklist);
  });
});

/** What each proof says, as a test of one text. A trailing line break is the shell's own end of a command. */
const HOLDS: Partial<Record<Proof, (text: string) => boolean>> = {
  numeric: (text) => /^[0-9]*$/.test(text),
  identifier: (text) => /^[A-Za-z0-9_]*$/.test(text),
  "no-shell-meta": (text) => ![...text].some((char) => SHELL_CRITICAL.includes(char)),
  // Where the backslash separates too, a pattern that refuses only "/" proves less; it is the usual way to write one.
  "no-separator": (text) => !text.includes("/"),
  "no-dotdot": (text) => !/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(text),
  "no-leading-dash": (text) => !text.startsWith("-"),
  relative: (text) => !/^[/~]/.test(text),
  "log-safe": (text) => !/[\n\r\u001b]/.test(text),
  arithmetic: (text) => /^[0-9eE+\-*/%^().,\s]*$/.test(text),
};

function broken(proofs: number, text: string): Proof[] {
  return names(proofs).filter((proof) => HOLDS[proof]?.(text) === false);
}

const CLASSES = [
  "a",
  "b",
  "\\d",
  "\\w",
  "\\s",
  "\\W",
  "\\.",
  ".",
  "[a-z]",
  "[^a-z]",
  "[a-z/]",
  "[-a]",
  "[.]",
  "[^;]",
  "[\\w-]",
  "-",
  "/",
  ";",
];
const piece = fc.tuple(fc.constantFrom(...CLASSES), fc.constantFrom("", "", "*", "+", "?", "{1,2}")).map(([one, times]) => one + times);
const sequence = fc.array(piece, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
const flat = fc.array(sequence, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("|"));
/** Groups inside groups, repeated at least once: see the known mistakes below for the others. */
const nested = fc
  .tuple(sequence, flat, fc.constantFrom("", "+", "{2}"), sequence)
  .map(([before, inner, times, after]) => `${before}(?:${inner})${times}${after}`);
const ends = <T extends string>(inner: fc.Arbitrary<T>) =>
  fc
    .tuple(fc.constantFrom("", "^"), fc.boolean(), inner, fc.constantFrom("", "$"))
    .map(([start, grouped, source, end]) => start + (grouped ? `(?:${source})` : source) + end);
const text = fc.string({ unit: fc.constantFrom(..."ab019_-./\\;&~ \n\u00e9".split("")), maxLength: 6 });

describe("whatever the pattern, a proof holds", () => {
  it("for texts that it accepts", () => {
    fc.assert(
      fc.property(ends(fc.oneof(flat, nested)), fc.array(text, { minLength: 20, maxLength: 20 }), (source, texts) => {
        const { proofs } = patternProofs(source, "", "search");
        const accepted = texts.filter((one) => new RegExp(source).test(one));
        const known = source.endsWith("$") ? 0 : PROOF["no-leading-dash"];
        expect(accepted.map((one) => [one, broken(proofs & ~known, one)]).filter(([, wrong]) => wrong?.length !== 0)).toEqual([]);
      }),
    );
  });

  it("for texts that it refuses", () => {
    fc.assert(
      fc.property(ends(flat), fc.array(text, { minLength: 20, maxLength: 20 }), (source, texts) => {
        const { proofs } = absenceProofs(source);
        const refused = texts.filter((one) => !new RegExp(source).test(one));
        expect(refused.map((one) => [one, broken(proofs, one)]).filter(([, wrong]) => wrong?.length !== 0)).toEqual([]);
      }),
    );
  });
});

/** Everything that holds of one text. */
const holdingOf = (text: string): number =>
  Object.entries(HOLDS).reduce((all, [proof, holds]) => all | (holds(text) ? PROOF[proof as Proof] : 0), 0);

describe("a text whose matches were replaced", () => {
  const replacement = fc.constantFrom("", "_", "-", "x", " ", ".", "/", "0");

  it("is what the pattern and the replacement say", () => {
    fc.assert(
      fc.property(ends(flat), replacement, fc.array(text, { minLength: 20, maxLength: 20 }), (source, by, texts) => {
        const proofs = rewritingProofs(source, by);
        const results = texts.map((one) => [one, one.replace(new RegExp(source, "g"), by)] as const);
        expect(results.map(([one, result]) => [one, result, broken(proofs, result)]).filter(([, , wrong]) => wrong?.length !== 0)).toEqual(
          [],
        );
      }),
    );
  });

  it("stays what it was, as far as is said", () => {
    fc.assert(
      fc.property(ends(flat), replacement, text, (source, by, one) => {
        expect(broken(survivors(source, by, holdingOf(one)), one.replace(new RegExp(source, "g"), by))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["[^a-z0-9]+", "-", ["no-shell-meta", "no-separator", "no-dotdot"]],
    ["[^\\w.-]", "_", ["no-shell-meta", "no-separator"]],
    ["\\.\\.", "", ["no-dotdot"]],
    ["^-+", "", ["no-leading-dash"]],
    ["[^0-9+*/().-]", "", ["arithmetic"]],
    ["'", "''", ["sql-quoted"]],
  ])("%s by %j proves %j", (source, by, proofs) => {
    expect(names(rewritingProofs(source, by))).toEqual(expect.arrayContaining(proofs));
  });

  it.each([
    ["^-", "", "no-leading-dash"],
    ["[^a-z.]", "", "no-dotdot"],
    ["[^a-z]", "/", "no-separator"],
    ["\\.\\.|/", "", "no-dotdot"],
    ["a*|[^;]", "", "no-separator"],
  ] as const)("%s by %j does not prove %s", (source, by, proof) => {
    expect(names(rewritingProofs(source, by))).not.toContain(proof);
  });
});

// One that starts to pass moves up, and the property above takes its form in.
describe("known to be wrong", () => {
  it.fails.each([
    ["^[a-z]*", "-x"],
    ["^a?", "-"],
    ["^(?:(?:a)*)+", "-"],
  ])("%s accepts %s", (source, text) => {
    expect(broken(patternProofs(source, "", "search").proofs, text)).toEqual([]);
  });

  it.fails.each([
    ["(?:(?:[a-z/]b))", "/"],
    ["a|(?:(?:a)|(?:a|[^a-z]a))", "/"],
  ])("%s refuses %s", (source, text) => {
    expect(broken(absenceProofs(source).proofs, text)).toEqual([]);
  });

  it.fails("an optional character in the scheme still says which schemes", () => {
    expect(names(patternProofs("^https?://", "", "search").proofs)).toContain("scheme-allowed");
  });
});
