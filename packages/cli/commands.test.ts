import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, PACKAGE_JSON, run, SHELL_SERVER, scanJson } from "./testing/run.ts";

const VULNERABLE = { "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON };

describe("help", () => {
  it.each([[["--help"]], [["scan", "--help"]], [["baseline", "--help"]]])("%s is no error", async (args) => {
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("Usage:");
  });

  it("is what a program without a command shows, with the exit code of wrong usage", async () => {
    const { code, out, err } = await run([]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("Usage:");
  });
});

describe("rules and explain", () => {
  it("list and explain the same rule", async () => {
    const rules = JSON.parse((await run(["rules", "--output", "json"])).out) as { key: string; rule_id: string; title: string }[];
    expect(rules.length).toBeGreaterThan(0);
    const [first] = rules;
    for (const name of [first?.key ?? "", first?.rule_id ?? "", first?.rule_id.toLowerCase().replace("mcp-", "") ?? ""])
      expect((await run(["explain", name])).out).toContain(first?.title);
    expect((await run(["rules", "--output", "text"])).out).toContain(first?.key);
  });

  it("say what was probably meant", async () => {
    const { code, err } = await run(["explain", "MCP-A0001"]);
    expect(code).toBe(2);
    expect(err).toMatch(/there is no rule "MCP-A0001"; did you mean "MCP-A00\d"/);
  });
});

describe("surface", () => {
  it("lists tools with parameters and warns beside a dangerous one", async () => {
    const folder = await folderWith(VULNERABLE);
    const { code, out } = await run(["surface", folder, "--offline", "--no-cache"], { tty: true });
    expect(code).toBe(0);
    expect(out).toMatch(/ping_host {3}! .*starts programs/);
    expect(out).toContain("- host: string, required");
    const json = JSON.parse((await run(["surface", folder, "--offline", "--no-cache"])).out);
    expect(json.tools).toHaveLength(1);
  });
});

describe("evidence", () => {
  it("is a bundle that verifies until somebody edits it", async () => {
    const folder = await folderWith(VULNERABLE);
    const out = join(await folderWith({}), "bundle");
    expect((await run(["scan", folder, "--no-cache", "--offline", "--output", "evidence", "--out", out])).code).toBe(0);
    expect((await run(["verify", out])).code).toBe(0);
    const results = join(out, "results.json");
    await writeFile(results, (await readFile(results, "utf8")).replace("critical", "low"));
    const changed = await run(["verify", out]);
    expect([changed.code, changed.out]).toEqual([1, "results.json was changed\n"]);
  });

  it("replaces an older bundle as a whole", async () => {
    const folder = await folderWith(VULNERABLE);
    const out = join(await folderWith({ "bundle/left-over.txt": "old" }), "bundle");
    await run(["scan", folder, "--no-cache", "--offline", "--output", "evidence", "--out", out]);
    expect((await run(["verify", out])).code).toBe(0);
  });

  it("of something that is no bundle is an error", async () => {
    expect((await run(["verify", await folderWith({})])).code).toBe(3);
  });
});

describe("baseline", () => {
  it("accepts what a report holds, also after lines were added above", async () => {
    const folder = await folderWith(VULNERABLE);
    const files = await folderWith({});
    const [report, baseline] = [join(files, "report.json"), join(files, "baseline.json")];
    await run(["scan", folder, "--no-cache", "--offline", "--out", report]);
    const generated = await run(["baseline", "generate", "--from", report, "--reason", "known", "--by", "ann", "--out", baseline]);
    expect(generated.code).toBe(0);
    await writeFile(join(folder, "server.ts"), `// one more line\n${SHELL_SERVER}`);
    const again = await scanJson(folder, "--baseline", baseline);
    expect(again.findings).toEqual([]);
    expect(again.suppressed.every((one) => one.by === "baseline" && one.reason === "known")).toBe(true);
    expect(again.safety.safety_grade).toBe("A");
    expect((await run(["baseline", "view", baseline])).out).toContain("known (ann, 2026-01-02T03:04:05Z)");
    const merged = join(files, "merged.json");
    await run(["baseline", "merge", baseline, baseline, "--out", merged]);
    expect(JSON.parse(await readFile(merged, "utf8")).entries).toEqual(JSON.parse(await readFile(baseline, "utf8")).entries);
  });

  it("says which entries meet nothing any more", async () => {
    const entry = {
      rule_id: "MCP-A001",
      location_hash: "sha256:00",
      fingerprint: "00",
      file: "gone.ts",
      line: 7,
      reason: "r",
      accepted_by: "b",
      timestamp: "2026-01-01T00:00:00Z",
    };
    const folder = await folderWith({
      ...VULNERABLE,
      "baseline.json": JSON.stringify({ version: "1.0", created_at: "", updated_at: "", entries: [entry] }),
    });
    const report = await scanJson(folder, "--baseline", join(folder, "baseline.json"));
    expect(report.coverage.notes).toEqual([{ what: "baseline entry for MCP-A001 matches nothing any more", where: "gone.ts:7" }]);
  });
});

describe("init and configuration", () => {
  it("writes a configuration that counts, and does not overwrite one", async () => {
    const folder = await folderWith(VULNERABLE);
    expect((await run(["init", folder])).code).toBe(0);
    const text = await readFile(join(folder, "mcp-assay.yaml"), "utf8");
    expect(text).toContain("server.ts (package.json)");
    const report = await scanJson(folder);
    expect([report.config.mode, report.code]).toEqual(["deep", 1]);
    const second = await run(["init", folder]);
    expect(second.code).toBe(2);
    expect(second.err).toMatch(/already a mcp-assay.yaml.*--force/);
  });

  it.each([
    ["mcp-assay.json", '{ "fail_on": "low" } // comments may stand here'],
    ["pyproject.toml", '[tool.mcp-assay]\nfail_on = "low"\n'],
  ])("is read from %s", async (name, text) => {
    expect((await scanJson(await folderWith({ ...VULNERABLE, [name]: text }))).code).toBe(1);
  });

  it("gives way to flags", async () => {
    expect((await scanJson(await folderWith({ ...VULNERABLE, "mcp-assay.yaml": "fail_on: low\n" }), "--fail-on", "none")).code).toBe(0);
  });

  it("changes a severity, and with it the score", async () => {
    const folder = await folderWith(VULNERABLE);
    const [shell] = (await scanJson(folder)).findings.filter((finding) => finding.cwe.includes("CWE-78"));
    await writeFile(join(folder, "mcp-assay.yaml"), `rules:\n  ${shell?.key}: { severity: low, reason: lab only }\n`);
    const changed = (await scanJson(folder)).findings.find((finding) => finding.key === shell?.key);
    expect(changed?.severity).toBe("low");
    expect(changed?.aivss_score).toBeLessThan(4);
  });
});

describe("rule packs", () => {
  const RULE = `
key: own/ping
ruleId: MCP-A990
threatId: MCP-990
title: A host name reaches a shell
category: command_injection
severity: high
confidence: high
cvss: AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N
cwe: [78]
what: Text of a tool argument becomes part of a shell command.
why: It runs programs.
fix: Use a list of arguments.
message: "{argument} of {tool} reaches {sink}"
flow: { from: [tool-input], to: [shell-command] }
`;

  it("add rules as data", async () => {
    const pack = await folderWith({ "ping.rule.yml": RULE });
    const report = await scanJson(await folderWith(VULNERABLE), "--rules", pack, "--rule", "own/ping");
    expect(report.findings.map(({ rule_id, description }) => [rule_id, description])).toEqual([
      ["MCP-A990", "host of ping_host reaches child_process.exec"],
    ]);
  });

  it.each([
    ["a misspelt field", RULE.replace("message:", "mesage:"), /there is no field "mesage"; the nearest is "message"/],
    [
      "a misspelt kind",
      RULE.replace("shell-command", "shell-comand"),
      /"flow.to" has no kind "shell-comand"; the nearest is "shell-command"/,
    ],
    ["a vector that does not parse", RULE.replace("AV:N", "AV:X"), /"cvss" is missing or not what a rule takes/],
    ["code in place of data", RULE.replace("flow:", "onPackage:"), /there is no field "onPackage"/],
  ])("with %s are refused in one line", async (_, text, line) => {
    const { code, err } = await run([
      "scan",
      await folderWith(VULNERABLE),
      "--offline",
      "--rules",
      await folderWith({ "ping.rule.yml": text }),
    ]);
    expect(err).toMatch(line);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe("schema and version", () => {
  it("print what they say", async () => {
    expect(JSON.parse((await run(["schema", "report"])).out).title).toContain("report");
    expect((await run(["version"])).out).toMatch(/^mcp-assay \d+\.\d+\.\d+\ncatalogue .* rules, .* models\nnode /);
  });
});

describe("db", () => {
  it("says that no advisory data is there, and what to do", async () => {
    expect(await run(["db", "status"])).toMatchObject({ code: 0, out: expect.stringContaining("db update") });
    expect((await run(["db", "import", "nowhere.zip"])).code).not.toBe(0);
  });
});
