import { parseYaml } from "../formats/yaml.ts";
import type { Locked } from "./locked.ts";
import { child, entriesAt, textAt } from "./tree.ts";

const DEV = "devDependencies";
const FIELDS = ["dependencies", DEV, "optionalDependencies"];

/** pnpm-lock.yaml, lockfileVersion 5 to 9: a table of packages, and importers that name the direct ones. */
export function readPnpmLock(text: string): readonly Locked[] {
  const lock = parseYaml(text);
  const importers = child(lock, "importers") === undefined ? [lock] : entriesAt(lock, "importers").map(([, importer]) => importer);
  const direct = new Map<string, boolean>();
  for (const importer of importers) {
    for (const field of FIELDS) {
      for (const [name, entry] of entriesAt(importer, field)) {
        const version = (typeof entry === "string" ? entry : (textAt(entry, "version") ?? "")).replace(/[(_].*$/u, "");
        const key = `${name}@${version}`;
        direct.set(key, (direct.get(key) ?? true) && field === DEV);
      }
    }
  }
  return entriesAt(lock, "packages").flatMap(([key, entry]) => {
    const parts = packageKey(key);
    if (parts === null) return [];
    const [name, version] = parts;
    const known = direct.get(`${name}@${version}`);
    const flagged = child(entry, "dev");
    return [
      {
        ecosystem: "npm" as const,
        name,
        version,
        direct: known !== undefined,
        dev: typeof flagged === "boolean" ? flagged : (known ?? null),
      },
    ];
  });
}

/** "/name/1.0.0_peers" (5), "/name@1.0.0(peers)" (6), "name@1.0.0" (9). Null for addresses and folders. */
function packageKey(key: string): [string, string] | null {
  const found = /^\/?((?:@[^/@]+\/)?[^/@(]+)[@/](\d[^(_/]*)(?:[(_].*)?$/u.exec(key);
  return found === null ? null : [found[1] ?? "", found[2] ?? ""];
}
