import type { Dirent } from "node:fs";
import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type IgnoreFile, ignoreVerdict, MAX_IGNORE_BYTES, readIgnoreFile } from "@mcp-assay/core/inventory/ignore-files";
import { fail, type Problem, type Result } from "@mcp-assay/core/problem";
import type { ResolvedTarget, Snapshot } from "@mcp-assay/core/snapshot";
import { readArchive } from "./io/archive.ts";
import { type Collected, Collector } from "./io/collect.ts";
import type { SourceIo } from "./io/io.ts";
import { snapshotOf } from "./io/snapshot-of.ts";
import { readLocalFile } from "./local-file.ts";

/** Folders that hold other people's files or none that anybody wrote. */
const LEFT_OUT: ReadonlySet<string> = new Set([".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".nox"]);
const ARCHIVE = /\.(?:tgz|tar|tar\.gz|zip|whl|mcpb|dxt)$/iu;

interface Folder {
  readonly path: string;
  /** Ignore files from the root down to here, each with the folder that it speaks about. */
  readonly rules: readonly IgnoreFile[];
}

/** Where a path input points: "~", "file://", or relative to the working folder. */
export function localPath(input: string, io: SourceIo): string {
  if (/^file:\/\//iu.test(input) && URL.canParse(input)) return fileURLToPath(input);
  return resolve(io.settings.cwd, input.replace(/^~(?=$|[/\\])/u, io.settings.home));
}

/** A folder, a single file or a local archive as a snapshot. Links are never followed. */
export async function openLocal(input: string, io: SourceIo): Promise<Result<Snapshot>> {
  try {
    const root = await realpath(localPath(input, io));
    const info = await lstat(root);
    const archive = info.isFile() && ARCHIVE.test(root);
    if (!info.isDirectory() && !info.isFile()) return fail("TARGET_NOT_READABLE", "this is neither a folder nor a file", { where: input });
    if (archive && info.size > io.limits.packedBytes) return fail("TARGET_TOO_LARGE", "the archive is too large", { where: input });
    const collected = info.isDirectory() ? await readFolder(root, io) : archive ? await openArchive(root, io) : await readSingle(root, io);
    if (!collected.ok) return { ok: false, problem: { where: input, ...collected.problem } };
    const target: ResolvedTarget = {
      input,
      type: "local",
      name: basename(root),
      version: null,
      canonicalId: `local:${basename(root)}`,
      subfolder: "",
      trusted: !archive,
    };
    return { ok: true, value: snapshotOf(target, collected.value, null) };
  } catch (error) {
    return { ok: false, problem: unreadable(input, error) };
  }
}

async function readFolder(root: string, io: SourceIo): Promise<Result<Collected>> {
  const collector = new Collector(io.limits, null);
  const folders: Folder[] = [{ path: "", rules: [] }];
  for (let folder = folders.shift(); folder !== undefined && collector.problem === null; folder = folders.shift()) {
    const entries = await readdir(join(root, folder.path), { withFileTypes: true }).catch(() => null);
    if (entries === null) collector.note(folder.path, "unreadable");
    else await readEntries(root, await withIgnoreFile(root, folder, entries), entries, folders, collector, io);
  }
  return collector.finish();
}

async function readEntries(
  root: string,
  folder: Folder,
  entries: Dirent[],
  folders: Folder[],
  collector: Collector,
  io: SourceIo,
): Promise<void> {
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder.path === "" ? entry.name : `${folder.path}/${entry.name}`;
    if (!collector.entry()) return;
    if (entry.isSymbolicLink()) collector.note(path, "link");
    else if (entry.isDirectory() && (LEFT_OUT.has(entry.name) || (await isVirtualEnvironment(join(root, path)))))
      collector.note(path, "ignored-folder");
    else if (ignoreVerdict(folder.rules, path, entry.isDirectory())?.ignored === true) collector.note(path, "excluded", ".gitignore");
    else if (entry.isDirectory()) folders.push({ path, rules: folder.rules });
    else if (entry.isFile()) await readLocalFile(join(root, path), path, collector, io);
    else collector.note(path, "device");
  }
}

async function isVirtualEnvironment(folder: string): Promise<boolean> {
  return lstat(join(folder, "pyvenv.cfg")).then(
    (info) => info.isFile(),
    () => false,
  );
}

async function withIgnoreFile(root: string, folder: Folder, entries: readonly Dirent[]): Promise<Folder> {
  if (!entries.some((entry) => entry.name === ".gitignore" && entry.isFile())) return folder;
  const file = join(root, folder.path, ".gitignore");
  const text = (await lstat(file)).size > MAX_IGNORE_BYTES ? "" : await readFile(file, "utf8").catch(() => "");
  return { path: folder.path, rules: [...folder.rules, readIgnoreFile(folder.path, text)] };
}

async function readSingle(file: string, io: SourceIo): Promise<Result<Collected>> {
  const collector = new Collector(io.limits, null);
  await readLocalFile(file, basename(file), collector, io);
  return collector.finish();
}

/** A local archive is somebody else's text: unpacked like a fetched one, its single outer folder cut. */
async function openArchive(file: string, io: SourceIo): Promise<Result<Collected>> {
  const bytes = await readFile(file);
  const whole = await readArchive(bytes, io.limits, 0);
  const outer = whole.ok ? new Set(whole.value.files.map(({ path }) => (path.includes("/") ? path.split("/")[0] : null))) : new Set();
  return outer.size === 1 && !outer.has(null) ? readArchive(bytes, io.limits, 1) : whole;
}

function unreadable(input: string, error: unknown): Problem {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR")
    return {
      code: "TARGET_NOT_FOUND",
      message: `no such folder or file: ${input}`,
      where: input,
      hint: "published servers are written npm:name, pypi:name, owner/repo, docker:image",
    };
  return { code: "TARGET_NOT_READABLE", message: `this cannot be read${code === "" ? "" : ` (${code})`}`, where: input };
}
