import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

const SEAL_BYTES = 32;

/**
 * Named byte strings of one kind and version on disk. A damaged entry is no entry; trouble with the disk costs the cache, never the
 * scan.
 */
export class DiskCache {
  readonly #root: string;
  readonly #folder: string;
  readonly #maxBytes: number;
  #wrote = false;

  /**
   * @param root folder of this kind of entries
   * @param version of what wrote them: what another version wrote is never read
   * @param maxBytes above which the least recently used go
   */
  constructor(root: string, version: string, maxBytes: number) {
    this.#root = root;
    this.#folder = join(root, version);
    this.#maxBytes = maxBytes;
  }

  async read(name: string): Promise<Buffer | null> {
    const path = join(this.#folder, name);
    try {
      const stored = await readFile(path);
      const bytes = stored.subarray(SEAL_BYTES);
      if (!sealOf(bytes).equals(stored.subarray(0, SEAL_BYTES))) return null;
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return bytes;
    } catch {
      return null;
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.#folder, name);
    const draft = `${path}.${randomBytes(6).toString("hex")}.part`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, Buffer.concat([sealOf(bytes), bytes]), { mode: 0o600 });
      await rename(draft, path);
      this.#wrote = true;
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** After something was written: removes what other versions wrote, and the least recently used entries above the limit. */
  async tidy(): Promise<void> {
    if (!this.#wrote) return;
    try {
      for (const name of await readdir(this.#root))
        if (join(this.#root, name) !== this.#folder) await rm(join(this.#root, name), { recursive: true, force: true });
      const names = await readdir(this.#folder);
      const entries = await Promise.all(
        names.map(async (name) => ({ file: join(this.#folder, name), ...(await sizeAndUse(join(this.#folder, name))) })),
      );
      let total = entries.reduce((sum, entry) => sum + entry.size, 0);
      for (const entry of entries.sort((a, b) => a.used - b.used)) {
        if (total <= this.#maxBytes) return;
        await rm(entry.file, { force: true });
        total -= entry.size;
      }
    } catch {
      // Another process tidies at the same time, or the disk refuses: the next scan tries again.
    }
  }
}

function sealOf(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

async function sizeAndUse(file: string): Promise<{ size: number; used: number }> {
  const info = await stat(file).catch(() => null);
  return { size: info?.size ?? 0, used: info?.mtimeMs ?? 0 };
}
