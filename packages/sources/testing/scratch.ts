import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import { createIo, type IoPorts, type IoSettings, type SourceIo } from "../io/io.ts";

const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Runs after the current test. */
export function afterwards(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup);
}

/** An empty folder that goes away after the test. */
export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mcp-assay-"));
  afterwards(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An io of its own empty home and working folder, without waiting between tries. */
export async function ioFor(env: Record<string, string>, more: Partial<IoSettings> = {}, ports: IoPorts = {}): Promise<SourceIo> {
  const home = await scratch();
  const io = createIo(
    { env: { npm_config_globalconfig: `${home}/none`, ...env }, cacheDir: null, offline: false, cwd: home, home, ...more },
    { pause: async () => undefined, ...ports },
  );
  afterwards(io.close);
  return io;
}
