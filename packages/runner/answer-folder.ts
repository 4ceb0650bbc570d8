import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AnswerCache } from "@mcp-assay/judges/model/ports";

/** Answers of model judges on disk, one file each, named by their key. They quote targets, so only their owner may read them. */
export class AnswerFolder implements AnswerCache {
  readonly #folder: string;

  constructor(cacheDir: string) {
    this.#folder = join(cacheDir, "judges");
  }

  async read(key: string): Promise<string | null> {
    return readFile(join(this.#folder, `${key}.json`), "utf8").catch(() => null);
  }

  async write(key: string, answer: string): Promise<void> {
    const path = join(this.#folder, `${key}.json`);
    const draft = `${path}.${randomBytes(6).toString("hex")}.part`;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    try {
      await writeFile(draft, answer, { mode: 0o600 });
      await rename(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}
