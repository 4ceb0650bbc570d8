import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

const SEAL_BYTES = 32;
/** Entries that stay: what other versions of the package and of Node compiled is of little use for long. */
const KEPT = 4;
/** What the build loads packages with. */
const load = createRequire(import.meta.url);

/**
 * Compiled code of large CommonJS packages on disk: reading it takes a fifth of the time of compiling. Node 22.1 and later keep
 * compiled code themselves; where they do, this does nothing. A damaged or foreign entry is no entry, and V8 refuses what another
 * version of it compiled; trouble with the disk costs the cache, never the scan.
 */
export class CodeCache {
  readonly root: string;
  readonly #folder: string;
  /** Compiled without the cache: to be kept once it has run, functions that were called included. */
  readonly #fresh = new Map<string, Script>();

  /** @param root folder of all caches */
  constructor(root: string) {
    this.root = root;
    this.#folder = join(root, "code");
  }

  /** Loads a package as `require` would, and leaves it where `require` finds it. */
  load(name: string): void {
    const filename = load.resolve(name);
    if (load.cache[filename] !== undefined || keptByNode()) return;
    const source = readFileSync(filename, "utf8");
    const entry = this.#entry(name, filename);
    const cachedData = readEntry(entry);
    const script = new Script(module.wrap(source), { filename, ...(cachedData === null ? {} : { cachedData }) });
    if (cachedData === null || script.cachedDataRejected === true) this.#fresh.set(entry, script);
    const loaded = new module.Module(filename);
    Object.assign(loaded, { filename, paths: [] });
    script.runInThisContext()(loaded.exports, createRequire(filename), loaded, filename, dirname(filename));
    loaded.loaded = true;
    load.cache[filename] = loaded;
  }

  /** Writes what was compiled anew. */
  async keep(): Promise<void> {
    for (const [entry, script] of this.#fresh) {
      const draft = `${entry}.${randomBytes(6).toString("hex")}.part`;
      try {
        const code = script.createCachedData();
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, Buffer.concat([sealOf(code), code]), { mode: 0o600 });
        await rename(draft, entry);
        await this.#tidy();
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    }
    this.#fresh.clear();
  }

  async #tidy(): Promise<void> {
    const names = (await readdir(this.#folder)).map((name) => join(this.#folder, name));
    const entries = await Promise.all(names.map(async (file) => ({ file, written: (await stat(file)).mtimeMs })));
    for (const { file } of entries.sort((a, b) => b.written - a.written).slice(KEPT)) await rm(file, { force: true });
  }

  /** V8 checks its own version and flags, and of the source only the length: the file's place and time are the rest. */
  #entry(name: string, filename: string): string {
    const { size, mtimeMs } = statSync(filename);
    const key = `${filename} ${size} ${mtimeMs} ${process.versions.v8} ${process.arch}`;
    return join(this.#folder, `${name}-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`);
  }
}

function keptByNode(): boolean {
  const { getCompileCacheDir } = module as { readonly getCompileCacheDir?: () => string | undefined };
  return getCompileCacheDir?.() !== undefined;
}

function readEntry(entry: string): Buffer | null {
  if (!existsSync(entry)) return null;
  try {
    const stored = readFileSync(entry);
    const code = stored.subarray(SEAL_BYTES);
    return sealOf(code).equals(stored.subarray(0, SEAL_BYTES)) ? code : null;
  } catch {
    return null;
  }
}

function sealOf(code: Uint8Array): Buffer {
  return createHash("sha256").update(code).digest();
}
