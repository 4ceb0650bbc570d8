import type { InventoryView } from "../inventory/inventory.ts";
import { directoryOf, joinPath } from "./paths.ts";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];
const FROM_OUTPUT: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".jsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
  ".jsx": [".tsx"],
};

interface PackageJson {
  readonly directory: string;
  readonly name: string;
  readonly exports: unknown;
  readonly imports: unknown;
  readonly main: string;
}

/** ES module and CommonJS resolution inside a snapshot: relative files, `paths`, workspaces, `exports` and `imports`. */
export class JavaScriptModules {
  #packages: PackageJson[] = [];
  #paths: { directory: string; pattern: string; targets: string[] }[] = [];
  #baseUrls: string[] = [];
  #byPath: ReadonlyMap<string, number>;

  constructor(byPath: ReadonlyMap<string, number>, inventory: InventoryView) {
    this.#byPath = byPath;
    for (const manifest of inventory.manifests) {
      if (manifest.kind === "package.json" && isRecord(manifest.data)) this.#addPackage(directoryOf(manifest.path), manifest.data);
      if (manifest.kind === "tsconfig.json" && isRecord(manifest.data)) this.#addConfig(directoryOf(manifest.path), manifest.data);
    }
    this.#packages.sort((a, b) => b.directory.length - a.directory.length);
  }

  resolve(from: string, specifier: string): number | null {
    if (specifier.startsWith(".") || specifier.startsWith("/")) return this.file(joinPath(directoryOf(from), specifier));
    if (specifier.startsWith("#")) return this.#imports(from, specifier);
    return this.#mapped(from, specifier) ?? this.#workspace(specifier);
  }

  /** A module by path without its extension settled. */
  file(path: string): number | null {
    const exact = this.#byPath.get(path);
    if (exact !== undefined) return exact;
    const dot = path.lastIndexOf(".");
    const extension = dot > path.lastIndexOf("/") ? path.slice(dot) : "";
    for (const other of FROM_OUTPUT[extension] ?? []) {
      const found = this.#byPath.get(path.slice(0, dot) + other);
      if (found !== undefined) return found;
    }
    for (const other of EXTENSIONS) {
      const found = this.#byPath.get(path + other);
      if (found !== undefined) return found;
    }
    for (const other of EXTENSIONS) {
      const found = this.#byPath.get(path === "" ? `index${other}` : `${path}/index${other}`);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** A path that a manifest names: as it is, or as the source that a build would turn into it. */
  entry(directory: string, path: string): number | null {
    const direct = this.file(joinPath(directory, path));
    if (direct !== null) return direct;
    const plain = path.replace(/^\.\//, "");
    for (const source of ["src", "source", "lib", ""]) {
      const moved = plain.replace(/^(dist|build|out|lib|output)\/(esm\/|cjs\/|src\/)?/, source === "" ? "" : `${source}/`);
      const found = moved === plain ? null : this.file(joinPath(directory, moved));
      if (found !== null) return found;
    }
    return null;
  }

  get packages(): readonly PackageJson[] {
    return this.#packages;
  }

  #addPackage(directory: string, data: Record<string, unknown>): void {
    this.#packages.push({
      directory,
      name: typeof data.name === "string" ? data.name : "",
      exports: data.exports,
      imports: data.imports,
      main: typeof data.main === "string" ? data.main : typeof data.module === "string" ? data.module : "index.js",
    });
  }

  #addConfig(directory: string, data: Record<string, unknown>): void {
    const options = data.compilerOptions;
    if (!isRecord(options)) return;
    const base = typeof options.baseUrl === "string" ? joinPath(directory, options.baseUrl) : directory;
    if (typeof options.baseUrl === "string") this.#baseUrls.push(base);
    const paths = options.paths;
    if (!isRecord(paths)) return;
    for (const [pattern, targets] of Object.entries(paths)) {
      if (Array.isArray(targets))
        this.#paths.push({ directory: base, pattern, targets: targets.filter((target): target is string => typeof target === "string") });
    }
  }

  #mapped(from: string, specifier: string): number | null {
    for (const { directory, pattern, targets } of this.#paths) {
      const rest = matchPattern(pattern, specifier);
      if (rest === null) continue;
      for (const target of targets) {
        const found = this.file(
          joinPath(
            directory,
            target.replace("*", () => rest),
          ),
        );
        if (found !== null) return found;
      }
    }
    for (const base of this.#baseUrls) {
      if (base !== "" && !from.startsWith(`${base}/`)) continue;
      const found = this.file(joinPath(base, specifier));
      if (found !== null) return found;
    }
    return null;
  }

  #workspace(specifier: string): number | null {
    for (const item of this.#packages) {
      if (item.name === "" || (specifier !== item.name && !specifier.startsWith(`${item.name}/`))) continue;
      const sub = `.${specifier.slice(item.name.length)}`;
      for (const target of exportTargets(item.exports, sub)) {
        const found = this.entry(item.directory, target);
        if (found !== null) return found;
      }
      return sub === "." ? this.entry(item.directory, item.main) : this.entry(item.directory, sub);
    }
    return null;
  }

  #imports(from: string, specifier: string): number | null {
    for (const item of this.#packages) {
      if (item.directory !== "" && !from.startsWith(`${item.directory}/`)) continue;
      for (const target of exportTargets(item.imports, specifier)) {
        const found = this.entry(item.directory, target);
        if (found !== null) return found;
      }
    }
    return null;
  }
}

/** Targets of an `exports` or `imports` map for one subpath, every condition, in order. */
function exportTargets(map: unknown, subpath: string): string[] {
  const out: string[] = [];
  const collect = (value: unknown, rest: string, depth: number): void => {
    if (depth > 8) return;
    if (typeof value === "string") out.push(value.replace("*", () => rest));
    else if (Array.isArray(value)) for (const item of value) collect(item, rest, depth + 1);
    else if (isRecord(value))
      for (const [condition, item] of Object.entries(value)) if (condition !== "types") collect(item, rest, depth + 1);
  };
  if (!isRecord(map)) {
    if (subpath === ".") collect(map, "", 0);
    return out;
  }
  const keys = Object.keys(map);
  if (!keys.some((key) => key.startsWith(".") || key.startsWith("#"))) {
    if (subpath === ".") collect(map, "", 0);
    return out;
  }
  for (const key of keys) {
    const rest = matchPattern(key, subpath);
    if (rest !== null) collect(map[key], rest, 0);
  }
  return out;
}

/** What the star stands for, "" for an exact match, null for none. */
function matchPattern(pattern: string, text: string): string | null {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text ? "" : null;
  const before = pattern.slice(0, star);
  const after = pattern.slice(star + 1);
  if (text.length < before.length + after.length || !text.startsWith(before) || !text.endsWith(after)) return null;
  return text.slice(before.length, text.length - after.length);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
