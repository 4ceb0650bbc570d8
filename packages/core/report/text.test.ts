import { describe, expect, it } from "vitest";
import { emptyReport, finding, region, report, sources } from "./testing/samples.ts";
import { toText } from "./text.ts";

const golden = `Target    local:demo
Grade     F, safety 1/100, AIVSS 9.9
MSSS 1.0  90/100, level 0 (not compliant)
Findings  1 critical
Packages  2, 1 checked against the advisory database, 6 days old, 1 not checked; 1 with known vulnerabilities
Coverage  1 file analysed, 1 skipped (1 binary); 2 rules run, 1 not run; 1 tool found, 1 with handler
Scan      fast, 2024-01-15T14:30:22Z, 2.345s; mcp-assay 0.1.0, catalogue 1

Tool execute_command (1 critical)

  CRITICAL MCP-A003 Tool argument reaches a shell (confidence high, AIVSS 9.9, id abc123def456)
    src/handler.py:5:5
    args.command reaches os.system

      3 | def handle_execute(args):
      4 |     cmd = args["command"]
    > 5 |     os.system(f'execute {cmd}')
        |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      6 |     return 'done'
      7 |

    Trace:
       1. source args src/handler.py:3:20
       2. assign cmd src/handler.py:4:5
       3. sink   os.system src/handler.py:5:5

    Fix: Start the program with a list of arguments and no shell.
`;

describe("text report", () => {
  it("is readable from top to bottom", () => expect(toText(report(), { sources })).toBe(golden));

  it("shows the snippet where the file is not at hand", () => {
    expect(toText(report(), { sources: () => null })).toContain("      | os.system(f'execute {cmd}')\n");
  });

  it("groups by tool, worst tool first, and says what no tool reaches", () => {
    const inTool = (tool_name: string | null, severity: "high" | "low") =>
      finding({ severity, mcp_context: { tool_name, handler_name: null, transport: "stdio", tools: [] } });
    const text = toText(report([inTool(null, "high"), inTool("b", "low"), inTool("a", "high")]), { sources });
    expect(text.match(/^(Tool \w|Not tied).*$/gm)).toEqual(["Tool a (1 high)", "Tool b (1 low)", "Not tied to one tool (1 high)"]);
  });

  it("shows the surest of equally severe findings first", () => {
    const sure = (tool_name: string, confidence: "high" | "low") =>
      finding({ confidence, mcp_context: { tool_name, handler_name: null, transport: "stdio", tools: [] } });
    const text = toText(report([sure("guess", "low"), sure("certain", "high")]), { sources });
    expect(text.match(/^Tool \w+/gm)).toEqual(["Tool certain", "Tool guess"]);
  });

  it("breaks prose at the width of the terminal, and nowhere else", () => {
    const prose = "word ".repeat(60).trim();
    const long = report([finding({ description: prose, remediation: prose })]);
    const narrow = toText(long, { sources, width: 60 }).split("\n");
    expect(Math.max(...narrow.filter((line) => line.includes("word word")).map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(toText(long, { sources })).toContain(`    ${prose}\n`);
  });

  it("shortens a long trace unless asked, and keeps the numbers", () => {
    const step = finding().trace.steps[1];
    const steps = Array.from({ length: 20 }, () => step ?? never());
    const long = report([finding({ trace: { ...finding().trace, steps } })]);
    expect(toText(long, { sources })).toContain("… 13 more steps (--verbose shows them)\n      18. assign");
    expect(toText(long, { sources, verbose: true })).toContain("      10. assign cmd");
  });

  it("lists what was left out when verbose", () => {
    const text = toText(report(), { sources, verbose: true });
    expect(text).toContain("Files not analysed\n  logo.png: binary\n");
    expect(text).toContain("Rules not run\n  MCP-N002: no registry facts\n");
    expect(text).toContain("  MCP-EXEC-01 L1 violated: ");
  });

  it("says that advisory data is old, and on request what was not checked", () => {
    const { dependencies } = report();
    const database = { digest: "", imported_at: "", newest_record: "", age_days: 31 };
    const old = toText(report([], { dependencies: { ...dependencies, database } }), { sources, verbose: true });
    expect(old).toContain("! The advisory data is 31 days old");
    expect(old).toContain("1: it does not come from the registry (PyPI other *)");
    expect(toText(report([]), { sources })).not.toContain("The advisory data is");
  });

  it("never calls a target clean that was not looked at", () => {
    const text = toText(emptyReport(), { sources });
    expect(text).toContain("Grade     N/A (nothing was analysed)\n");
    expect(text).toContain("! This scan is incomplete");
    expect(text).toContain("Nothing was analysed.\n");
    expect(text).not.toContain("No findings");
    expect(toText(report([]), { sources })).toContain("\nNo findings.\n");
  });

  it("colours only when asked", () => {
    expect(toText(report(), { sources })).not.toContain("\u001b");
    expect(toText(report(), { sources, colour: true })).toContain("\u001b[1;31mCRITICAL\u001b[0m");
  });

  it("cuts the line of a bundle around the finding", () => {
    const line = `${"a".repeat(50_000)}exec(x)${"b".repeat(50_000)}`;
    const text = toText(report([finding({ location: region("b.js", 1, 50_001, 50_008) })]), { sources: () => line });
    expect(text).toContain("exec(x)");
    expect(Math.max(...text.split("\n").map((row) => row.length))).toBeLessThan(200);
  });
});

function never(): never {
  throw new Error("sample has no second step");
}
