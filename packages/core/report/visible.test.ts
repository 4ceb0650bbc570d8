import { describe, expect, it } from "vitest";
import { forHtml, forMarkdown, markdownBlock, markdownCode, shorten, visible, visibleCode } from "./visible.ts";

describe("visible", () => {
  it.each([
    ["plain ä 漢字 🙂 text", "plain ä 漢字 🙂 text"],
    ["\u001b[31mred", "\\u{1B}[31mred"],
    ["a\r\nb\tc", "a\\u{D}\\u{A}b\\u{9}c"],
    ["user\u202Eexe.txt", "user\\u{202E}exe.txt"],
    ["zero\u200Bwidth\uFEFF", "zero\\u{200B}width\\u{FEFF}"],
    ["tag\u{E0041}", "tag\\u{E0041}"],
    ["lone \uD800", "lone \\u{D800}"],
    ["no-break\u00A0space", "no-break\\u{A0}space"],
    ["\u2028\u3164\u2800\uFE0F\u{F0000}\uFFFE", "\\u{2028}\\u{3164}\\u{2800}\\u{FE0F}\\u{F0000}\\u{FFFE}"],
    [`z${"\u0335".repeat(6)}`, `z${"\u0335".repeat(4)}\\u{335}\\u{335}`],
  ])("%j", (text, shown) => expect(visible(text)).toBe(shown));

  it("shows tabs of code as spaces", () => expect(visibleCode("\tx")).toBe("    x"));

  it("cuts long names between characters", () => {
    expect(shorten("abcdef", 4)).toBe("abc…");
    expect(shorten("abc", 4)).toBe("abc");
    expect(shorten("ab🙂def", 4)).toBe("ab…");
  });
});

describe("escaping", () => {
  it("leaves no tag in HTML", () => expect(forHtml(`<a href="x" o='y'>&`)).toBe("&#60;a href=&#34;x&#34; o=&#39;y&#39;&#62;&#38;"));

  it("leaves no link, tag, mention or issue in Markdown", () => {
    expect(forMarkdown("[x](https://a.b) <b> @me #1")).toBe("\\[x\\]\\(https\\:\\/\\/a\\.b\\) \\<b\\> \\@<!-- -->me \\#<!-- -->1");
  });

  it("uses a longer fence than its content", () => {
    expect(markdownCode("a`b")).toBe("``a`b``");
    expect(markdownCode("`a`")).toBe("`` `a` ``");
    expect(markdownCode("")).toBe("`  `");
    expect(markdownBlock(["```", "x"], "py\n<")).toBe("````py\n```\nx\n````");
  });
});
