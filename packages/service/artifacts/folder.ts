import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Artifacts } from "./artifacts.ts";

/** Names end with this; what is still being written does not. */
const ENDING = ".sealed";

/** Artifacts as files of one folder, for one machine or a shared volume. */
export function folderArtifacts(folder: string): Artifacts {
  const pathOf = (name: string) => join(folder, `${name}${ENDING}`);
  return {
    write: async (name, chunks) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${name}.part`);
      const file = await open(draft, "w", 0o600);
      try {
        for (const chunk of chunks) await file.write(chunk);
      } finally {
        await file.close();
      }
      await rename(draft, pathOf(name));
    },
    read: (name) => createReadStream(pathOf(name)),
    remove: async (name) => {
      await rm(pathOf(name), { force: true });
      await rm(join(folder, `${name}.part`), { force: true });
    },
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const found = names.map(async (file) => {
        const name = file.replace(/\.(?:sealed|part)$/u, "");
        return {
          name,
          at: await stat(join(folder, file)).then(
            ({ mtime }) => mtime,
            () => null,
          ),
        };
      });
      return (await Promise.all(found)).flatMap(({ name, at }) => (at === null ? [] : { name, at }));
    },
  };
}
