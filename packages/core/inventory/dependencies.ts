import type { Snapshot, TargetType } from "../snapshot.ts";
import type { Manifest, ManifestKind } from "./inventory.ts";
import { readBunLock } from "./lockfiles/bun-lock.ts";
import { readCargoLock } from "./lockfiles/cargo-lock.ts";
import { readGoMod } from "./lockfiles/go-mod.ts";
import type { Ecosystem, Locked, ReadLocked } from "./lockfiles/locked.ts";
import { readDistribution, readRequiresDist } from "./lockfiles/metadata.ts";
import { readNpmLock } from "./lockfiles/npm-lock.ts";
import { readInstalledPackageJson, readPackageJson } from "./lockfiles/package-json.ts";
import { readPipfile, readPipfileLock } from "./lockfiles/pipfile.ts";
import { readPnpmLock } from "./lockfiles/pnpm-lock.ts";
import { readPom } from "./lockfiles/pom.ts";
import { readPyproject } from "./lockfiles/pyproject.ts";
import { readPoetryLock, readUvLock } from "./lockfiles/python-lock.ts";
import { readRequirements } from "./lockfiles/requirements.ts";
import { readYarnLock } from "./lockfiles/yarn-lock.ts";
import { purlOf } from "./purl.ts";

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

interface Reader {
  readonly read: ReadLocked;
  /** The file fixes versions: a lock file, or a package that lies there unpacked. */
  readonly lock: boolean;
}

/** Lock files fix versions; manifests name what is direct, and stand alone where no lock file is beside them. */
const READERS: ReadonlyMap<ManifestKind, Reader> = new Map<ManifestKind, Reader>([
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

/** More packages than any real project has. */
const MAX_PACKAGES = 100_000;

interface ReadFile {
  readonly path: string;
  readonly lock: boolean;
  readonly packages: readonly Locked[];
}

/** A package that lies unpacked in the snapshot: part of an image, or bundled with a release. */
const UNPACKED = /(?:^|\/)(?:node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json|[^/]+\.dist-info\/METADATA)$/u;
const INSTALLED: ReadonlyMap<ManifestKind, Reader> = new Map<ManifestKind, Reader>([
  ["package.json", { read: readInstalledPackageJson, lock: true }],
  ["METADATA", { read: readDistribution, lock: true }],
]);
/** Files of a release whose words count when it is installed: lock files of its development do not. */
const BINDING: Readonly<Partial<Record<TargetType, RegExp>>> = {
  npm: /^(?:package|npm-shrinkwrap)\.json$/u,
  pypi: /^(?:[^/]+\.dist-info\/METADATA|PKG-INFO|pyproject\.toml)$/u,
};

/** The kind of release that a snapshot is to its users: an entry of the MCP Registry is the package that it points to. */
export function releasedAs({ target, facts }: Pick<Snapshot, "target" | "facts">): TargetType {
  const ecosystem = facts?.ecosystem;
  return target.type === "registry" && ecosystem !== undefined ? ecosystem : target.type;
}

/**
 * All packages that the manifests and lock files of a snapshot name. Pure and total: what cannot be read is listed.
 * @param type a release of npm or PyPI gives its users what its manifest asks for, and not what its lock file says
 */
export function readDependencies(manifests: readonly Manifest[], type: TargetType): Dependencies {
  const unread: { path: string; reason: string }[] = [];
  const files = stated(manifests, type).flatMap((manifest) => readOne(manifest, type, unread) ?? []);
  const homes = homesOf(files);
  const list = files.flatMap((file) => {
    const home = homes.get(homeOf(file.path)) as Home;
    return file.lock ? file.packages.map((entry) => lockedPackage(entry, file.path, home)) : openPackages(file, home);
  });
  return { list: unique(list).sort(byName), unread };
}

/** What the files of one folder say together, by `keyOf`. */
interface Home {
  /** What its manifests ask for, and whether only for developing. */
  readonly asked: Map<string, boolean>;
  /** What its lock files and unpacked packages fix. */
  readonly fixed: Set<string>;
}

function homesOf(files: readonly ReadFile[]): ReadonlyMap<string, Home> {
  const homes = new Map<string, Home>();
  for (const file of files) {
    const folder = homeOf(file.path);
    const home = homes.get(folder) ?? { asked: new Map(), fixed: new Set() };
    homes.set(folder, home);
    for (const entry of file.packages) {
      const key = keyOf(entry);
      if (file.lock) home.fixed.add(key);
      else home.asked.set(key, (home.asked.get(key) ?? true) && entry.dev === true);
    }
  }
  return homes;
}

function keyOf({ ecosystem, name }: Pick<Locked, "ecosystem" | "name">): string {
  return `${ecosystem} ${name}`;
}

/** The manifests that say what a user of the target gets. Metadata of a Python release is more than its pyproject.toml. */
function stated(manifests: readonly Manifest[], type: TargetType): readonly Manifest[] {
  const binding = BINDING[type];
  const own = binding === undefined ? manifests : manifests.filter(({ path }) => binding.test(path) || UNPACKED.test(path));
  const metadata = own.some((manifest) => isOwnMetadata(manifest, type) && readRequiresDist(manifest.text).length > 0);
  return metadata ? own.filter(({ kind }) => kind !== "pyproject.toml") : own;
}

function isOwnMetadata({ kind, path }: Manifest, type: TargetType): boolean {
  return type === "pypi" && kind === "METADATA" && /^[^/]+(?:\/METADATA)?$/u.test(path);
}

function readerOf(manifest: Manifest, type: TargetType): Reader | undefined {
  if (isOwnMetadata(manifest, type)) return { read: readRequiresDist, lock: false };
  return UNPACKED.test(manifest.path) ? INSTALLED.get(manifest.kind) : READERS.get(manifest.kind);
}

function readOne(manifest: Manifest, type: TargetType, unread: { path: string; reason: string }[]): ReadFile | null {
  const reader = readerOf(manifest, type);
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
function lockedPackage(entry: Locked, path: string, { asked }: Home): Dependency {
  const key = keyOf(entry);
  return { ...identity(entry, path), direct: entry.direct ?? asked.has(key), dev: entry.dev ?? asked.get(key) ?? false };
}

/** Packages of a manifest that nothing beside it fixes. */
function openPackages(file: ReadFile, { fixed }: Home): readonly Dependency[] {
  const open = file.packages.filter((entry) => !fixed.has(keyOf(entry)));
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

/** The folder that a file speaks for; for an unpacked package the one whose node_modules it lies in. */
function homeOf(path: string): string {
  const inside = UNPACKED.test(path) ? path.lastIndexOf("node_modules/") : -1;
  return inside === -1 ? path.slice(0, Math.max(0, path.lastIndexOf("/"))) : path.slice(0, Math.max(0, inside - 1));
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
