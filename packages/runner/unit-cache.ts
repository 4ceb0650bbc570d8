import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { extensionOf } from "@mcp-assay/core/inventory/languages";
import type { CodeFile } from "@mcp-assay/core/inventory/take";
import type { Unit } from "@mcp-assay/core/language/ir";

const MAX_BYTES = 512 * 1024 * 1024;
const SEAL_BYTES = 32;

/**
 * Lowered files on disk, by the digest of their bytes and the version of the front ends. A damaged or foreign entry is
 * no entry; trouble with the disk costs the cache, never the scan.
 */
export class UnitCache {
  readonly #root: string;
  readonly #folder: string;
  #wrote = false;

  /** @param version of the front ends: what another version wrote is never read */
  constructor(root: string, version: string) {
    this.#root = join(root, "units");
    this.#folder = join(this.#root, version);
  }

  async read(file: CodeFile): Promise<Unit | null> {
    const path = this.#fileOf(file);
    try {
      const stored = await readFile(path);
      const bytes = stored.subarray(SEAL_BYTES);
      if (!createHash("sha256").update(bytes).digest().equals(stored.subarray(0, SEAL_BYTES))) return null;
      const now = new Date();
      await utimes(path, now, now).catch(() => undefined);
      return { ...(deserialize(bytes) as Unit), path: file.path };
    } catch {
      return null;
    }
  }

  async write(file: CodeFile, unit: Unit): Promise<void> {
    const path = this.#fileOf(file);
    const draft = `${path}.${randomBytes(6).toString("hex")}.part`;
    try {
      const bytes = serialize({ ...unit, path: "" });
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await writeFile(draft, Buffer.concat([createHash("sha256").update(bytes).digest(), bytes]), { mode: 0o600 });
      await rename(draft, path);
      this.#wrote = true;
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** Removes what other versions wrote, and the least recently used entries above the limit. */
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
        if (total <= MAX_BYTES) return;
        await rm(entry.file, { force: true });
        total -= entry.size;
      }
    } catch {
      // Another process tidies at the same time, or the disk refuses: the next scan tries again.
    }
  }

  #fileOf({ hash, path }: CodeFile): string {
    return join(this.#folder, `${hash.replace(/^sha256:/, "")}${extensionOf(path)}`);
  }
}

async function sizeAndUse(file: string): Promise<{ size: number; used: number }> {
  const info = await stat(file).catch(() => null);
  return { size: info?.size ?? 0, used: info?.mtimeMs ?? 0 };
}
