import { parseYaml } from "../formats/yaml.ts";
import type { Locked } from "./locked.ts";
import { entriesAt, textAt } from "./tree.ts";

/** yarn.lock of Yarn 1 (its own notation) and of later ones (YAML with "__metadata"). */
export function readYarnLock(text: string): readonly Locked[] {
  return /^__metadata:/mu.test(text) ? readBerry(text) : readClassic(text);
}

function readBerry(text: string): readonly Locked[] {
  return entriesAt(parseYaml(text)).flatMap(([key, entry]) => {
    const resolution = /^((?:@[^/@]+\/)?[^@]+)@npm:(.+)$/u.exec(textAt(entry, "resolution") ?? "");
    const version = textAt(entry, "version") ?? resolution?.[2];
    return key === "__metadata" || resolution === null || version === undefined ? [] : [locked(resolution[1] ?? "", version)];
  });
}

/** Blocks that start with `name@range, name@range:` at the left edge, and hold an indented `version "1.2.3"`. */
function readClassic(text: string): readonly Locked[] {
  const found: Locked[] = [];
  let name: string | null = null;
  for (const line of text.split(/\r?\n/u)) {
    if (/^[^\s#].*:$/u.test(line)) name = headName(line);
    const version = /^ {2}version "?([^"\s]+)"?$/u.exec(line)?.[1];
    if (version !== undefined && name !== null) {
      found.push(locked(name, version));
      name = null;
    }
  }
  return found;
}

/** The package of a block: of `alias@npm:real@range` the real one. */
function headName(line: string): string | null {
  const first = (line.split(",")[0] ?? "").replaceAll(/["':\s]+$|^["'\s]+/gu, "");
  const real = /@npm:((?:@[^/@]+\/)?[^/@]+)@/u.exec(first)?.[1];
  return real ?? /^((?:@[^/@]+\/)?[^/@]+)@/u.exec(first)?.[1] ?? null;
}

function locked(name: string, version: string): Locked {
  return { ecosystem: "npm", name, version, dev: null, direct: null };
}
