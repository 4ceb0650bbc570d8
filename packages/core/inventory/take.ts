import type { SkipReason, Snapshot, SnapshotFile } from "../snapshot.ts";
import { decode } from "./decode.ts";
import { type EntryPoint, entryPoints } from "./entry-points.ts";
import type { InventoryView, Manifest } from "./inventory.ts";
import { isProgram, languageOf } from "./languages.ts";
import { mayBeManifest, readManifest } from "./manifests.ts";

/** A file that a front end is to lower. */
export interface CodeFile {
  readonly path: string;
  readonly text: string;
  /** "sha256:…" of the bytes; names the lowered form in a cache. */
  readonly hash: string;
}

export interface Skipped {
  readonly path: string;
  readonly reason: SkipReason;
  readonly detail?: string;
}

/** Everything that is known of a snapshot before any code is read. */
export interface Inventory extends InventoryView {
  readonly code: readonly CodeFile[];
  readonly skipped: readonly Skipped[];
  readonly entryPoints: readonly EntryPoint[];
  /** Text of any file, read once; null if it has none. */
  readonly textOf: (path: string) => string | null;
}

const JAVASCRIPT = new Set(["javascript", "typescript"]);
const DECLARATIONS = /\.d\.([\w-]+\.)?[cm]?ts$/;
/** Code longer than this is not lowered (UTF-16 units): both front ends are linear, memory is not ours to spend. */
const MAX_CODE = 24_000_000;

/** Sorts the files of a snapshot into code, manifests and the rest; every file that is left out gets its reason. */
export function takeInventory(snapshot: Snapshot): Inventory {
  const byPath = new Map(snapshot.files.map((file) => [file.path, file]));
  const texts = new Map<string, string | null>();
  const textOf = (path: string): string | null => {
    let text = texts.get(path);
    if (text === undefined) {
      const file = byPath.get(path);
      text = file === undefined ? null : decode(file, JAVASCRIPT.has(languageOf(path) ?? "")).text;
      texts.set(path, text);
    }
    return text;
  };
  const skipped: Skipped[] = snapshot.notes.map(({ path, reason, detail }) => ({
    path,
    reason,
    ...(detail === undefined ? {} : { detail }),
  }));
  const code = snapshot.files.flatMap((file) => codeOf(file, texts, skipped));
  const manifests = snapshot.files.flatMap((file) => manifestOf(file.path, textOf));
  const paths = snapshot.files.map((file) => file.path);
  return {
    languages: countLanguages(paths),
    manifests,
    paths,
    code,
    skipped: skipped.sort(bySkipped),
    entryPoints: entryPoints(manifests, paths, textOf),
    textOf,
  };
}

/** The file as code to lower, or nothing and the reason why; a file of no programming language is neither. */
function codeOf(file: SnapshotFile, texts: Map<string, string | null>, skipped: Skipped[]): CodeFile[] {
  const { path } = file;
  const language = languageOf(path);
  if (language === null || !isProgram(path)) return [];
  const skip = (reason: SkipReason, detail?: string): CodeFile[] => {
    skipped.push({ path, reason, ...(detail === undefined ? {} : { detail }) });
    return [];
  };
  if (DECLARATIONS.test(path) || path.endsWith(".pyi")) return skip("declaration-file");
  if (language !== "python" && !JAVASCRIPT.has(language)) return skip("unsupported-language", language);
  // Without its bytes the snapshot has already said why.
  if (file.bytes === null) return skipped.some((note) => note.path === path) ? [] : skip("too-large");
  const { text, note } = decode(file, JAVASCRIPT.has(language));
  texts.set(path, text);
  if (text === null) return skip(note?.reason ?? "binary", note?.detail);
  if (text.length > MAX_CODE) return skip("too-large", `${text.length} characters`);
  if (note !== null) skipped.push({ path, ...note });
  return [{ path, text, hash: file.hash }];
}

/** The manifests of a snapshot alone, without reading its code. */
export function manifestsOf({ files }: Pick<Snapshot, "files">): readonly Manifest[] {
  return files.flatMap((file) => manifestOf(file.path, () => decode(file, false).text));
}

function manifestOf(path: string, textOf: (path: string) => string | null): Manifest[] {
  const text = mayBeManifest(path) ? textOf(path) : null;
  const manifest = text === null ? null : readManifest(path, text);
  return manifest === null ? [] : [manifest];
}

/** Files by programming language, most frequent first. */
function countLanguages(paths: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const path of paths.filter(isProgram)) {
    const language = languageOf(path) as string;
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

function bySkipped(a: Skipped, b: Skipped): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : a.reason < b.reason ? -1 : 1;
}
