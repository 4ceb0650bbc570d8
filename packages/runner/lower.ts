import type { CodeFile } from "@mcp-assay/core/inventory/take";
import type { Unit } from "@mcp-assay/core/language/ir";
import type { Lowered } from "@mcp-assay/core/report/scan-ports";
import type { CodeCache } from "./code-cache.ts";
import { frontEndFor } from "./front-ends.ts";
import { LowerPool } from "./lower-pool.ts";
import type { UnitCache } from "./unit-cache.ts";

/** Fewer characters of code than this are lowered faster than a thread starts. */
const WORTH_A_THREAD = 2_000_000;

export interface LowerPlan {
  /** Threads in all, this one included. */
  readonly jobs: number;
  /** Program of a lowering thread; null keeps everything in this one. */
  readonly program: URL | null;
  readonly cache: UnitCache | null;
  readonly code: CodeCache | null;
  readonly stop: () => boolean;
  readonly onFile: (done: number, total: number) => void;
}

/** What lowering asks for while it goes on. */
export interface Lowering {
  readonly stop: () => boolean;
  readonly onFile: () => void;
  readonly code: CodeCache | null;
}

/** Lowers code files: from the cache, in other threads, or here. The result does not depend on which. */
export async function lowerFiles(files: readonly CodeFile[], plan: LowerPlan): Promise<Lowered> {
  let done = 0;
  const counted = (): void => plan.onFile(++done, files.length);
  const cached: Unit[] = [];
  const fresh: CodeFile[] = [];
  for (const file of files) {
    const unit = (await plan.cache?.read(file)) ?? null;
    if (unit === null) fresh.push(file);
    else {
      cached.push(unit);
      counted();
    }
  }
  const size = fresh.reduce((sum, file) => sum + file.text.length, 0);
  const threads = plan.program === null ? 0 : Math.min(plan.jobs - 1, Math.floor(size / WORTH_A_THREAD), fresh.length - 1);
  const lowered =
    threads > 0 && plan.program !== null
      ? await lowerShared(fresh, threads, plan.program, { ...plan, onFile: counted })
      : await lowerHere(fresh, { ...plan, onFile: counted });
  await Promise.all([keep(lowered, fresh, plan.cache), plan.code?.keep()]);
  return { ...lowered, units: [...cached, ...lowered.units] };
}

/** Lowers files one after the other in this thread; after `stop` says so, the rest is left out and named. */
export async function lowerHere(files: readonly CodeFile[], { stop, onFile, code }: Lowering): Promise<Lowered> {
  const units: Unit[] = [];
  const failed: Lowered["failed"][number][] = [];
  for (const file of files) {
    if (stop()) failed.push({ path: file.path, reason: "timeout" });
    else {
      const frontEnd = await frontEndFor(file.path, code);
      if (frontEnd === null) failed.push({ path: file.path, reason: "unsupported-language" });
      else units.push(frontEnd.lower({ path: file.path, text: file.text }));
    }
    onFile();
  }
  return { units, failed, errors: [] };
}

/** The largest files first and whoever is free takes the next: this thread works too. */
async function lowerShared(files: readonly CodeFile[], threads: number, program: URL, lowering: Lowering): Promise<Lowered> {
  const queue = files.toSorted((a, b) => b.text.length - a.text.length || (a.path < b.path ? -1 : 1));
  const pool = new LowerPool(program, threads, lowering.code?.root ?? null);
  try {
    const parts = await Promise.all([
      ...pool.takeFrom(queue, lowering.stop, lowering.onFile),
      (async () => {
        const units: Unit[] = [];
        const failed: Lowered["failed"][number][] = [];
        // Smallest files here, so that messages of the threads are heard in between.
        for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
          const one = await lowerHere([file], lowering);
          units.push(...one.units);
          failed.push(...one.failed);
          await new Promise((resume) => setImmediate(resume));
        }
        return { units, failed, errors: [] };
      })(),
    ]);
    return {
      units: parts.flatMap((part) => part.units),
      failed: parts.flatMap((part) => part.failed),
      errors: parts.flatMap((part) => part.errors),
    };
  } finally {
    await pool.end();
  }
}

async function keep({ units }: Lowered, files: readonly CodeFile[], cache: UnitCache | null): Promise<void> {
  if (cache === null) return;
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const unit of units) {
    const file = byPath.get(unit.path);
    // How deep the parser gets depends on the stack of the thread: such a unit is not the file's alone.
    if (file !== undefined && unit.problems.every((problem) => problem.kind !== "depth")) await cache.write(file, unit);
  }
  await cache.tidy();
}
