import { describe, expect, it } from "vitest";
import { toEvidence } from "./evidence.ts";
import { verifyEvidence } from "./evidence-verify.ts";
import { emptyReport, finding, OTHER_RULE, RULE, region, report, sources } from "./testing/samples.ts";
import { sha256 } from "./testing/sha256.ts";

const snippet = finding().evidence.snippet;
const hashed = (more = {}) => finding({ evidence: { snippet, snippet_hash: `sha256:${sha256(snippet)}` }, ...more });
const bundle = (from = report([hashed(), hashed({ id: "000000000001", severity: "low" })])) =>
  toEvidence(from, { rules: [RULE], sources, sha256 });

describe("evidence bundle", () => {
  it("has the documented files, and the added ones", () => {
    expect([...bundle().keys()].sort()).toEqual(
      [
        "SHA256SUMS",
        "config.json",
        "evidences/finding-001.json",
        "evidences/finding-002.json",
        "manifest.json",
        "msss-score.json",
        "report.html",
        "results.json",
        "sbom.cdx.json",
        "surface.json",
      ].sort(),
    );
  });

  it("shows each finding with the code around it", () => {
    expect(JSON.parse(bundle().get("evidences/finding-001.json") ?? "")).toMatchObject({
      finding_id: "abc123def456",
      evidence: {
        full_snippet: "    os.system(f'execute {cmd}')",
        context_before: ["import os", "", "def handle_execute(args):", '    cmd = args["command"]'],
        context_after: ["    return 'done'", ""],
      },
      trace: { complete: true },
      mcp_context: { tool_name: "execute_command", handler_name: "handle_execute" },
      analysis_metadata: { mode: "fast", scan_duration: "2.345s", analyzer_version: "0.1.0" },
    });
  });

  it("shows no secret of a neighbouring line, suppressed or not", () => {
    const secret = "ghp_0123456789abcdefghij";
    const text = `a\ntoken = "${secret}"\nrun(a)\nother = "${secret}"\n`;
    const found = hashed({
      key: OTHER_RULE.key,
      rule_id: "MCP-E001",
      class: "E",
      category: "secrets",
      location: region("s.py", 2, 1, 30),
      evidence: { snippet: 'token = "ghp_…(24 characters)"', snippet_hash: "" },
    });
    const neighbour = hashed({ location: region("s.py", 3, 1, 7) });
    const suppressed = [
      { finding_id: "x", rule_id: "MCP-E001", location: { file: "s.py", line: 4 }, by: "baseline" as const, reason: "r" },
    ];
    const files = toEvidence(report([found, neighbour], { suppressed }), {
      rules: [],
      sources: (path) => (path === "s.py" ? text : null),
      sha256,
    });
    const all = [...files.values()].join("\n");
    expect(all).not.toContain(secret);
    expect(all).toContain("ghp_…(24 characters)");
  });

  it("exists for a target in which nothing was analysed", () => expect(bundle(emptyReport()).has("report.html")).toBe(true));
});

describe("verifying", () => {
  it("finds nothing wrong in a whole bundle", () => expect(verifyEvidence(bundle(), sha256)).toEqual([]));

  it.each<[string, (files: Map<string, string>) => unknown, string]>([
    ["a change", (files) => files.set("surface.json", "{}\n"), "surface.json was changed"],
    ["a missing file", (files) => files.delete("surface.json"), "surface.json is missing"],
    ["an added file", (files) => files.set("x.json", ""), "x.json is not listed in SHA256SUMS"],
    ["missing sums", (files) => files.delete("SHA256SUMS"), "SHA256SUMS is missing"],
    ["garbled sums", (files) => files.set("SHA256SUMS", `${files.get("SHA256SUMS")}what\n`), "SHA256SUMS has a line that is no sum"],
  ])("finds %s", (_, damage, trouble) => {
    const files = bundle();
    damage(files);
    expect(verifyEvidence(files, sha256)).toEqual([trouble]);
  });

  it("finds a snippet that was changed together with the sums", () => {
    const files = bundle();
    const path = "evidences/finding-001.json";
    const text = (files.get(path) ?? "").replace('"snippet": "os.system', '"snippet": "os.nothing');
    files.set("SHA256SUMS", (files.get("SHA256SUMS") ?? "").replace(sha256(files.get(path) ?? ""), sha256(text)));
    files.set(path, text);
    expect(verifyEvidence(files, sha256)).toEqual([`${path} has a snippet that does not match its hash`]);
  });
});
