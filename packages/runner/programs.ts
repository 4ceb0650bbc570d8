import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Programs of threads, as the build leaves them beside the code that starts them. */
export interface Programs {
  readonly scanThread: URL;
  readonly lowerThread: URL;
}

/** The built programs; null in a checkout that runs from source, where everything happens in one thread. */
export function builtPrograms(): Programs | null {
  const programs = { scanThread: new URL("./scan-thread.js", import.meta.url), lowerThread: new URL("./lower-thread.js", import.meta.url) };
  return existsSync(programs.scanThread) && existsSync(programs.lowerThread) ? programs : null;
}

/** Names the build that is running, by its files; null when it runs from source, which has no name. */
export function buildName(): string | null {
  if (builtPrograms() === null) return null;
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const hash = createHash("sha256");
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .sort()) {
    const { size, mtimeMs } = statSync(join(folder, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}
