import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { toHtml } from "./html.ts";
import { STYLE, STYLE_HASH } from "./html-style.ts";
import { emptyReport, finding, RULE, report, sources } from "./testing/samples.ts";

const html = toHtml(report(), { sources, rules: [RULE] });

describe("HTML report", () => {
  it("names its one style by hash and allows nothing else", () => {
    expect(STYLE_HASH).toBe(`sha256-${createHash("sha256").update(STYLE).digest("base64")}`);
    expect(html).toContain(`content="default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; form-action 'none'"`);
    expect(html.match(/<script|<link|<img|<iframe|\ssrc=|\shref=|\sstyle=|url\(|@import|\son\w+=/g)).toBe(null);
  });

  it("steps through the trace with the code of each step", () => {
    expect(html.match(/<li value="\d"><details/g)?.length).toBe(3);
    expect(html).toContain("<mark>os.system(f&#39;execute {cmd}&#39;)</mark>");
    expect(html).toContain("<mark>cmd = args[&#34;command&#34;]</mark>");
  });

  it("closes what it opens", () => {
    for (const tag of ["details", "article", "section", "table", "dl", "ol", "pre", "p", "summary"]) {
      expect([tag, html.split(`<${tag}`).length - (tag === "p" ? html.split("<pre").length - 1 : 0)]).toEqual([
        tag,
        html.split(`</${tag}>`).length,
      ]);
    }
  });

  it("explains scores and rules, and lists what was not looked at", () => {
    expect(html).toContain("reachable from a tool argument with no check in between");
    expect(html).toContain("Commands that are built in another process.");
    expect(html).toContain("logo.png");
  });

  it("gives no grade to what was not looked at", () => {
    const empty = toHtml(emptyReport(), { sources, rules: [] });
    expect(empty).toContain("N/A (nothing was analysed)");
    expect(empty).toContain("This scan is incomplete");
  });

  it("stays bounded, and says what is not shown", () => {
    const many = Array.from({ length: 1003 }, () => finding({ trace: { ...finding().trace, steps: [] } }));
    const text = toHtml(report(many), { sources, rules: [] });
    expect(text.split("<article").length - 1).toBe(1000);
    expect(text).toContain("3 less severe findings are not shown here");
  });
});
