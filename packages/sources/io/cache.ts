import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Result } from "@mcp-assay/core/problem";

/** A claim that its holder has not touched for this long (milliseconds) belongs to a dead process. */
const STALE_CLAIM = 20_000;
const CLAIM_REFRESH = 5_000;
const POLL = 50;
const SEAL_BYTES = 32;

/**
 * Bytes by key, on disk when a folder is given. A key is a published digest or the address of an
 * immutable thing. Each entry carries a checksum of its own. Entries appear by rename, so a reader sees a
 * whole entry or none; trouble with the disk costs the cache, never the scan.
 */
export class Cache {
  readonly #folder: string | null;
  readonly #maxBytes: number;
  readonly #running = new Map<string, Promise<Result<Buffer>>>();

  constructor(folder: string | null, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  /** The entry, which becomes the most recently used one; null when there is none. */
  async read(key: string): Promise<Buffer | null> {
    const file = this.#file(key);
    if (file === null) return null;
    try {
      const bytes = unsealed(await readFile(file));
      if (bytes === null) return null;
      const now = new Date();
      await utimes(file, now, now).catch(() => undefined);
      return bytes;
    } catch {
      return null;
    }
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    const file = this.#file(key);
    if (file === null) return;
    const draft = `${file}.${randomBytes(6).toString("hex")}.part`;
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      await writeFile(draft, Buffer.concat([seal(bytes), bytes]), { mode: 0o600 });
      await rename(draft, file);
      await this.#evict();
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async drop(key: string): Promise<void> {
    const file = this.#file(key);
    if (file !== null) await rm(file, { force: true }).catch(() => undefined);
  }

  /**
   * Runs `load` for a key once: callers in this process share the run, callers in other processes on the
   * same folder wait until it is over. `load` must look into the cache first.
   */
  once(key: string, load: () => Promise<Result<Buffer>>): Promise<Result<Buffer>> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const started = this.#claimed(key, load).finally(() => this.#running.delete(key));
    this.#running.set(key, started);
    return started;
  }

  async #claimed(key: string, load: () => Promise<Result<Buffer>>): Promise<Result<Buffer>> {
    const file = this.#file(key);
    const claim = file === null ? null : await takeClaim(`${file}.claim`);
    if (claim === null) return load();
    const beat = setInterval(() => void utimes(claim, new Date(), new Date()).catch(() => undefined), CLAIM_REFRESH);
    beat.unref();
    try {
      return await load();
    } finally {
      clearInterval(beat);
      await rm(claim, { force: true }).catch(() => undefined);
    }
  }

  #file(key: string): string | null {
    if (this.#folder === null) return null;
    const name = createHash("sha256").update(key).digest("hex");
    return join(this.#folder, name.slice(0, 2), name);
  }

  /** Least recently used entries go until three quarters of the limit are left. */
  async #evict(): Promise<void> {
    const entries = await this.#entries();
    let total = entries.reduce((sum, entry) => sum + entry.size, 0);
    if (total <= this.#maxBytes) return;
    for (const entry of entries.sort((a, b) => a.used - b.used)) {
      if (total <= this.#maxBytes * 0.75) return;
      await rm(entry.file, { force: true });
      total -= entry.size;
    }
  }

  async #entries(): Promise<{ file: string; size: number; used: number }[]> {
    const folder = this.#folder ?? "";
    const found: { file: string; size: number; used: number }[] = [];
    for (const group of await readdir(folder)) {
      for (const name of await readdir(join(folder, group)).catch(() => [])) {
        const file = join(folder, group, name);
        const info = await stat(file).catch(() => null);
        if (info?.isFile() && !name.endsWith(".claim")) found.push({ file, size: info.size, used: info.mtimeMs });
      }
    }
    return found;
  }
}

/** The entry's own checksum, which stands before its bytes. */
function seal(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** The bytes of an entry, or null when they are not those that were written. */
function unsealed(stored: Buffer): Buffer | null {
  const bytes = stored.subarray(SEAL_BYTES);
  return stored.length >= SEAL_BYTES && seal(bytes).equals(stored.subarray(0, SEAL_BYTES)) ? bytes : null;
}

/** Waits for and takes the claim file; null when the folder cannot be written, and everybody works alone. */
async function takeClaim(claim: string): Promise<string | null> {
  await mkdir(dirname(claim), { recursive: true, mode: 0o700 }).catch(() => undefined);
  for (;;) {
    try {
      await (await open(claim, "wx", 0o600)).close();
      return claim;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") return null;
    }
    const held = await stat(claim).catch(() => null);
    if (held !== null && Date.now() - held.mtimeMs > STALE_CLAIM) {
      const dead = `${claim}.${randomBytes(6).toString("hex")}`;
      await rename(claim, dead).catch(() => undefined);
      await rm(dead, { force: true }).catch(() => undefined);
    } else if (held !== null) await new Promise((done) => setTimeout(done, POLL));
  }
}
