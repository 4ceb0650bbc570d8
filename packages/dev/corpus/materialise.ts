import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { extract } from "tar";
import type { Tree } from "./entries.ts";
import { commitFiles, repositoryWith } from "./repositories.ts";

const run = promisify(execFile);

/**
 * Puts a tree below `folder`, unless it is there. The content is hostile by design: nothing is installed or run, no link
 * is made, and an interrupted run leaves no half tree. Returns why it cannot be had, or null.
 */
export async function materialise(tree: Tree, folder: string, gitDirs: string | null): Promise<string | null> {
  const target = path.join(folder, tree.label);
  if (existsSync(target)) return null;
  const partial = `${target}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    if (tree.ecosystem === "npm") await unpackNpm(tree.name, tree.ref, partial);
    else await unpackCommit(tree, partial, gitDirs);
    if ((await readdir(partial)).length === 0) throw new Error("it holds no files");
    await rename(partial, target);
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split("\n").find((line) => /\S/.test(line)) ?? "failed").slice(0, 200) : String(error);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Unpacks NAME@VERSION from the registry that npm is configured for into a folder. */
async function unpackNpm(name: string, version: string, target: string): Promise<void> {
  const work = await mkdtemp(path.join(tmpdir(), "assay-pack-"));
  try {
    await run("npm", ["pack", `${name}@${version}`, "--ignore-scripts", "--silent", "--pack-destination", work], {
      cwd: work,
      timeout: 300_000,
    });
    const tarball = (await readdir(work)).find((file) => file.endsWith(".tgz"));
    if (tarball === undefined) throw new Error("npm pack gave no archive");
    await extract({
      file: path.join(work, tarball),
      cwd: target,
      strip: 1,
      preserveOwner: false,
      noMtime: true,
      filter: (_, entry) => isFile(entry),
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function isFile(entry: object): boolean {
  return "type" in entry && (entry.type === "File" || entry.type === "OldFile" || entry.type === "Directory");
}

async function unpackCommit(tree: Tree, target: string, gitDirs: string | null): Promise<void> {
  if (gitDirs === null) throw new Error("needs --git-dirs");
  const gitDir = await repositoryWith(path.resolve(gitDirs), tree.name, tree.ref);
  if (gitDir === null) throw new Error(`no repository with commit ${tree.ref.slice(0, 12)}`);
  for (const file of await commitFiles(gitDir, tree.ref, tree.subpath)) {
    const place = path.resolve(target, file.path);
    if (!place.startsWith(`${path.resolve(target)}${path.sep}`)) continue;
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, file.bytes);
  }
}
