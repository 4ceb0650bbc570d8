import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, PACKAGE_JSON, run, SHELL_SERVER, scanJson } from "./testing/run.ts";

describe("a target that is not there or not readable", () => {
  it.each([
    ["an unknown folder", ["./no-such-folder"], 3, /no such folder or file/],
    ["no text at all", [""], 2, /empty/],
    ["an unknown format", ["ftp://host/x"], 2, /ftp/],
    ["no target", [], 2, /missing required argument/],
  ])("%s is one line and an exit code", async (_, targets, code, line) => {
    const result = await run(["scan", ...targets, "--offline", "--no-cache"]);
    expect(result.err).toMatch(line);
    expect(result.err.trimEnd().split("\n")).toHaveLength(1);
    expect([result.code, result.out]).toEqual([code, ""]);
  });

  it("a malformed archive is one line", async () => {
    const folder = await folderWith({ "broken.tgz": "this is no archive" });
    const result = await run(["scan", join(folder, "broken.tgz"), "--offline"]);
    expect(result.code).toBe(3);
    expect(result.err.trimEnd().split("\n")).toHaveLength(1);
    expect(result.out).toBe("");
  });

  it("one bad target does not lose the report of a good one", async () => {
    const good = await folderWith({ "server.ts": SHELL_SERVER });
    const result = await run(["scan", good, "./no-such-folder", "--no-cache", "--offline"]);
    expect(result.code).toBe(3);
    expect(JSON.parse(result.out).target.input).toBe(good);
  });
});

describe("files that cannot be read as code", () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256);

  it("are named with their reason, and the rest is analysed", async () => {
    const report = await scanJson(
      await folderWith({
        "server.ts": SHELL_SERVER,
        "package.json": PACKAGE_JSON,
        "noise.py": noise,
        "latin.py": Uint8Array.from([0x78, 0x20, 0x3d, 0x20, 0x22, 0xff, 0x22, 0x0a]),
        "broken.ts": "export const = {;\nfunction (\n",
        "native.go": "package main\n",
        "types.d.ts": "export declare const a: number;\n",
        "bad.json": "{",
      }),
    );
    expect(report.coverage.files.skipped.map(({ path, reason }) => [path, reason])).toEqual([
      ["broken.ts", "syntax"],
      ["latin.py", "not-utf8"],
      ["native.go", "unsupported-language"],
      ["noise.py", "binary"],
      ["types.d.ts", "declaration-file"],
    ]);
    expect(report.coverage).toMatchObject({ complete: true, files: { analysed: 3 } });
    expect(report.findings.some((finding) => finding.cwe.includes("CWE-78"))).toBe(true);
  });

  it("make the scan incomplete where a program is too large to be looked at", async () => {
    const folder = await folderWith({ "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON });
    await writeFile(join(folder, "large.js"), "const a = 1;\n".repeat(2000));
    const report = await scanJson(folder, "--max-file-size", "20kb");
    expect(report.coverage.files.skipped).toMatchObject([{ path: "large.js", reason: "too-large" }]);
    expect([report.coverage.complete, report.code]).toEqual([false, 4]);
    expect(report.err).toMatch(/^mcp-assay: the scan is incomplete: large\.js was not looked at \(too-large\).*--max-file-size.*\n$/);
  });
});

describe("what is no server gets no grade", () => {
  it.each([
    ["an empty folder", {}, 0],
    ["a folder of prose", { "README.md": "# MCP servers\n" }, 0],
    ["code that has nothing to do with MCP", { "tidy.py": "import os\nprint(os.getcwd())\n" }, 1],
  ])("%s", async (_, files, analysed) => {
    const report = await scanJson(await folderWith(files));
    expect(report.safety).toEqual({ aivss_score: null, safety_score: null, safety_grade: null });
    expect(report.coverage.files.analysed).toBe(analysed);
    expect(report.coverage.notes?.[0]?.what).toMatch(/not an MCP server/);
    expect(report.code).toBe(0);
  });

  it("a folder whose code is all left out, and that is said instead", async () => {
    const report = await scanJson(await folderWith({ "server.ts": SHELL_SERVER, ".gitignore": "*\n" }));
    expect(report.safety.safety_grade).toBeNull();
    expect(report.coverage.notes).toEqual([{ what: "every file of code was left out, so nothing can be said of this target", where: "" }]);
  });
});

describe("wrong flags and configurations", () => {
  it.each([
    [["scan", "--moed"], "scan --help"],
    [["baseline", "generate"], "baseline generate --help"],
    [["scna", "."], "--help"],
  ])("%s points to the help that speaks about it", async (args, help) => {
    const { code, err } = await run(args);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`; see: mcp-assay ${help}\\n$`));
  });

  it.each([
    ["an unknown flag", ["--moed", "deep"], /unknown option '--moed'.*--mode/s],
    ["an unknown mode", ["--mode", "slow"], /Allowed choices are fast, deep/],
    ["an unknown rule", ["--rule", "injection/shel-command"], /there is no rule "injection\/shel-command".*did you mean/],
    ["an unknown rule to skip", ["--skip-rule", "MCP-Z999"], /there is no rule "MCP-Z999"/],
    ["an unknown class", ["--class", "A,Z"], /there is no class "Z"/],
    ["a strange time", ["--timeout", "soon"], /"soon" is no length of time.*20m/],
    ["a strange size", ["--max-file-size", "big"], /"big" is no size/],
    ["no threads", ["--jobs", "0"], /from 1 to 256/],
    ["a missing configuration", ["--config", "nowhere.yaml"], /configuration cannot be read \(ENOENT\).*nowhere.yaml/],
    ["a missing baseline", ["--baseline", "nowhere.json"], /baseline cannot be read/],
    ["a missing rule pack", ["--rules", "nowhere"], /there is no such folder of rules/],
  ])("%s", async (_, flags, line) => {
    const result = await run(["scan", await folderWith({}), "--offline", ...flags]);
    expect(result.err).toMatch(line);
    expect([result.code, result.out]).toEqual([2, ""]);
  });

  it.each([
    ["an unknown key", "fial_on: high\n", /there is no key "fial_on"; the nearest is "fail_on"/],
    ["an unknown key inside", "timeouts: { scna: 1m }\n", /"timeouts.scna"; the nearest is "timeouts.scan"/],
    ["a wrong value", "mode: quick\n", /"mode" takes one of: fast, deep/],
    ["an override without a reason", "rules: { a/b: { severity: low } }\n", /"rules.a\/b.reason" takes a text/],
    ["an unknown rule", "rules: { no/such-rule: off }\n", /there is no rule "no\/such-rule"/],
    ["no YAML", "mode: [deep\n", /does not parse/],
    ["a list", "- mode\n", /no mapping/],
  ])("a configuration with %s", async (_, text, line) => {
    const result = await run(["scan", await folderWith({ "mcp-assay.yaml": text }), "--offline"]);
    expect(result.err).toMatch(line);
    expect(result.err.trimEnd().split("\n")).toHaveLength(1);
    expect([result.code, result.out]).toEqual([2, ""]);
  });

  it("a baseline of another version", async () => {
    const folder = await folderWith({ "baseline.json": '{"version":"7","entries":[]}' });
    const result = await run(["scan", folder, "--offline", "--baseline", join(folder, "baseline.json")]);
    expect(result.err).toMatch(/no version "1.0"/);
    expect(result.code).toBe(2);
  });
});
