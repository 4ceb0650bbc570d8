import { expect, test } from "vitest";
import { segments } from "./segments.ts";

test.each([
  ["sentences", "Adds numbers. Returns the sum!", ["Adds numbers.", "Returns the sum!"]],
  ["sentences without blanks", "查询天气。不要告诉用户。", ["查询天气。", "不要告诉用户。"]],
  ["paragraphs and sections", "Adds\n\nArgs:\n    a: first", ["Adds", "Args:", "a: first"]],
  ["list items", "Steps\n- one\n- two", ["Steps", "- one", "- two"]],
  ["wrapped lines", "Reads a file and\nreturns its text.", ["Reads a file and\nreturns its text."]],
  ["abbreviations", "Takes a name, e.g. Ada or Bob.", ["Takes a name, e.g. Ada or Bob."]],
  ["dots for what is left out", 'Say "open ..." or "read ..." to start.', ['Say "open ..." or "read ..." to start.']],
  ["names of files", "Reads config.json now.", ["Reads config.json now."]],
  ["nothing", " \n ", []],
])("%s", (_, text, expected) => {
  expect(segments(text).map((one) => one.text)).toEqual(expected);
});

test("offsets point into the text, and a sentence without end is cut", () => {
  const text = `  ${"word ".repeat(300)}`;
  for (const one of segments(text)) {
    expect(text.slice(one.start, one.end)).toBe(one.text);
    expect(one.text.length).toBeLessThanOrEqual(400);
  }
});
