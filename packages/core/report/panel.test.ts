import { describe, expect, it } from "vitest";
import type { Consensus, Verdict } from "./consensus.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import { toSarif } from "./sarif.ts";
import { report, sources } from "./testing/samples.ts";
import { toText } from "./text.ts";

const NONE = { injection: 0, ambiguous_parameters: 0, undisclosed_side_effects: 0, excess_permission: 0 };

function verdict(model_id: string, score: number, reasons: readonly string[] = []): Verdict {
  const label = score >= 7 ? "malicious" : score >= 4 ? "suspicious" : "safe";
  return { model_id, score, label, confidence: 0.8, reasons, criteria: { ...NONE, injection: score } };
}

function consensus(more: Partial<Consensus> = {}, name = "count", reason = "it starts programs: “exec(x)”"): Consensus {
  const unsure: Verdict = { model_id: "c", score: 0, label: "unsure", confidence: 0, reasons: ["it refused"], criteria: NONE };
  return {
    panel_size: 4,
    models: ["a", "b", "c", "d"].map((model_id, panel_index) => ({
      ...{ model_id, panel_index, provider: "built-in", elapsed_ms: 1 },
      status: model_id === "c" ? "voted on 1 of 2 tools: it refused" : "voted",
    })),
    tools: [
      { tool_name: "fine", verdicts: ["a", "b", "c", "d"].map((id) => verdict(id, 0)), median: 0, agreement: 1, disagreement: false },
      {
        tool_name: name,
        verdicts: [verdict("a", 6, [reason]), verdict("b", 5, [reason]), unsure, verdict("d", 0)],
        median: 5,
        agreement: 0.667,
        disagreement: true,
      },
    ],
    panel_median: 5,
    panel_agreement: 0.42,
    rule_aivss: 9.9,
    merged_aivss: 9,
    adjustment: -0.9,
    ...more,
  };
}

const judged = (more?: Partial<Consensus>, name?: string, reason?: string) =>
  report(undefined, { consensus: consensus(more, name, reason) });

describe("the panel in a report", () => {
  it("says in its head who judged, how, and what that changed", () => {
    expect(toText(judged(), { sources })).toContain(
      "Panel     4 of 4 judges voted (built-in, no language model): median 5.0 (suspicious), score moved by -0.9\n",
    );
  });

  it("shows as text who said what about the tools that are not safe to all", () => {
    expect(toText(judged(), { sources })).toContain(`Judge panel
  Judged by a, b, c, d.
  c: voted on 1 of 2 tools: it refused.
  Agreement of the judges: Krippendorff's alpha 0.42 over 2 tools.
  Its median, that of the tool it finds worst, is 5.0; the rules say AIVSS 9.9, which becomes 9.0.
  count: median 5.0 (suspicious), 2 of 3 votes agree, 1 unsure
    a: suspicious 6.0
      it starts programs: “exec(x)”
    b: suspicious 5.0
      it starts programs: “exec(x)”
    c: unsure
      it refused
    d: safe 0.0
  1 other tools: all judges say safe
`);
    expect(toText(judged(), { sources, verbose: true })).toContain("  fine: median 0.0 (safe), 4 of 4 votes agree\n");
  });

  it("is in the page, in the comment and in the log", () => {
    expect(toHtml(judged(), { sources, rules: [] })).toContain(
      "<summary><strong>count</strong>: median 5.0 (suspicious), 2 of 3 votes agree, 1 unsure</summary>",
    );
    expect(toMarkdown(judged(), { sources })).toContain("### Judge panel");
    expect(toMarkdown(judged(), { sources })).toContain("Tool `count`: median 5\\.0");
    expect(JSON.parse(toSarif(judged(), { rules: [] })).runs[0].properties.consensus.panel_median).toBe(5);
  });

  it("that is not available is called that, and the score the rules' own", () => {
    const text = toText(judged({ panel_median: null, merged_aivss: 9.9, adjustment: 0 }), { sources });
    expect(text).toContain("not available, the score is that of the rules alone");
    expect(text).toContain("  The panel is not available: fewer than 3 judges voted on each tool.\n");
    expect(toText(judged({ panel_median: null, tools: [] }), { sources })).toContain("there is no tool to judge");
  });

  it("names language models as such", () => {
    const models = consensus().models.map((model) => ({ ...model, provider: "ollama" }));
    expect(toText(judged({ models }), { sources })).toContain("4 of 4 judges voted (language models)");
    expect(toText(judged({ models }), { sources })).toContain("  Judged by a (ollama), b (ollama), c (ollama), d (ollama).\n");
  });

  it("cannot be used to write on the reader's screen or page", () => {
    const evil = "\u001b[31m\u202e<script>alert(1)</script>\n## `x`";
    const of = judged({}, evil, evil);
    expect(toText(of, { sources })).not.toMatch(/[\u001b\u202e]/);
    expect(toHtml(of, { sources, rules: [] })).not.toContain("<script>");
    expect(toMarkdown(of, { sources })).not.toMatch(/^## `x`/m);
  });

  it("leaves findings their room in a comment", () => {
    const many = consensus();
    const tools = Array.from({ length: 300 }, (_, index) => ({
      ...(many.tools[1] as (typeof many.tools)[number]),
      tool_name: `t${index}`,
    }));
    const text = toMarkdown(report(undefined, { consensus: { ...many, tools } }), { sources });
    expect(text.length).toBeLessThan(20_000);
    expect(text).toContain("295 more tools are in the JSON report.");
  });
});
