import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type FetchCase, fetchRatio, targetOf } from "../bench/fetch-ratio.ts";
import { loadService } from "../bench/load/load.ts";
import type { Measurement } from "../bench/measure.ts";
import { strainRows } from "../bench/strain-rows.ts";
import { buildProduct } from "../build.mjs";
import { materialise } from "../corpus/materialise.ts";

const run = promisify(execFile);
const START_ROUNDS = 5;

interface Pinned {
  readonly name: string;
  readonly version: string;
}

interface Packages {
  readonly startUp: Pinned;
  readonly measured: readonly Pinned[];
  readonly fetched: readonly FetchCase[];
  /** `changed` is a code file of the package. */
  readonly strained: Pinned & { readonly changed: string };
}

/** Programs of the benchmark; each runs in a process of its own, beside the whole build. */
const PROGRAMS = ["measure", "fetch", "advisories", "strain"];
const OUT = "node_modules/.cache/bench";
/** Advisories in the database, and packages that are looked up in it. */
const LOOKED_UP = ["100000", "1000"];

/**
 * `npm run bench [-- --only TEXT | --fetch | --strain | --load]`: for pinned packages, the time of whole scans beside the bare parse of the same
 * files by the same parsers in the same process; then fetching and unpacking beside the registries' own clients, and the
 * advisory database (with --fetch only these two); with --strain what is hard on the analyser instead; with --load the service instead, under many requests and streams. "catalogue x" is
 * the whole catalogue beside one rule, "panel %" what the built-in judges take of a deep scan. The ratios are our numbers; the rest
 * depends on the machine.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const only = args[0] === "--only" ? (args[1] ?? "") : "";
  const list = JSON.parse(await readFile(path.join(root, "packages/dev/bench/packages.json"), "utf8")) as Packages;
  if (args[0] === "--load") return loadOnly(list, root);
  await mkdir(path.join(root, "node_modules/.cache"), { recursive: true });
  await buildProduct(root, OUT, new Map(PROGRAMS.map((name) => [name, `packages/dev/bench/${name}.ts`])));
  if (args[0] === "--strain") return strainOnly(list, root);
  process.stdout.write(`node ${process.versions.node}, ${cpus().length} processors, medians of 5\n`);
  if (args[0] !== "--fetch") await timeScans(list, root, only);
  if (args[0] !== "--only") await timeSources(list, root);
  return 0;
}

/** Packages that the service scans under load: the smallest, and a middling one. */
async function loadOnly({ startUp, measured }: Packages, root: string): Promise<number> {
  await buildProduct(root);
  const published = [{ name: "small", folder: await unpacked(root, startUp) }];
  for (const one of measured.slice(0, 1)) published.push({ name: "middling", folder: await unpacked(root, one) });
  const processors = cpus();
  process.stdout.write(`node ${process.versions.node}, ${processors.length} processors (${processors[0]?.model ?? "unknown"})\n`);
  await loadService(root, published, (text) => void process.stdout.write(`${text}\n`));
  return 0;
}

async function strainOnly({ strained }: Packages, root: string): Promise<number> {
  const say = (cells: readonly string[]): void => {
    const notes = cells.at(-1) ?? "";
    process.stdout.write(line(cells.slice(0, -1)).replace("\n", `   ${notes}\n`));
  };
  await strainRows(path.join(root, OUT, "strain.js"), await unpacked(root, strained), strained.changed, say);
  return 0;
}

async function timeScans(list: Packages, root: string, only: string): Promise<void> {
  process.stdout.write(
    line([
      "package",
      "files",
      "KB",
      "parse s",
      "fast s",
      "x",
      "deep s",
      "x",
      "2 jobs s",
      "x",
      "one rule s",
      "catalogue x",
      "panel %",
      "peak MB",
    ]),
  );
  for (const one of list.measured.filter((item) => item.name.includes(only))) {
    const folder = await unpacked(root, one);
    const { stdout } = await run(process.execPath, [path.join(root, OUT, "measure.js"), folder], { maxBuffer: 2 ** 24 });
    process.stdout.write(line([`${one.name}@${one.version}`, ...columns(JSON.parse(stdout) as Measurement)]));
  }
  const { first, unseen, again } = await startUpSeconds(root, await unpacked(root, list.startUp));
  process.stdout.write(
    `from the shell, ${list.startUp.name}: ${unseen} s, right after installation ${first} s, the same package again ${again} s\n`,
  );
}

async function timeSources(list: Packages, root: string): Promise<void> {
  process.stdout.write(line(["fetched and unpacked, empty cache", "client s", "ours s", "x"]));
  for (const one of list.fetched) {
    const { ours, theirs } = await fetchRatio(one, path.join(root, OUT, "fetch.js"));
    process.stdout.write(line([targetOf(one), theirs.toFixed(2), ours.toFixed(2), (ours / theirs).toFixed(2)]));
  }
  const { stdout } = await run(process.execPath, [path.join(root, OUT, "advisories.js"), ...LOOKED_UP], { maxBuffer: 2 ** 24 });
  const { imported, loaded, looked } = JSON.parse(stdout) as Record<"imported" | "loaded" | "looked", number>;
  process.stdout.write(
    `${LOOKED_UP[0]} advisories: imported in ${imported.toFixed(1)} s, loaded in ${loaded.toFixed(2)} s, ${LOOKED_UP[1]} packages looked up in ${looked.toFixed(2)} s\n`,
  );
}

function columns(found: Measurement): string[] {
  const times = (value: number) => [value.toFixed(3), (value / found.parseSeconds).toFixed(1)];
  return [
    String(found.files),
    (found.bytes / 1024).toFixed(0),
    found.parseSeconds.toFixed(3),
    ...times(found.fastSeconds),
    ...times(found.deepSeconds),
    ...times(found.deepTwoJobsSeconds),
    found.oneRuleSeconds.toFixed(3),
    (found.deepSeconds / found.oneRuleSeconds).toFixed(2),
    (found.panelShare * 100).toFixed(1),
    (found.peakBytes / 2 ** 20).toFixed(0),
  ];
}

function line(cells: readonly string[]): string {
  return `${cells.map((cell, index) => (index === 0 ? cell.padEnd(48) : cell.padStart(11))).join("")}\n`;
}

async function unpacked(root: string, one: Pinned): Promise<string> {
  const folder = path.join(root, ".corpus/bench");
  const label = `${one.name.replaceAll("/", "__")}@${one.version}`;
  const trouble = await materialise({ key: label, label, ecosystem: "npm", name: one.name, ref: one.version, subpath: "" }, folder, null);
  if (trouble !== null) throw new Error(`${label}: ${trouble}`);
  return path.join(folder, label);
}

/** Median wall times (s) of the command line on a small package: process start, loading and scan together. */
async function startUpSeconds(root: string, folder: string): Promise<Record<"first" | "unseen" | "again", string>> {
  const caches = await mkdtemp(path.join(tmpdir(), "assay-bench-"));
  const command = [path.join(root, "bin/mcp-assay.mjs"), "scan", folder, "--output", "json", "--offline"];
  const timed = async (): Promise<number> => {
    const started = performance.now();
    await run(process.execPath, command, { maxBuffer: 2 ** 26, env: { ...process.env, XDG_CACHE_HOME: caches } });
    return (performance.now() - started) / 1000;
  };
  const times: Record<"first" | "unseen" | "again", number[]> = { first: [], unseen: [], again: [] };
  for (let round = 0; round < START_ROUNDS; round++) {
    await rm(caches, { recursive: true, force: true });
    times.first.push(await timed());
    await rm(path.join(caches, "mcp-assay/units"), { recursive: true, force: true });
    times.unseen.push(await timed());
    times.again.push(await timed());
  }
  await rm(caches, { recursive: true, force: true });
  const median = (values: number[]) => (values.sort((a, b) => a - b)[Math.floor(START_ROUNDS / 2)] ?? Number.NaN).toFixed(2);
  return { first: median(times.first), unseen: median(times.unseen), again: median(times.again) };
}
