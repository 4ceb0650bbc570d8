import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { targetOf } from "../bench/fetch-ratio.ts";
import { realRunsPage } from "../real-runs/page.ts";
import { type RealRun, runOne } from "../real-runs/run-one.ts";

type Servers = Readonly<Record<"npm" | "pypi", readonly { readonly name: string; readonly version: string }[]>>;

/** Scans at the same time: processor time is what is compared, and waiting for downloads is no work. */
const JOBS = 4;

/**
 * `npm run real-runs [-- --only TEXT]`: scans the published servers of real-runs/servers.json, each by a command line of its own,
 * and writes docs/measurements/real-servers.md (with --only it prints the page instead). Exit code 1 if any did not end well.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const only = args[0] === "--only" ? (args[1] ?? "") : null;
  const servers = JSON.parse(await readFile(path.join(root, "packages/dev/real-runs/servers.json"), "utf8")) as Servers;
  const { version } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8")) as { version: string };
  const targets = (["npm", "pypi"] as const).flatMap((ecosystem) => servers[ecosystem].map((one) => targetOf({ ecosystem, ...one })));
  const cache = await mkdtemp(path.join(tmpdir(), "assay-real-runs-"));
  const runs = new Map<string, RealRun>();
  const asked = targets.filter((name) => name.includes(only ?? ""));
  const waiting = [...asked];
  const work = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      const run = await runOne(target, root, cache);
      process.stderr.write(`${target}: exit ${run.code}, ${run.seconds.toFixed(1)} s\n`);
      runs.set(target, run);
    }
  };
  try {
    await Promise.all(Array.from({ length: JOBS }, work));
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
  const done = asked.flatMap((target) => runs.get(target) ?? []);
  const page = realRunsPage(done, version);
  if (only !== null) process.stdout.write(page);
  else {
    await mkdir(path.join(root, "docs/measurements"), { recursive: true });
    await writeFile(path.join(root, "docs/measurements/real-servers.md"), page);
  }
  return done.every(({ code, report }) => code === 0 && report !== null) ? 0 : 1;
}
