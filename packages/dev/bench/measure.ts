// Runs in a process of its own, from a folder that holds the whole build: `node measure.js <folder of a package>`
// prints one JSON line of type Measurement.
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Report } from "@mcp-assay/core/report/report";
import { DEFAULT_OPTIONS, type ScanEvent } from "@mcp-assay/core/scan-options";
import { runScan } from "@mcp-assay/runner/run-scan";
import ts from "typescript";
import { Language, Parser } from "web-tree-sitter";

/** Seconds are medians; memory is the most that the process has held, in bytes. */
export interface Measurement {
  readonly files: number;
  readonly bytes: number;
  readonly parseSeconds: number;
  readonly fastSeconds: number;
  readonly deepSeconds: number;
  readonly deepTwoJobsSeconds: number;
  /** A deep scan with one rule that follows data: the engine without the rest of the catalogue. */
  readonly oneRuleSeconds: number;
  /** Part of a deep scan that the built-in judges take, 0..1. */
  readonly panelShare: number;
  readonly peakBytes: number;
}

const ROUNDS = 5;
const ONE_RULE = "injection/shell-command";
const JAVASCRIPT = /\.([cm]?[jt]s|[jt]sx)$/;

interface CodeFile {
  readonly path: string;
  readonly text: string;
}

async function measure(folder: string): Promise<Measurement> {
  const report = await scan(folder, "deep", 1);
  const files = analysedFiles(folder, report);
  const python = files.some((file) => file.path.endsWith(".py")) ? await pythonParser() : null;
  const times: Record<"parse" | "fast" | "deep" | "one" | "two", number[]> = { parse: [], fast: [], deep: [], one: [], two: [] };
  const shares: number[] = [];
  // Interleaved, so that a slow minute of the machine falls on all of them.
  for (let round = 0; round < ROUNDS; round++) {
    times.parse.push(await seconds(async () => parseAll(files, python)));
    times.fast.push(await seconds(() => scan(folder, "fast", 1)));
    let judged = 0;
    const onEvent = (event: ScanEvent) => {
      if (event.type === "stage_completed" && event.stage_name === "judge") judged += event.elapsed_ms / 1000;
    };
    const deep = await seconds(() => scan(folder, "deep", 1, [], onEvent));
    times.deep.push(deep);
    shares.push(judged / deep);
    times.one.push(await seconds(() => scan(folder, "deep", 1, [ONE_RULE])));
  }
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  for (let round = 0; round < ROUNDS; round++) times.two.push(await seconds(() => scan(folder, "deep", 2)));
  return {
    files: files.length,
    bytes: files.reduce((total, file) => total + Buffer.byteLength(file.text), 0),
    parseSeconds: median(times.parse),
    fastSeconds: median(times.fast),
    deepSeconds: median(times.deep),
    deepTwoJobsSeconds: median(times.two),
    oneRuleSeconds: median(times.one),
    panelShare: median(shares),
    peakBytes,
  };
}

async function scan(
  folder: string,
  mode: "fast" | "deep",
  jobs: number,
  onlyRules: readonly string[] = [],
  onEvent: (event: ScanEvent) => void = () => {},
): Promise<Report> {
  const result = await runScan(
    {
      input: folder,
      options: { ...DEFAULT_OPTIONS, mode, ...(onlyRules.length === 0 ? {} : { onlyRules }) },
      jobs,
      timeoutMs: 600_000,
      cacheDir: null,
      offline: true,
    },
    { onEvent },
  );
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.report;
}

/** The code files that the scan says it analysed: the floor is the parse of exactly these. */
function analysedFiles(folder: string, report: Report): CodeFile[] {
  const skipped = new Set(report.coverage.files.skipped.map((file) => file.path));
  return report.manifest.files
    .filter((file) => (JAVASCRIPT.test(file.path) || file.path.endsWith(".py")) && !skipped.has(file.path))
    .map((file) => ({ path: file.path, text: readFileSync(path.join(folder, file.path), "utf8") }));
}

function parseAll(files: readonly CodeFile[], python: Parser | null): void {
  for (const file of files) {
    if (JAVASCRIPT.test(file.path)) ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ESNext, false);
    else python?.parse(file.text)?.delete();
  }
}

async function pythonParser(): Promise<Parser> {
  await Parser.init();
  const wasm = fileURLToPath(new URL("./tree-sitter-python.wasm", import.meta.url));
  const parser = new Parser();
  parser.setLanguage(await Language.load(wasm));
  return parser;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

process.stdout.write(`${JSON.stringify(await measure(process.argv[2] ?? "."))}\n`);
