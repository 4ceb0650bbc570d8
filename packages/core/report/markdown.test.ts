import { describe, expect, it } from "vitest";
import { toMarkdown } from "./markdown.ts";
import { emptyReport, finding, hostileReport, report, sources } from "./testing/samples.ts";

const golden = `## mcp-assay: grade F

- **Target:** local\\:demo
- **Grade:** F, safety 1\\/100, AIVSS 9\\.9
- **MSSS 1.0:** 90\\/100, level 0 \\(not compliant\\)
- **Findings:** 1 critical
- **Packages:** 2, 1 checked against the advisory database, 6 days old, 1 not checked; 1 with known vulnerabilities
- **Coverage:** 1 file analysed, 1 skipped \\(1 binary\\); 2 rules run, 1 not run; 1 tool found, 1 with handler
- **Scan:** fast, 2024\\-01\\-15T14\\:30\\:22Z, 2\\.345s; mcp\\-assay 0\\.1\\.0, catalogue 1

### critical: Tool argument reaches a shell (MCP\\-A003)

\`src/handler.py:5:5\` · tool \`execute_command\` · confidence high · AIVSS 9.9

args\\.command reaches os\\.system

\`\`\`text
  3 | def handle_execute(args):
  4 |     cmd = args["command"]
> 5 |     os.system(f'execute {cmd}')
  6 |     return 'done'
  7 |
\`\`\`

<details><summary>Trace, 3 steps</summary>

- 1\\. source \`args\` at \`src/handler.py:3:20\`
- 2\\. assign \`cmd\` at \`src/handler.py:4:5\`
- 3\\. sink \`os.system\` at \`src/handler.py:5:5\`

</details>

**Fix:** Start the program with a list of arguments and no shell\\.
`;

describe("Markdown report", () => {
  it("is a comment that can be read", () => expect(toMarkdown(report(), { sources })).toBe(golden));

  it("fits a comment, shows the most severe first, and says what is missing", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      finding({ severity: index === 299 ? "critical" : "medium", title: `number ${index}` }),
    );
    const text = toMarkdown(report(many), { sources });
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text.indexOf("number 299")).toBeLessThan(text.indexOf("number 0"));
    expect(text).toMatch(/\d+ less severe findings do not fit here; the JSON report has all 300\.\n$/);
  });

  it("fits whatever the target writes", () => {
    for (const text of ["`".repeat(200_000), "\u202E".repeat(100_000), "*".repeat(200_000)])
      expect(toMarkdown(hostileReport(text), { sources }).length).toBeLessThanOrEqual(65_536);
  });

  it("gives no grade to what was not looked at", () =>
    expect(toMarkdown(emptyReport(), { sources })).toContain("## mcp-assay: no grade\n"));
});
