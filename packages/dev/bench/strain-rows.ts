import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Strain } from "./strain.ts";
import { copiedTree, millionLines, PATHOLOGICAL, pathologicalTree } from "./strain-trees.ts";

const run = promisify(execFile);
const ROUNDS = 3;

/**
 * What is hard on the analyser: programs that no person writes, a million lines, one package four times, and the same package
 * again with nothing and with one file changed.
 * @param program strain.js of the benchmark's build
 * @param folder of an unpacked package
 * @param entry a code file of that package
 */
export async function strainRows(program: string, folder: string, entry: string, say: (cells: readonly string[]) => void): Promise<void> {
  const place = await mkdtemp(path.join(tmpdir(), "assay-strain-"));
  const scan = async (tree: string, ...more: string[]): Promise<Strain> => {
    const { stdout } = await run(process.execPath, [program, tree, ...more], { maxBuffer: 2 ** 24 });
    return JSON.parse(stdout) as Strain;
  };
  const tell = (name: string, { seconds, cpuSeconds, peakBytes, notes }: Strain, ratio = ""): void =>
    say([name, seconds.toFixed(2), cpuSeconds.toFixed(2), ratio, (peakBytes / 2 ** 20).toFixed(0), notes.join(", ")]);
  try {
    say(["deep, one worker", "s", "cpu s", "x", "peak MB", "notes"]);
    for (const name of Object.keys(PATHOLOGICAL)) {
      await pathologicalTree(path.join(place, name), name);
      tell(name, await scan(path.join(place, name)));
      await rm(path.join(place, name), { recursive: true });
    }
    await millionLines(path.join(place, "million"));
    tell("a million lines", await scan(path.join(place, "million")));
    await rm(path.join(place, "million"), { recursive: true });

    for (const copies of [1, 4]) await copiedTree(folder, path.join(place, `times${copies}`), copies);
    const one = await fastest(() => scan(path.join(place, "times1")));
    const four = await fastest(() => scan(path.join(place, "times4")));
    tell("a package once", one);
    tell("four times", four, (four.cpuSeconds / one.cpuSeconds).toFixed(2));

    const caches = path.join(place, "caches");
    const changing = path.join(place, "changing");
    await cp(folder, changing, { recursive: true });
    const first = await scan(changing, caches);
    const again = await scan(changing, caches);
    await appendFile(path.join(changing, entry), "\n// another line\n");
    const changed = await scan(changing, caches);
    tell("with empty caches", first);
    tell("nothing changed", again, (again.cpuSeconds / first.cpuSeconds).toFixed(2));
    tell("one file changed", changed, (changed.cpuSeconds / first.cpuSeconds).toFixed(2));
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Of several runs the one that was disturbed least. */
async function fastest(work: () => Promise<Strain>): Promise<Strain> {
  const runs: Strain[] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await work());
  return runs.reduce((best, one) => (one.cpuSeconds < best.cpuSeconds ? one : best));
}
