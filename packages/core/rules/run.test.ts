import { describe, expect, it } from "vitest";
import { PROOF_BIT } from "../define/kinds.ts";
import type { Draft, Rule } from "../define/rule.ts";
import { RULE } from "../report/testing/samples.ts";
import { DEFAULT_OPTIONS, type ScanEvent } from "../scan-options.ts";
import type { Place } from "../surface/surface.ts";
import type { Flow } from "../taint/flow.ts";
import { runRules } from "./run.ts";
import type { Material } from "./see.ts";

const at = (line: number, file = "server.ts"): Place => ({ file, startLine: line, startCol: 1, endLine: line, endCol: 9 });

function flow(more: Partial<Flow> = {}, sink: Partial<Flow["sink"]> = {}): Flow {
  return {
    source: { kind: "tool-input", name: "host", place: at(1) },
    sink: { kind: "shell-command", api: "child_process.exec", argument: "0", place: at(5), ...sink },
    ...{ steps: [], truncated: false, whole: true, guards: [], proofs: 0, confidence: "high", doubts: [] },
    entries: [{ kind: "tool", name: "ping", handler: "ping", server: 0 }],
    ...more,
  };
}

function rule(ruleId: string, more: Partial<Rule>): Rule {
  const { onPackage: _hook, ...rest } = RULE;
  return { ...rest, key: `own/${ruleId}`, ruleId, messages: { found: "{argument} of {tools} reaches {sink}" }, ...more };
}

const shell = (more: Partial<Rule> = {}): Rule => rule("MCP-A901", { flow: { from: ["tool-input"], to: ["shell-command"] }, ...more });

function material(flows: readonly Flow[]): Material {
  const inventory = { languages: {}, manifests: [], paths: ["server.ts"], code: [], skipped: [], entryPoints: [], textOf: () => "text" };
  const readText = () => ({ score: 0, verdict: "benign" as const, families: [], signals: [], decoded: [], strongest: null, cut: false });
  return { inventory, surface: { servers: [] }, facts: null, flaws: [], flows, operations: [], mode: "fast", readText };
}

function run(
  rules: readonly Rule[],
  flows: readonly Flow[] = [],
  options = DEFAULT_OPTIONS,
  more: { stop?: () => boolean; analysed?: boolean } = {},
) {
  const events: ScanEvent[] = [];
  const available = (stopped: boolean) => ({ needs: new Set<never>(), analysed: more.analysed ?? true, stopped });
  return {
    ...runRules(rules, options, material(flows), {
      available,
      stop: more.stop ?? (() => false),
      onEvent: (event) => void events.push(event),
    }),
    events,
  };
}

describe("a flow rule", () => {
  it("gives one finding for a sink, with every tool that reaches it", () => {
    const other = flow({
      entries: [{ kind: "tool", name: "trace", handler: "trace", server: 0 }],
      source: { kind: "tool-input", name: "to", place: at(2) },
    });
    const { hits, outcomes } = run([shell()], [flow(), other]);
    expect(hits.map((hit) => [hit.text, hit.entries.map((entry) => entry.name)])).toEqual([
      ["host of ping, trace reaches child_process.exec", ["ping", "trace"]],
    ]);
    expect(outcomes.map(({ status, hits: count }) => [status, count])).toEqual([["fired", 1]]);
  });

  it("is only as sure as the flow and the rule both are", () => {
    expect(run([shell()], [flow({ confidence: "medium", doubts: ["why"] })]).hits[0]).toMatchObject({
      confidence: "medium",
      reasons: ["why"],
    });
    expect(run([shell({ confidence: "low" })], [flow()]).hits[0]?.confidence).toBe("low");
  });

  it("is silent where one alternative of proofs holds as a whole", () => {
    const guarded = shell({ flow: { from: ["tool-input"], to: ["shell-command"], unless: [["bounded", "typed"]] } });
    const { bounded, typed } = PROOF_BIT;
    expect(run([guarded], [flow({ proofs: bounded })]).hits).toHaveLength(1);
    expect(run([guarded], [flow({ proofs: bounded | typed })]).hits).toHaveLength(0);
  });

  it("of the same class speaks only if it is the most severe, then the most specific, at a sink", () => {
    const wide = shell({ ruleId: "MCP-A902", flow: { from: ["tool-input", "http-request"], to: ["shell-command", "code"] } });
    const severe = shell({ ruleId: "MCP-A903", severity: "critical", flow: { from: ["tool-input"], to: ["shell-command"] } });
    const milder = shell({ ruleId: "MCP-A904", severity: "high" });
    const otherClass = shell({ ruleId: "MCP-B901" });
    expect(run([wide, milder, severe, otherClass], [flow()]).hits.map((hit) => hit.rule.ruleId)).toEqual(["MCP-A903", "MCP-B901"]);
  });
});

describe("a hook rule", () => {
  const draft: Draft = { message: "found", holes: { argument: "{tools}", sink: "x" }, place: at(3) };

  it("fills its holes once: text of the target is no template", () => {
    expect(run([rule("MCP-A905", { onPackage: () => [draft] })]).hits[0]?.text).toBe("{tools} of {tools} reaches x");
  });

  it("may find something less severe than the rule is, never more", () => {
    const found = (severity: "medium" | "critical") =>
      run([rule("MCP-A907", { severity: "high", onPackage: () => [{ message: "found", place: at(1), severity }] })]).hits[0]?.severity;
    expect([found("medium"), found("critical")]).toEqual(["medium", "high"]);
  });

  it("that throws is an error with its reason; what it found before counts, and the others run", () => {
    const broken = rule("MCP-A906", {
      *onPackage() {
        yield draft;
        throw new TypeError("no such thing");
      },
    });
    const { hits, outcomes } = run([broken, shell()], [flow()]);
    expect(outcomes.map(({ status, reason }) => [status, reason])).toEqual([
      ["error", "TypeError: no such thing"],
      ["fired", null],
    ]);
    expect(hits).toHaveLength(2);
  });

  it("that never ends is cut, and the cut is said", () => {
    const endless = rule("MCP-A907", {
      *onPackage() {
        for (let line = 1; ; line++) yield { ...draft, place: at(line) };
      },
    });
    const { hits, limits } = run([endless]);
    expect(hits).toHaveLength(1000);
    expect(limits).toEqual([{ what: "findings of one rule (1000)", where: "MCP-A907" }]);
  });
});

describe("a rule that does not run says why", () => {
  it.each<[string, Partial<Rule>, Parameters<typeof run>[2], { stop?: () => boolean; analysed?: boolean }, RegExp]>([
    ["retired", { status: "retired" }, DEFAULT_OPTIONS, {}, /^retired$/],
    ["preview", { status: "preview" }, DEFAULT_OPTIONS, {}, /preview/],
    ["for deep mode", { tier: "T2" }, DEFAULT_OPTIONS, {}, /deep mode/],
    ["of another class", {}, { ...DEFAULT_OPTIONS, classes: ["B"] }, {}, /class/],
    ["switched off", {}, { ...DEFAULT_OPTIONS, skipRules: ["own/MCP-A901"] }, {}, /switched off/],
    ["in need of facts", { needs: ["registry-facts"] }, DEFAULT_OPTIONS, {}, /registry/],
    ["without code", {}, DEFAULT_OPTIONS, { analysed: false }, /no code/],
    ["too late", {}, DEFAULT_OPTIONS, { stop: () => true }, /stopped/],
  ])("%s", (_, more, options, given, reason) => {
    const { outcomes, events, hits } = run([shell(more)], [flow()], options, given);
    expect(outcomes[0]).toMatchObject({ status: "skipped", hits: 0 });
    expect(outcomes[0]?.reason).toMatch(reason);
    expect([events, hits]).toEqual([[], []]);
  });

  it("runs in preview when it is asked for by name", () => {
    expect(run([shell({ status: "preview" })], [flow()], { ...DEFAULT_OPTIONS, onlyRules: ["MCP-A901"] }).outcomes[0]?.status).toBe(
      "fired",
    );
  });
});
