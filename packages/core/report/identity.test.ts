import { describe, expect, it } from "vitest";
import { type Identifiable, identify } from "./fingerprint.ts";
import { maskAll, maskSecret } from "./mask.ts";
import { sha256 } from "./testing/sha256.ts";

const at = (line: number, snippet = "exec(x)", file = "a.js", rule_id = "MCP-A003"): Identifiable => ({
  rule_id,
  location: { file, start_line: line, start_col: 1 },
  evidence: { snippet },
});
const idsOf = (findings: readonly Identifiable[]) => identify(findings, sha256).map((row) => row.id);

describe("identity of a finding", () => {
  it("is 12 hex characters", () => expect(idsOf([at(1)])[0]).toMatch(/^[0-9a-f]{12}$/));

  it("survives moved lines and other white space", () => {
    expect(idsOf([at(90, "exec(\n\t x)")])).toEqual(idsOf([at(1, "exec( x)")]));
  });

  it("differs by rule, file and code", () => {
    expect(new Set(idsOf([at(1), at(1, "exec(y)"), at(1, "exec(x)", "b.js"), at(1, "exec(x)", "a.js", "MCP-A004")])).size).toBe(4);
  });

  it("tells equal code apart by its order in the file, however findings are listed", () => {
    const [first, second] = idsOf([at(5), at(9)]);
    expect(first).not.toBe(second);
    expect(idsOf([at(9), at(5)])).toEqual([second, first]);
  });

  it("cannot be forged by moving text between parts", () => {
    expect(idsOf([at(1, "b", "a")])).not.toEqual(idsOf([at(1, "", 'a","b')]));
  });
});

describe("masking", () => {
  it.each([
    ["ghp_0123456789abcdef", "ghp_…(20 characters)"],
    ["hunter2", "…(7 characters)"],
    ["", "…(0 characters)"],
    ["🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "🙂🙂🙂🙂…(12 characters)"],
  ])("%j", (secret, masked) => expect(maskSecret(secret)).toBe(masked));

  it("replaces every occurrence, the longest first, and takes no pattern", () => {
    expect(maskAll("a=$&secret-value-1 b=secret-value", ["secret-value", "$&secret-value-1"])).toBe(
      "a=$&se…(16 characters) b=secr…(12 characters)",
    );
    expect(maskAll("an id", ["id"])).toBe("an id");
  });
});
