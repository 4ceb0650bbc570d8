import { parseJson } from "../formats/json.ts";
import type { Locked } from "./locked.ts";
import { child, entriesAt, textAt } from "./tree.ts";

const FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/** package-lock.json and npm-shrinkwrap.json, versions 1 to 3 (docs.npmjs.com, "package-lock.json"). */
export function readNpmLock(text: string): readonly Locked[] {
  const lock = parseJson(text);
  return child(lock, "packages") === undefined ? readNested(lock) : readPackages(lock);
}

/** Versions 2 and 3: a flat table by folder; the entry "" is the project itself. Links and the project's own workspaces are no dependencies. */
function readPackages(lock: unknown): readonly Locked[] {
  const named = new Set(FIELDS.flatMap((field) => entriesAt(lock, "packages", "", field).map(([name]) => name)));
  return entriesAt(lock, "packages").flatMap(([folder, entry]) => {
    const place = folder.lastIndexOf("node_modules/");
    const version = textAt(entry, "version");
    if (place === -1 || version === undefined || child(entry, "link") === true) return [];
    const installed = folder.slice(place + "node_modules/".length);
    const name = textAt(entry, "name") ?? installed;
    const dev = child(entry, "dev") === true || child(entry, "devOptional") === true;
    return [{ ecosystem: "npm" as const, name, version, dev, direct: place === 0 && named.has(installed) }];
  });
}

/** Version 1: dependencies inside dependencies; walked without recursion, since the depth is the author's. */
function readNested(lock: unknown): readonly Locked[] {
  const found: Locked[] = [];
  const open = [lock];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const [name, entry] of entriesAt(node, "dependencies")) {
      const version = textAt(entry, "version");
      if (typeof entry === "object" && entry !== null) open.push(entry);
      if (version !== undefined && /^\d/u.test(version))
        found.push({ ecosystem: "npm", name, version, dev: child(entry, "dev") === true, direct: null });
    }
  }
  return found;
}
