import { problemsOf, SCHEMAS, validatorOf } from "@mcp-assay/core/report/testing/validate";
import { tgzOf } from "@mcp-assay/sources/testing/pack";
import { describe, expect, it } from "vitest";
import { folderWith, PACKAGE_JSON, run, SHELL_SERVER, SHELL_SERVER_PYTHON, scanJson, timeless } from "./testing/run.ts";

const valid = validatorOf(new URL("report-1.0.0.json", SCHEMAS));
const VULNERABLE = { "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON };

describe("scan of a vulnerable server", () => {
  it.each([
    ["TypeScript", { "server.ts": SHELL_SERVER, "package.json": PACKAGE_JSON }],
    ["Python", { "server.py": SHELL_SERVER_PYTHON, "requirements.txt": "mcp==1.0.0\n" }],
  ])("in %s shows the tool, the way from its argument to the shell, and grade F", async (_, files) => {
    const report = await scanJson(await folderWith(files));
    expect(problemsOf(valid, withoutCode(report))).toEqual([]);
    expect(report.mcp_surface.tools.map((tool) => [tool.name, tool.capabilities])).toEqual([["ping_host", ["process_exec"]]]);
    const shell = report.findings.filter((finding) => finding.cwe.includes("CWE-78"));
    expect(shell.map((finding) => [finding.severity, finding.mcp_context.tool_name, finding.context])).toEqual([
      ["critical", "ping_host", "production"],
    ]);
    expect(shell[0]?.trace.steps[0]).toMatchObject({ action: "source", variable: "host" });
    expect(shell[0]?.trace.steps.at(-1)?.action).toBe("sink");
    expect(report.safety.safety_grade).toBe("F");
    expect(report.coverage).toMatchObject({ complete: true, tools: { found: 1, with_handler: 1 } });
  });

  it("is the same in every run, and json when nobody watches", async () => {
    const folder = await folderWith(VULNERABLE);
    expect(timeless(await scanJson(folder))).toEqual(timeless(await scanJson(folder)));
  });

  it("is text on a terminal", async () => {
    const { code, out } = await run(["scan", await folderWith(VULNERABLE), "--no-cache", "--offline"], { tty: true });
    expect(code).toBe(0);
    expect(out).toContain("Grade");
    expect(out).toContain("ping_host");
  });

  it("of several targets gives one array, and one SARIF log with a run each", async () => {
    const folders = [await folderWith(VULNERABLE), await folderWith({ "server.py": SHELL_SERVER_PYTHON })];
    const json = await run(["scan", ...folders, "--no-cache", "--offline", "--output", "json"]);
    expect(JSON.parse(json.out).map((report: { target: { input: string } }) => report.target.input)).toEqual(folders);
    const sarif = await run(["scan", ...folders, "--no-cache", "--offline", "--output", "sarif"]);
    expect(JSON.parse(sarif.out).runs).toHaveLength(2);
  });

  it.each([
    ["none", 0],
    ["critical", 1],
    ["low", 1],
  ])("with --fail-on %s ends with %i", async (bar, code) => {
    expect((await scanJson(await folderWith(VULNERABLE), "--fail-on", bar)).code).toBe(code);
  });

  it("runs only the rules asked for, and says why the others did not run", async () => {
    const folder = await folderWith(VULNERABLE);
    const [shell] = (await scanJson(folder)).findings.filter((finding) => finding.cwe.includes("CWE-78"));
    const only = await scanJson(folder, "--rule", shell?.rule_id ?? "");
    expect(only.findings.map((finding) => finding.rule_id)).toEqual([shell?.rule_id]);
    expect(only.coverage.rules.run).toBe(1);
    expect(new Set(only.coverage.rules.skipped.map((rule) => rule.reason))).toEqual(new Set(["not among the rules asked for"]));
    const without = await scanJson(folder, "--skip-rule", shell?.key ?? "");
    expect(without.coverage.rules.skipped).toContainEqual({ rule_id: shell?.rule_id, reason: "switched off" });
  });

  it("counts files that were left out", async () => {
    const report = await scanJson(await folderWith({ ...VULNERABLE, "extra/more.ts": "export const a = 1;\n" }), "--exclude", "extra/**");
    expect(report.coverage.files.skipped).toContainEqual({ path: "extra/more.ts", reason: "excluded", detail: "matches --exclude" });
  });
});

describe("the panel of a deep scan", () => {
  it("judges every tool with the built-in judges, and leads to the score", async () => {
    const report = await scanJson(await folderWith(VULNERABLE), "--mode", "deep");
    expect(problemsOf(valid, withoutCode(report))).toEqual([]);
    const { consensus, safety } = report;
    expect(consensus?.models.map(({ provider }) => provider)).toEqual(Array(5).fill("built-in"));
    expect(consensus?.models.filter(({ status }) => status === "voted")).toHaveLength(3);
    expect(consensus?.tools.map(({ tool_name, verdicts }) => [tool_name, verdicts.length])).toEqual([["ping_host", 5]]);
    expect(consensus?.merged_aivss).toBe(safety.aivss_score);
    expect(safety.safety_grade).toBe("F");
  });

  it("does not judge fast scans", async () => {
    expect((await scanJson(await folderWith(VULNERABLE))).consensus).toBeUndefined();
  });

  it("shows no secret that a rule has found", async () => {
    const key = ["ghp", "q7Zt3mXb9LcR2yKe8Wn4HsJd6Pg1Fu0AoTiQ"].join("_");
    const server = SHELL_SERVER.replace("async (", `async (/* ${key} */`);
    const { out } = await run([
      "scan",
      await folderWith({ ...VULNERABLE, "server.ts": server }),
      "--mode",
      "deep",
      "--offline",
      "--no-cache",
    ]);
    expect(out).toContain("consensus");
    expect(out).not.toContain(key);
  });
});

describe("context", () => {
  const tool = SHELL_SERVER.replace("await server.connect", "export const started = server.connect");

  it("is production for whatever an entry point reaches, wherever it lies", async () => {
    const report = await scanJson(
      await folderWith({ "package.json": PACKAGE_JSON, "server.ts": 'import "./test/hidden.ts";\n', "test/hidden.ts": tool }),
    );
    expect(report.findings.find((finding) => finding.cwe.includes("CWE-78"))).toMatchObject({
      context: "production",
      location: { file: "test/hidden.ts" },
    });
    expect(report.safety.safety_grade).toBe("F");
  });

  it("is test for what nothing reaches in a folder of tests, and drives no grade", async () => {
    const safe = SHELL_SERVER.replace(/ {2}exec.*\n/, "");
    const report = await scanJson(await folderWith({ "package.json": PACKAGE_JSON, "server.ts": safe, "test/mock-server.ts": tool }));
    expect(report.findings.filter((finding) => finding.cwe.includes("CWE-78")).map((finding) => finding.context)).toEqual(["test"]);
    expect(report.safety.safety_grade).toBe("A");
  });
});

describe("a fetched target cannot silence its scan", () => {
  const SILENCERS = {
    "mcp-assay.yaml": "rules:\n  MCP-A001: off\nexclude: ['**']\nmin_confidence: high\n",
    "mcp-assay.json": '{"exclude":["**"]}',
    ".gitignore": "*\n",
    ".npmignore": "*\n",
  };
  const allowing = SHELL_SERVER.replace(
    "  exec(",
    "  // mcp-assay: allow MCP-A001 -- trust me\n  // mcp-assay: allow injection/shell-command -- trust me\n  exec(",
  );
  const packed = (files: Readonly<Record<string, string>>) =>
    tgzOf(Object.entries(files).map(([path, content]) => ({ path: `package/${path}`, content })));

  it("by configuration, ignore files or comments", async () => {
    const folder = await folderWith({
      "plain.tgz": packed({ "server.ts": allowing, "package.json": PACKAGE_JSON }),
      "silent.tgz": packed({ "server.ts": allowing, "package.json": PACKAGE_JSON, ...SILENCERS }),
    });
    const [plain, silent] = [await scanJson(`${folder}/plain.tgz`), await scanJson(`${folder}/silent.tgz`)];
    const shell = plain.findings.filter((finding) => finding.cwe.includes("CWE-78"));
    expect(shell).toHaveLength(1);
    expect(silent.findings.filter((finding) => finding.cwe.includes("CWE-78"))).toEqual(shell);
    expect([...plain.suppressed, ...silent.suppressed]).toEqual([]);
    expect(silent.safety).toEqual(plain.safety);

    const ignored = silent.findings.filter((finding) => finding.key === "scan/ignored-settings").map(({ location }) => location.file);
    expect(ignored).toEqual(["mcp-assay.json", "mcp-assay.yaml", "server.ts", "server.ts"]);
    expect(silent.coverage.notes).toEqual([
      { what: "an ignore file would leave out one file of code (server.ts); fetched targets are scanned whole", where: ".gitignore" },
    ]);
    expect(silent.config.file).toBeUndefined();
  });

  it("while a folder of the user's own configures its scan, and the report says so", async () => {
    const folder = await folderWith({ ...VULNERABLE, "mcp-assay.yaml": "rules:\n  MCP-A001: off\n" });
    const report = await scanJson(folder);
    expect(report.config.file).toBe("mcp-assay.yaml");
    expect(report.findings.map((finding) => finding.rule_id)).not.toContain("MCP-A001");
    const { out } = await run(["scan", folder, "--no-cache", "--offline", "--output", "text"]);
    expect(out).toMatch(/^Config +mcp-assay\.yaml$/m);
  });
});

describe("inline suppression in a folder of the user's own", () => {
  const withComment = (comment: string) =>
    folderWith({ "package.json": PACKAGE_JSON, "server.ts": SHELL_SERVER.replace("  exec(", `  // ${comment}\n  exec(`) });
  const shellRule = async () => (await scanJson(await folderWith(VULNERABLE))).findings.find((finding) => finding.cwe.includes("CWE-78"));

  it("takes the finding out of the score and keeps its reason", async () => {
    const rule = await shellRule();
    const report = await scanJson(await withComment(`mcp-assay: allow ${rule?.key} -- the host comes from a list`));
    expect(report.findings.map((finding) => finding.key)).not.toContain(rule?.key);
    expect(report.suppressed).toMatchObject([{ rule_id: rule?.rule_id, by: "inline", reason: "the host comes from a list" }]);
  });

  it("does not count without a reason, and says so", async () => {
    const rule = await shellRule();
    const report = await scanJson(await withComment(`mcp-assay: allow ${rule?.key}`));
    expect(report.findings.map((finding) => finding.key)).toContain(rule?.key);
    expect(report.coverage.notes).toEqual([{ what: `suppression of ${rule?.key} has no reason and does not count`, where: "server.ts:9" }]);
  });

  it("is reported when it meets nothing", async () => {
    const report = await scanJson(await withComment("mcp-assay: allow no-such/rule -- because"));
    expect(report.coverage.notes).toEqual([{ what: "suppression of no-such/rule matches nothing", where: "server.ts:9" }]);
  });
});

function withoutCode({ code: _code, err: _err, ...report }: Awaited<ReturnType<typeof scanJson>>): unknown {
  return report;
}

describe("a secret in the source", () => {
  const SECRET = ["AKIA", "Z7QW3PLM9XK2VB4T"].join("");
  const key = ["sk_live_", "9fK2mQ7xW4vL8pR3tY6nB1cD"].join("");
  const leaking = SHELL_SERVER.replace("z.string() }", `z.string().describe("send ${key} with it") }`).replace(
    "const server",
    `const stripeKey = "${key}";\nconst accessKeyId = "${SECRET}";\nconst server`,
  );

  it.each(["json", "sarif", "text", "html", "markdown"])("is masked everywhere in %s", async (format) => {
    const folder = await folderWith({ "server.ts": leaking, "package.json": PACKAGE_JSON });
    const found = (await scanJson(folder)).findings.filter((finding) => finding.class === "E" && finding.cwe.includes("CWE-798"));
    expect(found.length).toBeGreaterThan(0);
    const { out } = await run(["scan", folder, "--no-cache", "--offline", "--verbose", "--output", format]);
    expect(out).not.toContain(key);
    expect(out).not.toContain(SECRET);
  });
});
