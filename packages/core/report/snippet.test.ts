import { describe, expect, it } from "vitest";
import { secretsIn, snippetOf } from "./snippet.ts";

const region = (line: number, column = 1, end = line) => ({ file: "a", start_line: line, start_col: column, end_line: end, end_col: 1 });

describe("evidence", () => {
  it("is the lines that are meant, at most five", () => {
    const lines = ["one", "  two", "three", "4", "5", "6", "7"];
    expect(snippetOf(lines, region(2))).toBe("two");
    expect(snippetOf(lines, region(2, 1, 7))).toBe("two\nthree\n4\n5\n6");
    expect(snippetOf(lines, region(99))).toBe("");
    expect(snippetOf(null, region(1))).toBe("");
  });

  it("of a long line is what stands around the place", () => {
    const text = snippetOf([`${"a".repeat(5000)}HERE${"b".repeat(5000)}`], region(1, 5001));
    expect(text).toContain("HERE");
    expect(text.length).toBeLessThan(210);
  });
});

describe("secrets in a piece of code", () => {
  it.each([
    ['const key = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";', ["sk_live_4eC39HqLyjWDarjtT1zdp7dc"]],
    ["API_TOKEN=ghp_16C7e42F292c6912E7710c838347Ae178B4a", ["ghp_16C7e42F292c6912E7710c838347Ae178B4a"]],
    ['password: "Tr0ub4dor&3!x"', ["Tr0ub4dor&3!x"]],
    ["const password = process.env.PASSWORD;", []],
    ["logger.info(credentials.accessToken)", []],
    ["const apiKeyV2 = readKeyFrom(store.secretsByName2);", []],
    ["apiKey: z.string().describe('key')", []],
  ])("%s", (code, secrets) => {
    expect(secretsIn(code)).toEqual(expect.arrayContaining(secrets));
    if (secrets.length === 0) expect(secretsIn(code)).toEqual([]);
  });
});
