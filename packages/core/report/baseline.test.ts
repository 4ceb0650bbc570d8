import { describe, expect, it } from "vitest";
import { type Baseline, generateBaseline, locationHash, matchBaseline, mergeBaselines, parseBaseline } from "./baseline.ts";
import { finding, region } from "./testing/samples.ts";
import { sha256 } from "./testing/sha256.ts";
import { problemsOf, SCHEMAS, validatorOf } from "./testing/validate.ts";

const by = { reason: "known", acceptedBy: "a@b.c", now: "2024-01-15T14:30:22Z" };
const known = finding();
const moved = finding({ location: region("src/handler.py", 80, 5, 32) });
const other = finding({ id: "000000000000", fingerprint: "6".repeat(64) });
const baseline = generateBaseline([known], by, sha256);
const withoutPrint: Baseline = { ...baseline, entries: baseline.entries.map(({ fingerprint: _, ...entry }) => entry) };

describe("matching", () => {
  it("accepts what moved, and counts why", () => {
    expect(matchBaseline([moved, other], baseline, sha256)).toEqual({
      kept: [other],
      suppressed: [
        { finding_id: known.id, rule_id: "MCP-A003", location: { file: "src/handler.py", line: 80 }, by: "baseline", reason: "known" },
      ],
      unused: [],
    });
  });

  it("does not accept other code on the same line", () =>
    expect(matchBaseline([other], baseline, sha256)).toMatchObject({ kept: [other], unused: [{ line: 5 }] }));

  it("takes files of other programs by place", () => {
    expect(matchBaseline([other], withoutPrint, sha256).suppressed.length).toBe(1);
    expect(matchBaseline([moved], withoutPrint, sha256)).toMatchObject({ kept: [moved], unused: [{ line: 5 }] });
  });

  it("accepts nothing of another rule", () =>
    expect(matchBaseline([{ ...known, rule_id: "MCP-A004" }], withoutPrint, sha256).kept.length).toBe(1));
});

describe("the file", () => {
  it("comes back as written, and is valid", () => {
    expect(parseBaseline(JSON.stringify(baseline))).toEqual({ ok: true, value: baseline });
    expect(problemsOf(validatorOf(new URL("baseline-1.0.json", SCHEMAS)), baseline)).toEqual([]);
    expect(baseline.entries[0]?.location_hash).toBe(locationHash("src/handler.py", 5, sha256));
  });

  it.each([
    ["{", "not JSON"],
    ["[]", "no version"],
    ['{"version":"2.0","entries":[]}', "no version"],
    ['{"version":"1.0"}', "no list"],
    ['{"version":"1.0","entries":[null]}', "entry 1"],
    [JSON.stringify({ ...baseline, entries: [...baseline.entries, { ...baseline.entries[0], line: "5" }] }), "entry 2"],
    [JSON.stringify({ ...baseline, entries: [{ ...baseline.entries[0], fingerprint: 1 }] }), "entry 1"],
  ])("%j is a problem", (text, words) => {
    const parsed = parseBaseline(text);
    expect(parsed).toMatchObject({ ok: false, problem: { code: "BASELINE_INVALID" } });
    expect(parsed.ok ? "" : parsed.problem.message).toContain(words);
  });
});

describe("merging", () => {
  it("keeps the newer of two entries for one finding, and all others", () => {
    const later = generateBaseline([moved, other], { ...by, reason: "reviewed", now: "2025-01-01T00:00:00Z" }, sha256);
    const merged = mergeBaselines([later, baseline], "2025-02-02T00:00:00Z");
    expect(merged).toMatchObject({ created_at: by.now, updated_at: "2025-02-02T00:00:00Z" });
    expect(merged.entries.map((entry) => [entry.line, entry.reason])).toEqual([
      [5, "reviewed"],
      [80, "reviewed"],
    ]);
  });

  it("of nothing is empty", () => expect(mergeBaselines([], by.now).entries).toEqual([]));
});
