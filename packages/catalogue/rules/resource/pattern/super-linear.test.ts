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
  });

  it("takes no time on a pattern that is deep", () => {
    expect(ambiguousRepetition("(".repeat(900) + ")".repeat(900))).toBeNull();
  });
});
