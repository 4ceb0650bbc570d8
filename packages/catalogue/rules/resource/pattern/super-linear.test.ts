import { describe, expect, it } from "vitest";
import { ambiguousRepetition } from "./super-linear.ts";

describe("ambiguousRepetition", () => {
  it.each([
    "(a+)+$",
    "(a*)*b",
    "^(\\w+\\s?)*$",
    "(\\s*\\w+)+;",
    "(a|a)*c",
    "(\\d|\\w)+@",
    "((ab)*)*c",
    "(x+x+)+y",
    '(?:[^"]*,?)*]',
    "([^/]+(?:,[^/]+)*)$",
    "^(([a-z])+.)+[A-Z]",
    "(.*a){2,}b",
    "^(?:a|b|ab)*c",
    "(\\s|\\n)+x",
  ])("sees the two ways through %s", (source) => {
    expect(ambiguousRepetition(source)).not.toBeNull();
  });

  it.each([
    "a+b+",
    '("[^"]*")+;',
    "^[a-z]+(-[a-z]+)*$",
    "(ab+)+c",
    "(a|b)*c",
    "^\\d{1,3}(\\.\\d{1,3}){3}$",
    "(a+)+",
    "[^/]+/[^/]+",
    "([^/,]+(?:,[^/,]+)*)$",
    "(?:a+b|a+c)*d",
    "(?:\\w+\\b)*;",
    "(?:--[^\\n]*\\n|\\s)*x",
    "^(?:[^'\\\\]|\\\\.)*'",
    "(?:[a-z]+:)?(?:\\/\\/)?[^:]+$",
    "(?:\\\\.|[^\\\\])*x",
    "(",
    "[",
    "a{2,3}",
    `${"x".repeat(5000)}(a+)+b`,
  ])("is content with %.40s", (source) => {
    expect(ambiguousRepetition(source)).toBeNull();
  });

  it("says where the repetition stands", () => {
    expect(ambiguousRepetition("^a(b+)+$")).toEqual({ start: 2, end: 7 });
    expect(ambiguousRepetition("(x(b+)+)*$")).toEqual({ start: 2, end: 7 });
  });

  it("counts what is put behind a part of a pattern", () => {
    expect(ambiguousRepetition("(a+)+")).toBeNull();
    expect(ambiguousRepetition("(a+)+", true)).toEqual({ start: 0, end: 5 });
  });

  it("takes no time on a pattern that is wide", () => {
    expect(ambiguousRepetition(`(?:${Array.from({ length: 140 }, (_, i) => `[a-z]${i}`).join("|")})*;`)).toBeNull();
  });

  it("takes no time on a pattern that is deep", () => {
    expect(ambiguousRepetition("(".repeat(900) + ")".repeat(900))).toBeNull();
  });
});
