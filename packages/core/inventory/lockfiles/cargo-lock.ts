import { parseToml } from "../formats/toml.ts";
import type { Locked } from "./locked.ts";
import { listAt, textAt } from "./tree.ts";

/** Cargo.lock: packages with a registry as source; those without are the workspace's own, and what they name is direct. */
export function readCargoLock(text: string): readonly Locked[] {
  const packages = listAt(parseToml(text), "package");
  const own = packages.filter((entry) => textAt(entry, "source") === undefined);
  const direct = new Set(own.flatMap((entry) => listAt(entry, "dependencies").map((name) => String(name).split(" ")[0] ?? "")));
  return packages.flatMap((entry) => {
    const [name, version, source] = [textAt(entry, "name"), textAt(entry, "version"), textAt(entry, "source")];
    if (name === undefined || version === undefined || source === undefined || !/^(?:registry|sparse)\+/u.test(source)) return [];
    return [{ ecosystem: "crates.io" as const, name, version, dev: null, direct: direct.has(name) }];
  });
}
