import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { extensionOf } from "@mcp-assay/core/inventory/languages";
import type { CodeFile } from "@mcp-assay/core/inventory/take";
import type { Unit } from "@mcp-assay/core/language/ir";
import { DiskCache } from "./disk-cache.ts";

const MAX_BYTES = 512 * 1024 * 1024;

/** Lowered files on disk, by the digest of their bytes and the version of the front ends. */
export class UnitCache {
  readonly #disk: DiskCache;

  /** @param version of the front ends */
  constructor(root: string, version: string) {
    this.#disk = new DiskCache(join(root, "units"), version, MAX_BYTES);
  }

  async read(file: CodeFile): Promise<Unit | null> {
    const bytes = await this.#disk.read(nameOf(file));
    try {
      return bytes === null ? null : { ...(deserialize(bytes) as Unit), path: file.path };
    } catch {
      return null;
    }
  }

  write(file: CodeFile, unit: Unit): Promise<void> {
    return this.#disk.write(nameOf(file), serialize({ ...unit, path: "" }));
  }

  tidy(): Promise<void> {
    return this.#disk.tidy();
  }
}

function nameOf({ hash, path }: CodeFile): string {
  return `${hash.replace(/^sha256:/, "")}${extensionOf(path)}`;
}
