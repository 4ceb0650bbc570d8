import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROUNDS = 5;

/**
 * One release of a registry. Of PyPI the client takes the wheel and we the source distribution, which is at least as large in
 * every case: a client that is given the source distribution runs code of it, and that is not done here.
 */
export interface FetchCase {
  readonly ecosystem: "npm" | "pypi";
  readonly name: string;
  readonly version: string;
}

/** Medians in seconds, from an empty cache each time. */
export interface FetchRatio {
  readonly ours: number;
  readonly theirs: number;
}

/**
 * Times fetching and unpacking by the program that `fetch.js` is beside what the ecosystem's own client takes for the same
 * release: `npm pack`, or `pip download --no-deps`. The rounds alternate, so that a slow minute falls on both.
 */
export async function fetchRatio(one: FetchCase, fetchProgram: string): Promise<FetchRatio> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await inFreshFolder((folder) => clientOf(one, folder)));
    ours.push(await inFreshFolder((folder) => [process.execPath, [fetchProgram, targetOf(one), folder]]));
  }
  return { ours: median(ours), theirs: median(theirs) };
}

export function targetOf({ ecosystem, name, version }: FetchCase): string {
  return ecosystem === "npm" ? `npm:${name}@${version}` : `pypi:${name}==${version}`;
}

type Command = readonly [program: string, args: readonly string[]];

function clientOf({ ecosystem, name, version }: FetchCase, folder: string): Command {
  return ecosystem === "npm"
    ? ["npm", ["pack", `${name}@${version}`, "--cache", path.join(folder, "cache"), "--pack-destination", folder, "--silent"]]
    : ["python3", ["-m", "pip", "download", "--no-deps", "--no-cache-dir", "--quiet", "--dest", folder, `${name}==${version}`]];
}

async function inFreshFolder(command: (folder: string) => Command): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), "assay-bench-"));
  try {
    const [program, args] = command(folder);
    const started = performance.now();
    await run(program, [...args], { cwd: folder, maxBuffer: 2 ** 24 });
    return (performance.now() - started) / 1000;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
