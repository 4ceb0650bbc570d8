import { PackageURL } from "packageurl-js";
import type { Manifest, ManifestKind } from "./inventory.ts";
import { readBunLock } from "./lockfiles/bun-lock.ts";
import { readCargoLock } from "./lockfiles/cargo-lock.ts";
import { readGoMod } from "./lockfiles/go-mod.ts";
import type { Ecosystem, Locked, ReadLocked } from "./lockfiles/locked.ts";
import { readNpmLock } from "./lockfiles/npm-lock.ts";
import { readPackageJson } from "./lockfiles/package-json.ts";
import { readPipfile, readPipfileLock } from "./lockfiles/pipfile.ts";
import { readPnpmLock } from "./lockfiles/pnpm-lock.ts";
import { readPom } from "./lockfiles/pom.ts";
import { readPyproject } from "./lockfiles/pyproject.ts";
import { readPoetryLock, readUvLock } from "./lockfiles/python-lock.ts";
import { readRequirements } from "./lockfiles/requirements.ts";
import { readYarnLock } from "./lockfiles/yarn-lock.ts";

/** One package that a server is built from. */
export interface Dependency {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Exact version; null when no file fixes it: then it cannot be checked against advisories. */
  readonly version: string | null;
  /** Range as written, where the version is open. */
  readonly requirement: string | null;
  readonly direct: boolean;
  readonly dev: boolean;
  /** Package URL (github.com/package-url/purl-spec), without version when that is open. */
  readonly purl: string;
  /** File that names it. */
  readonly path: string;
}

export interface Dependencies {
  /** Sorted by ecosystem, name, version, file; one entry per file and package. */
  readonly list: readonly Dependency[];
  /** Files that are lock files or manifests and could not be read, with the reason. */
  readonly unread: readonly { readonly path: string; readonly reason: string }[];
}

/** Lock files fix versions; manifests name what is direct, and stand alone where no lock file is beside them. */
const READERS: ReadonlyMap<ManifestKind, { readonly read: ReadLocked; readonly lock: boolean }> = new Map<
  ManifestKind,
  { read: ReadLocked; lock: boolean }
>([
  ["npm-lock", { read: readNpmLock, lock: true }],
  ["pnpm-lock", { read: readPnpmLock, lock: true }],
  ["yarn-lock", { read: readYarnLock, lock: true }],
  ["bun-lock", { read: readBunLock, lock: true }],
  ["poetry-lock", { read: readPoetryLock, lock: true }],
  ["uv-lock", { read: readUvLock, lock: true }],
  ["pipfile-lock", { read: readPipfileLock, lock: true }],
  ["go.mod", { read: readGoMod, lock: true }],
  ["Cargo.lock", { read: readCargoLock, lock: true }],
  ["package.json", { read: readPackageJson, lock: false }],
  ["pyproject.toml", { read: readPyproject, lock: false }],
  ["Pipfile", { read: readPipfile, lock: false }],
  ["requirements.txt", { read: readRequirements, lock: false }],
  ["pom.xml", { read: readPom, lock: false }],
]);

const PURL_TYPES: Readonly<Record<Ecosystem, string>> = { npm: "npm", PyPI: "pypi", Go: "golang", "crates.io": "cargo", Maven: "maven" };
/** More packages than any real project has. */
const MAX_PACKAGES = 100_000;

interface ReadFile {
  readonly path: string;
  readonly lock: boolean;
  readonly packages: readonly Locked[];
}

/** All packages that the manifests and lock files of a snapshot name. Pure and total: what cannot be read is listed. */
export function readDependencies(manifests: readonly Manifest[]): Dependencies {
  const unread: { path: string; reason: string }[] = [];
  const files = manifests.flatMap((manifest) => readOne(manifest, unread) ?? []);
  const list = files.flatMap((file) => {
    const beside = files.filter((other) => other !== file && folderOf(other.path) === folderOf(file.path));
    return file.lock ? file.packages.map((entry) => lockedPackage(entry, file.path, beside)) : openPackages(file, beside);
  });
  return { list: unique(list).sort(byName), unread };
}

function readOne(manifest: Manifest, unread: { path: string; reason: string }[]): ReadFile | null {
  const reader = READERS.get(manifest.kind);
  if (reader === undefined) return null;
  try {
    const packages = reader.read(manifest.text);
    if (packages.length > MAX_PACKAGES) unread.push({ path: manifest.path, reason: `only the first ${MAX_PACKAGES} packages are read` });
    return { path: manifest.path, lock: reader.lock, packages: packages.slice(0, MAX_PACKAGES) };
  } catch (error) {
    unread.push({ path: manifest.path, reason: error instanceof Error ? (error.message.split("\n")[0] ?? "").slice(0, 200) : "unknown" });
    return null;
  }
}

/** A package of a lock file; where that does not tell what is direct, the manifests beside it do. */
function lockedPackage(entry: Locked, path: string, beside: readonly ReadFile[]): Dependency {
  const asked = beside
    .filter((file) => !file.lock)
    .flatMap((file) => file.packages.filter((other) => other.name === entry.name && other.ecosystem === entry.ecosystem));
  const direct = entry.direct ?? asked.length > 0;
  const dev = entry.dev ?? (asked.length > 0 && asked.every((other) => other.dev === true));
  return { ...identity(entry, path), direct, dev };
}

/** Packages of a manifest that no lock file beside it fixes. */
function openPackages(file: ReadFile, beside: readonly ReadFile[]): readonly Dependency[] {
  const fixed = new Set(
    beside.filter((other) => other.lock).flatMap((other) => other.packages.map((entry) => `${entry.ecosystem} ${entry.name}`)),
  );
  const open = file.packages.filter((entry) => !fixed.has(`${entry.ecosystem} ${entry.name}`));
  return open.map((entry) => ({
    ...identity(entry, file.path),
    direct: true,
    dev: entry.dev ?? /(?:^|\/)[\w.-]*(?:dev|test|lint|doc)[\w.-]*\.txt$/iu.test(file.path),
  }));
}

function identity({ ecosystem, name, version, requirement }: Locked, path: string): Omit<Dependency, "direct" | "dev"> {
  return {
    ecosystem,
    name,
    version,
    requirement: version === null ? (requirement ?? null) : null,
    purl: purlOf(ecosystem, name, version),
    path,
  };
}

/** The package URL; "" for names that the rules of its type do not admit. */
export function purlOf(ecosystem: Ecosystem, name: string, version: string | null): string {
  const cut = ecosystem === "Maven" ? name.lastIndexOf(":") : name.lastIndexOf("/");
  const shown = ecosystem === "Go" && version !== null ? `v${version}` : version;
  try {
    return new PackageURL(
      PURL_TYPES[ecosystem],
      cut === -1 ? undefined : name.slice(0, cut),
      name.slice(cut + 1),
      shown ?? undefined,
    ).toString();
  } catch {
    return "";
  }
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function unique(list: readonly Dependency[]): Dependency[] {
  const found = new Map<string, Dependency>();
  for (const entry of list) {
    const key = [entry.path, entry.ecosystem, entry.name, entry.version ?? entry.requirement].join("\n");
    const known = found.get(key);
    found.set(key, known === undefined ? entry : { ...known, direct: known.direct || entry.direct, dev: known.dev && entry.dev });
  }
  return [...found.values()];
}

function byName(a: Dependency, b: Dependency): number {
  const [left, right] = [a, b].map((entry) => [entry.ecosystem, entry.name, entry.version ?? "", entry.path].join("\n"));
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
