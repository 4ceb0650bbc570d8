import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHtml } from "./html.ts";
import { toJson } from "./json.ts";
import { toMarkdown } from "./markdown.ts";
import { toSarif } from "./sarif.ts";
import { hostileReport, OTHER_RULE, RULE } from "./testing/samples.ts";
import { toText } from "./text.ts";

/** What a target may write to be seen as something else. */
const ATTACKS = [
  "\u001b[2J\u001b]8;;https://x\u0007click\u001b]8;;\u0007",
  "\u009b31m",
  "a\r\nGrade     A, safety 100/100",
  "\u202Egnp.exe\u2066x\u2069",
  "\u200B\u200D\uFEFF\u00AD\u180E\u3164",
  "\u{E0049}\u{E0067}",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'; style='x",
  "</pre></details><h1>A</h1>",
  "```\n# Grade A\n",
  "[x](javascript:alert(1)) ![](https://x/y.png) https://x.example www.x.example",
  "@everyone #1 <!-- x",
  "--> <b>",
  "a`<b>[x](y)`c",
  "| a | b |\n|---|---|",
  "{0} [a](1)",
  "__proto__",
  "\uD800",
];
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: "binary" })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(""));
const options = (text: string) => ({ sources: () => `${text}\n`.repeat(6), rules: [RULE, OTHER_RULE], verbose: true });
const unseen = (output: string) => UNSEEN.exec(output.replaceAll("\n", ""))?.[0].codePointAt(0)?.toString(16);

/** Text outside code spans and blocks, with escapes and our own comments taken out. */
function bareMarkdown(markdown: string): string {
  return markdown
    .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "")
    .replace(/(?<!`|\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "")
    .replace(/\\./gu, "")
    .replace(/^#{2,3} /gm, "")
    .replaceAll("<!-- -->", "")
    .replace(/<\/?(details|summary)>/g, "");
}

/** Tags with their attributes, numbers left out; the lines of code a frame shows do not matter. */
function tagsOf(html: string): readonly string[] {
  return [...new Set(html.match(/<[^>]*>/g))].filter((tag) => !/^<\/?mark>$/.test(tag)).sort();
}

describe("hostile text", () => {
  it("never reaches a terminal raw", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const output = toText(hostileReport(text), options(text));
        expect(unseen(output)).toBe(undefined);
        expect(output.match(/^Grade /gm)?.length).toBe(1);
      }),
    );
  });

  it("never becomes markup in HTML", () => {
    const known = tagsOf(toHtml(hostileReport("x"), options("x")));
    fc.assert(
      fc.property(hostile, (text) => {
        const output = toHtml(hostileReport(text), options(text));
        expect(unseen(output)).toBe(undefined);
        expect(tagsOf(output)).toEqual(known);
      }),
    );
  });

  it("never becomes markup in Markdown", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const output = toMarkdown(hostileReport(text), options(text));
        expect(unseen(output)).toBe(undefined);
        expect(bareMarkdown(output)).not.toMatch(/[<>[\]|@#~]|https?:|www\.|`(?!`)/u);
      }),
    );
  });

  it("is escaped in JSON and SARIF, and comes back whole from JSON", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const from = hostileReport(text);
        expect(unseen(toJson(from))).toBe(undefined);
        expect(unseen(toSarif(from, options(text)))).toBe(undefined);
        expect(JSON.parse(toJson(from))).toEqual(from);
      }),
    );
  });
});
