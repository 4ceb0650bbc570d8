import { parseJson } from "../formats/json.ts";
import type { Locked } from "./locked.ts";
import { entriesAt, textAt } from "./tree.ts";

const DEV = "devDependencies";

/** bun.lock (text form, JSON with trailing commas): packages are `[ "name@version", … ]`. */
export function readBunLock(text: string): readonly Locked[] {
  const lock = parseJson(text);
  const direct = new Map<string, boolean>();
  for (const [, workspace] of entriesAt(lock, "workspaces")) {
    for (const field of ["dependencies", "optionalDependencies", DEV]) {
      for (const [name] of entriesAt(workspace, field)) direct.set(name, (direct.get(name) ?? true) && field === DEV);
    }
  }
  return entriesAt(lock, "packages").flatMap(([key, entry]) => {
    const found = /^((?:@[^/@]+\/)?[^/@]+)@(\d.*)$/u.exec(textAt(entry, 0) ?? "");
    if (found === null) return [];
    const known = direct.get(key);
    return [{ ecosystem: "npm" as const, name: found[1] ?? "", version: found[2] ?? "", direct: known !== undefined, dev: known ?? null }];
  });
}
