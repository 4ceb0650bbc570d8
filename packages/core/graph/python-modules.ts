import type { InventoryView } from "../inventory/inventory.ts";
import { directoryOf, joinPath } from "./paths.ts";

/** Python import resolution inside a snapshot: packages, relative imports, src layouts, namespace packages. */
export class PythonModules {
  #byPath: ReadonlyMap<string, number>;
  /** Folders from which absolute imports are looked up. */
  #roots: string[];

  constructor(byPath: ReadonlyMap<string, number>, inventory: InventoryView) {
    this.#byPath = byPath;
    const roots = new Set<string>(["", "src"]);
    for (const manifest of inventory.manifests) {
      if (manifest.kind !== "pyproject.toml" && manifest.kind !== "setup.py" && manifest.kind !== "setup.cfg") continue;
      const directory = directoryOf(manifest.path);
      roots.add(directory);
      roots.add(joinPath(directory, "src"));
    }
    // A folder without __init__.py that holds a package is a root too (monorepos, sdists).
    for (const path of byPath.keys()) {
      if (!path.endsWith("/__init__.py")) continue;
      let folder = directoryOf(path);
      while (folder !== "" && byPath.has(`${folder}/__init__.py`)) folder = directoryOf(folder);
      roots.add(folder);
    }
    this.#roots = [...roots].sort((a, b) => a.length - b.length);
  }

  resolve(from: string, specifier: string): number | null {
    if (specifier.startsWith(".")) {
      const dots = /^\.+/.exec(specifier)?.[0].length ?? 1;
      let folder = directoryOf(from);
      for (let i = 1; i < dots; i++) folder = directoryOf(folder);
      const rest = specifier.slice(dots);
      return this.#module(rest === "" ? folder : joinPath(folder, rest.replaceAll(".", "/")));
    }
    const path = specifier.replaceAll(".", "/");
    // The importing file's own folder comes first: scripts import their neighbours.
    const near = this.#module(joinPath(directoryOf(from), path));
    if (near !== null) return near;
    for (const root of this.#roots) {
      const found = this.#module(joinPath(root, path));
      if (found !== null) return found;
    }
    return null;
  }

  /** Dotted module name ("pkg.server") to a unit, for entry points. */
  named(name: string): number | null {
    return this.resolve("", name);
  }

  #module(path: string): number | null {
    return this.#byPath.get(`${path}.py`) ?? this.#byPath.get(path === "" ? "__init__.py" : `${path}/__init__.py`) ?? null;
  }
}
