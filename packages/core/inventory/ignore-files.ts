import ignore, { type Ignore } from "ignore";
import { isProgram } from "./languages.ts";

/** An ignore file larger than this (bytes) is no list of patterns. */
export const MAX_IGNORE_BYTES = 1_048_576;

/** What one .gitignore says, and the folder that it speaks about ("" is the root). */
export interface IgnoreFile {
  readonly base: string;
  readonly rules: Ignore;
}

export function readIgnoreFile(base: string, text: string): IgnoreFile {
  return { base, rules: ignore({ ignorecase: false }).add(text) };
}

/**
 * As git decides it: the ignore file nearest to the path that says anything about it wins.
 * @param files ignore files of the folders around the path, from the root down
 * @returns null if none speaks about the path
 */
export function ignoreVerdict(
  files: readonly IgnoreFile[],
  path: string,
  isFolder: boolean,
): { readonly ignored: boolean; readonly by: IgnoreFile } | null {
  for (const file of files.toReversed()) {
    const relative = (file.base === "" ? path : path.slice(file.base.length + 1)) + (isFolder ? "/" : "");
    const verdict = ignore.isPathValid(relative) ? file.rules.test(relative) : { ignored: false, unignored: false };
    if (verdict.ignored || verdict.unignored) return { ignored: verdict.ignored, by: file };
  }
  return null;
}

/** Code that an ignore file would leave out, had the target been a folder that the user named. */
export interface Hidden {
  /** Path of the ignore file. */
  readonly by: string;
  readonly files: readonly string[];
}

/** What the ignore files of a fetched target would hide of its code; files without effect are left out. */
export function hiddenByIgnoreFiles(paths: readonly string[], textOf: (path: string) => string | null): readonly Hidden[] {
  const ignoreFiles = new Map(
    paths.flatMap((path) => {
      const base = baseOf(path);
      const text = base === null ? null : textOf(path);
      return base === null || text === null || text.length > MAX_IGNORE_BYTES ? [] : [[base, readIgnoreFile(base, text)]];
    }),
  );
  if (ignoreFiles.size === 0) return [];
  const hidden = new Map<IgnoreFile, string[]>();
  for (const path of paths.filter(isProgram)) {
    const around = foldersOf(path).flatMap((folder) => ignoreFiles.get(folder) ?? []);
    const verdict = ignoreVerdict(around, path, false);
    if (verdict?.ignored !== true) continue;
    const found = hidden.get(verdict.by);
    if (found === undefined) hidden.set(verdict.by, [path]);
    else found.push(path);
  }
  return [...hidden].map(([{ base }, found]) => ({ by: base === "" ? ".gitignore" : `${base}/.gitignore`, files: found }));
}

/** "", "a", "a/b" for "a/b/c". */
function foldersOf(path: string): readonly string[] {
  const folders = [""];
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) folders.push(path.slice(0, at));
  return folders;
}

/** Folder of a .gitignore; null for other files. */
function baseOf(path: string): string | null {
  if (path === ".gitignore") return "";
  return path.endsWith("/.gitignore") ? path.slice(0, -"/.gitignore".length) : null;
}
