import { describe, expect, test } from "vitest";
import { type Answer, type Judge, unsure } from "../judge.ts";
import { sampleTool } from "../testing/sample-tool.ts";
import { type PanelOptions, runPanel } from "./run-panel.ts";

const QUOTE = "Counts the words";

function opinion(score: number, quote = QUOTE): Answer {
  const criteria = { injection: score, ambiguous_parameters: 0, undisclosed_side_effects: 0, excess_permission: 0 };
  return { kind: "opinion", opinion: { criteria, confidence: 0.5, reasons: [{ says: "because", quote }] } };
}

function judge(id: string, answer: Answer | (() => Promise<Answer>)): Judge {
  return { id, provider: "test", concurrency: 2, judge: async () => (typeof answer === "function" ? answer() : answer) };
}

const options = { now: () => 0 };

describe("votes", () => {
  test("one judge cannot move the median", async () => {
    const judges = [judge("a", opinion(1)), judge("b", opinion(1)), judge("c", opinion(10))];
    const { tools, panel_median } = await runPanel([sampleTool()], judges, options);
    expect(tools[0]).toMatchObject({ median: 1, agreement: 0.667, disagreement: true });
    expect(panel_median).toBe(1);
  });

  test("fewer than three votes are no panel", async () => {
    const judges = [judge("a", opinion(9)), judge("b", opinion(9)), judge("c", unsure("it refused")), judge("d", unsure("it refused"))];
    const consensus = await runPanel([sampleTool()], judges, options);
    expect(consensus).toMatchObject({ panel_size: 4, panel_median: null });
    expect(consensus.tools[0]?.median).toBeNull();
    expect(consensus.models.map(({ status }) => status)).toEqual(["voted", "voted", "no vote: it refused", "no vote: it refused"]);
  });

  test("the package is judged by its worst tool", async () => {
    const byName: Judge = { ...judge("x", opinion(0)), judge: async ({ name }) => opinion(name === "bad" ? 8 : 1) };
    const tools = [sampleTool({ name: "good" }), sampleTool({ name: "bad" }), sampleTool({ name: "fine" })];
    const consensus = await runPanel(tools, [byName, { ...byName, id: "y" }, { ...byName, id: "z" }], options);
    expect(consensus.tools.map((tool) => [tool.tool_name, tool.median])).toEqual([
      ["good", 1],
      ["bad", 8],
      ["fine", 1],
    ]);
    expect(consensus).toMatchObject({ panel_median: 8, panel_agreement: 1 });
  });

  test("a verdict whose quote is not in the input is void and says so", async () => {
    const judges = [
      judge("a", opinion(9, "rm -rf /")),
      judge("b", opinion(9, " ")),
      judge("c", { kind: "opinion", opinion: { ...opinionOf(9), reasons: [] } }),
    ];
    const { tools } = await runPanel([sampleTool()], judges, options);
    expect(tools[0]?.verdicts.map(({ label, reasons }) => [label, reasons[0]])).toEqual([
      ["unsure", "void: it quotes what is not there"],
      ["unsure", "void: it quotes what is not there"],
      ["unsure", "void: it accuses without a reason"],
    ]);
  });

  test.each([Number.NaN, -1, 11])("a criterion of %d voids the verdict", async (score) => {
    const { tools } = await runPanel([sampleTool()], [judge("a", opinion(score))], options);
    expect(tools[0]?.verdicts[0]).toMatchObject({ label: "unsure", score: 0 });
  });

  test("a judge that throws loses its vote, and what it threw is not repeated", async () => {
    const failing = judge("a", () => Promise.reject(new Error("the prompt was: secret")));
    const consensus = await runPanel([sampleTool()], [failing], options);
    expect(consensus.models[0]?.status).toBe("no vote: the judge failed");
    expect(JSON.stringify(consensus)).not.toContain("secret");
  });
});

test("a server without tools has a panel and no median", async () => {
  const judges = ["a", "b", "c"].map((id) => judge(id, opinion(9)));
  expect(await runPanel([], judges, options)).toMatchObject({ tools: [], panel_size: 3, panel_median: null, panel_agreement: null });
});

test("when time is over, tools that nobody was asked about say so", async () => {
  let asked = 0;
  const judges = ["a", "b", "c"].map((id) => ({ ...judge(id, async () => opinion(++asked > 0 ? 2 : 0)), concurrency: 1 }));
  const panel = await runPanel([sampleTool(), sampleTool()], judges, { ...options, stop: () => asked >= 3 });
  expect(panel.tools.map(({ median }) => median)).toEqual([2, null]);
  expect(panel.models[0]?.status).toBe("voted on 1 of 2 tools: the scan ran out of time");
});

test("each judge that has voted is announced once", async () => {
  const events: Parameters<NonNullable<PanelOptions["onEvent"]>>[0][] = [];
  const judges = [judge("a", opinion(1)), judge("b", unsure("no answer in time")), judge("c", opinion(2))];
  await runPanel([sampleTool(), sampleTool()], judges, { ...options, onEvent: (event) => events.push(event) });
  expect(events.toSorted((a, b) => a.panel_index - b.panel_index)).toEqual([
    { type: "judge_verdict", model_id: "a", panel_index: 0, panel_size: 3 },
    { type: "judge_verdict", model_id: "c", panel_index: 2, panel_size: 3 },
  ]);
});

test("a judge is asked about no more tools at a time than it wants", async () => {
  let now = 0;
  let most = 0;
  const slow = judge("a", async () => {
    most = Math.max(most, ++now);
    await Promise.resolve();
    now--;
    return opinion(1);
  });
  await runPanel(
    Array.from({ length: 9 }, () => sampleTool()),
    [slow],
    options,
  );
  expect(most).toBe(2);
});

function opinionOf(score: number) {
  const answer = opinion(score);
  if (answer.kind !== "opinion") throw new Error("no opinion");
  return answer.opinion;
}
