import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { DiskCache } from "./disk-cache.ts";

const MAX_BYTES = 16 * 1024 * 1024;

/** What the build loads packages with. */
const load = createRequire(import.meta.url);

/**
 * Compiled code of large CommonJS packages on disk: reading it takes a third of the time of compiling. Node 22.1 and later keep
 * compiled code themselves; where they do, this does nothing. V8 refuses what other versions or flags of it compiled.
 */
export class CodeCache {
  readonly #disk: DiskCache;
  /** Compiled without the cache: to be kept once it has run, functions that were called included. */
  readonly #fresh = new Map<string, Script>();

  /** @param root folder of all caches */
  constructor(readonly root: string) {
    this.#disk = new DiskCache(join(root, "code"), `${process.versions.node}-${process.arch}`, MAX_BYTES);
  }

  /** Loads a package as `require` would, and leaves it where `require` finds it. */
  async load(name: string): Promise<void> {
    const filename = load.resolve(name);
    if (load.cache[filename] !== undefined || keptByNode()) return;
    const entry = entryFor(name, filename);
    const cachedData = await this.#disk.read(entry);
    const script = new Script(module.wrap(readFileSync(filename, "utf8")), { filename, ...(cachedData === null ? {} : { cachedData }) });
    if (cachedData === null || script.cachedDataRejected === true) this.#fresh.set(entry, script);
    const loaded = new module.Module(filename);
    Object.assign(loaded, { filename, paths: [] });
    script.runInThisContext()(loaded.exports, createRequire(filename), loaded, filename, dirname(filename));
    loaded.loaded = true;
    load.cache[filename] = loaded;
  }

  /** Writes what was compiled anew. */
  async keep(): Promise<void> {
    for (const [entry, script] of this.#fresh) await this.#disk.write(entry, script.createCachedData());
    this.#fresh.clear();
    await this.#disk.tidy();
  }
}

/** V8 knows the source by its length only: place, size and time of the file are the rest. */
function entryFor(name: string, filename: string): string {
  const { size, mtimeMs } = statSync(filename);
  return `${name}-${createHash("sha256").update(`${filename} ${size} ${mtimeMs}`).digest("hex").slice(0, 16)}`;
}

function keptByNode(): boolean {
  const { getCompileCacheDir } = module as { readonly getCompileCacheDir?: () => string | undefined };
  return getCompileCacheDir?.() !== undefined;
}
