import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BuiltProgram, builtProgram, start } from "@mcp-assay/cli/testing/built-program";
import type { Report } from "@mcp-assay/core/report/report";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Files } from "./transformation.ts";
import { readTwins } from "./twins.ts";

/** `npm test` takes files of a tenth of the size. */
const full = process.env.ASSAY_FULL !== undefined;
const size = (count: number): number => (full ? count : count / 10);

/** Large files on a busy machine take a while; a hang still ends (milliseconds). */
const PATIENCE = { timeout: 600_000 };

let program: BuiltProgram;
let folder = "";
/** A scan that hangs must not outlive its test. */
const running = new Set<ChildProcess>();

beforeAll(async () => {
  program = await builtProgram();
  folder = await mkdtemp(path.join(tmpdir(), "assay-robust-"));
});

afterAll(async () => {
  for (const child of running) child.kill();
  await program.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Scans files with the built program, whose analysis has a thread and a stack of its own. */
async function scanned(name: string, files: Files, jobs = 1): Promise<Report> {
  const root = path.join(folder, name);
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  const args = ["scan", root, "--mode", "deep", "--output", "json", "--offline", "--no-cache", "--jobs", String(jobs)];
  const { code, out, err } = await start(program, args, {
    onStart: (child) => {
      running.add(child);
      child.once("close", () => running.delete(child));
    },
  });
  const report = JSON.parse(out) as Report;
  // Code that was nested too deeply to be looked at makes the scan incomplete, and the program says so.
  const isLost = report.coverage.files.skipped.some(({ reason }) => reason === "depth");
  expect(code, err).toBe(isLost ? 4 : 0);
  if (isLost) expect([err, report.coverage.complete]).toEqual([expect.stringContaining("the scan is incomplete"), false]);
  return report;
}

const SERVER = `import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "sample", version: "1.0.0" });
server.registerTool("run", { description: "Runs.", inputSchema: { line: z.string() } }, async ({ line }) => {
  exec(line);
  return { content: [] };
});
`;

const times = (count: number, text: string, separator = ""): string => new Array<string>(size(count)).fill(text).join(separator);
const numbered = (count: number, write: (at: number) => string): string =>
  Array.from({ length: size(count) }, (_, at) => write(at)).join("\n");

/** A file that is hard to read: its name, its text, and what the report says was not read of it. */
const HARD: readonly [name: string, file: string, text: () => string, note: string | null][] = [
  ["parentheses", "calls.js", () => times(600_000, "f(") + times(600_000, ")"), "depth"],
  ["blocks", "blocks.js", () => `${times(200_000, "if (a) {")}f();${times(200_000, "}")}`, "depth"],
  ["functions in functions", "functions.js", () => times(50_000, "function f() {") + times(50_000, "}"), "depth"],
  ["objects in objects", "objects.js", () => `x = ${times(200_000, "{ a: ")}1${times(200_000, "}")}`, "depth"],
  ["templates in templates", "templates.js", () => `x = ${times(200_000, "`${")}`, "depth"],
  ["brackets", "brackets.py", () => `x = ${times(200_000, "[")}${times(200_000, "]")}`, "depth"],
  ["a long sum on one line", "sum.js", () => `var a = ${times(2_500_000, '"x"', "+")};`, null],
  ["many calls on one line", "line.js", () => times(2_000_000, "f(1);"), null],
  ["one long text", "text.js", () => `var a = "${times(10_000_000, "x")}";`, null],
  ["one long text", "text.py", () => `a = "${times(10_000_000, "x")}"\n`, null],
  [
    "many functions, each calling the next",
    "next.js",
    () => numbered(50_000, (at) => `function f${at}(a) { return f${at + 1}(a); }`),
    "call depth",
  ],
  ["many functions", "many.py", () => numbered(50_000, (at) => `def f${at}(a):\n    return a\n`), null],
  [
    "a switch of many cases",
    "switch.js",
    () => `export function g(x, y) { switch (x) { ${numbered(50_000, (at) => `case "t${at}": y = h(y, ${at}); break;`)} } return y; }`,
    null,
  ],
  [
    "many alternatives",
    "chain.py",
    () => `def g(x):\n    if x == 0:\n        return 0\n${numbered(50_000, (at) => `    elif x == ${at}:\n        return ${at}`)}\n`,
    "depth",
  ],
  ["nothing but NUL", "zero.js", () => times(1_000_000, "\u0000"), "syntax"],
  ["a fault in the middle", "broken.js", () => `${times(50_000, "f(1);\n")}function (\n${times(50_000, "f(1);\n")}`, "syntax"],
  ["a fault in the middle", "broken.py", () => `${times(50_000, "f(1)\n")}def (\n${times(50_000, "f(1)\n")}`, "syntax"],
];

/** Each on its own, or (`npm test`) all beside each other: starting the program takes longer than reading them. */
const FOLDERS = full ? HARD.map((one) => [one]) : [HARD];

describe("files that are hard to read end within their budget, and the server beside them is still judged", PATIENCE, () => {
  test.each(
    FOLDERS.map((files) => [files.map(([name, file]) => `${name} in ${file}`).join(", "), files] as const),
  )("%s", async (_, files) => {
    const report = await scanned(
      `hard-${files[0]?.[1]}`,
      new Map([["server.ts", SERVER], ...files.map(([, file, text]) => [file, text()] as const)]),
    );
    expect(report.errors).toEqual([]);
    expect(report.findings.map((finding) => `${finding.key} ${finding.location.file}`)).toContain("injection/shell-command server.ts");
    const { skipped } = report.coverage.files;
    const said = (file: string): string[] => [
      ...skipped.filter(({ path }) => path === file).map(({ reason }) => reason as string),
      ...report.coverage.limits.filter(({ where }) => where.startsWith(`${file}:`)).map(({ what }) => what),
    ];
    for (const [name, file, , note] of files) expect(said(file), name).toEqual(note === null ? [] : expect.arrayContaining([note]));
  });
});

/** Vulnerable servers of the twins (`npm test`: every third), each in a folder of its own. */
const SERVERS = readTwins().filter((_, at) => full || at % 3 === 0);

function servers(under: string): Map<string, string> {
  return new Map(
    SERVERS.flatMap(({ name, vulnerable }) =>
      [...vulnerable].map(([file, text]): [string, string] => [`${under}/${name.replaceAll(/\W/g, "-")}/${file}`, text]),
    ),
  );
}

/** What two runs may not differ in. */
function lasting({ scan_id: _id, timestamp: _time, duration: _duration, ...rest }: Report): unknown {
  return JSON.parse(JSON.stringify(rest, (key, value: unknown) => (key === "elapsed_ms" ? 0 : value)));
}

describe("the same tree", PATIENCE, () => {
  test("gives the same report with one worker and with two", async () => {
    // Beyond two million characters for each thread, files are lowered in several.
    const large = Array.from(
      { length: 11_000 },
      (_, at) => `export function f${at}(value) { return { value, list: [value, "${at}"], text: \`a \${value} b\` }; }`,
    ).join("\n");
    const files = new Map([...servers("all"), ["a.js", large], ["b.js", large]]);
    const [one, two] = [lasting(await scanned("same", files)), lasting(await scanned("same", files, 2))];
    expect(two).toEqual(one);
    expect(JSON.stringify(two) === JSON.stringify(one)).toBe(true);
  });

  test("copied four times under other names yields four times the findings", async () => {
    const count = ({ findings }: Report): [string, number][] => {
      const keys = findings.filter(({ key }) => /^(injection|filesystem|network)\//.test(key)).map(({ key }) => key);
      return [...new Set(keys)].sort().map((key) => [key, keys.filter((other) => other === key).length]);
    };
    const once = count(await scanned("once", servers("one")));
    expect(once.reduce((sum, [, found]) => sum + found, 0)).toBeGreaterThanOrEqual(SERVERS.length);
    const four = count(await scanned("four", new Map(["one", "two", "three", "four"].flatMap((under) => [...servers(under)]))));
    expect(four).toEqual(once.map(([key, found]) => [key, found * 4]));
  });
});
