import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** One file of the catalogue, by its path from the repository root (forward slashes). */
export interface CatalogueFile {
  readonly path: string;
  readonly text: string;
}

/** What stands in packages/catalogue, sorted by path. The folder is the registry: nothing is listed by hand. */
export interface CatalogueFiles {
  /** rules/<threat>/<name>.ts */
  readonly rules: readonly CatalogueFile[];
  /** models/<language>/<library>.model.yml */
  readonly models: readonly CatalogueFile[];
  /** dialects/<language>/<sdk>.ts */
  readonly dialects: readonly CatalogueFile[];
  /** Everything else that decides what is found: helpers and data of rules, the text model, threats. */
  readonly data: readonly CatalogueFile[];
  /** threats.ts, where it exists. */
  readonly threats: CatalogueFile | null;
  /** Version of the catalogue's package. */
  readonly version: string;
}

const FOLDER = "packages/catalogue";
const RULE = /^packages\/catalogue\/rules\/[^/]+\/[^/.]+\.ts$/;
const MODEL = /^packages\/catalogue\/models\//;
const DIALECT = /^packages\/catalogue\/dialects\/[^/]+\/[^/.]+\.ts$/;
/** Says nothing about findings: what is written from the rest, tests, and settings of tools. */
const NO_DATA = /\.generated\.(?:ts|json)$|\.test\.ts$|\/(?:package|tsconfig)\.json$|\.tsbuildinfo$/;

/** Reads the catalogue's sources below `root`; a missing folder holds nothing. */
export async function readCatalogueFiles(root: string): Promise<CatalogueFiles> {
  const paths = await pathsBelow(root, FOLDER);
  const read = async (file: string): Promise<CatalogueFile> => ({ path: file, text: await readFile(path.join(root, file), "utf8") });
  const those = (pattern: RegExp) => Promise.all(paths.filter((file) => pattern.test(file)).map(read));
  const manifest: unknown = JSON.parse(await readFile(path.join(root, FOLDER, "package.json"), "utf8"));
  return {
    rules: await those(RULE),
    models: await those(/^packages\/catalogue\/models\/[^/]+\/[^/]+\.model\.yml$/),
    dialects: await those(DIALECT),
    data: await Promise.all(
      paths.filter((file) => /\.(?:ts|json)$/.test(file) && ![RULE, MODEL, DIALECT, NO_DATA].some((one) => one.test(file))).map(read),
    ),
    threats: (await those(/^packages\/catalogue\/threats\.ts$/))[0] ?? null,
    version: String((manifest as { version?: unknown }).version ?? "0.0.0"),
  };
}

/** Files below a folder as sorted paths from the root; fixtures and installed packages are left out. */
export async function pathsBelow(root: string, folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = (await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }))
      .filter((item) => item.isFile())
      .map((item) => path.relative(root, path.join(item.parentPath, item.name)).replaceAll("\\", "/"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return names.filter((name) => !/(^|\/)(node_modules|[^/]*\.fixture)\//.test(name)).sort((a, b) => (a < b ? -1 : 1));
}
