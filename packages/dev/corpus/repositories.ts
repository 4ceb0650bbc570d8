import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const ENVIRONMENT = { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", GIT_OPTIONAL_LOCKS: "0" };
const MAX_OUTPUT = 1024 ** 3;

/** A regular file of a commit. */
export interface CommitFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/** Runs git on a repository without touching it; resolves to its standard output. */
async function git(gitDir: string, args: readonly string[], input = ""): Promise<Buffer> {
  const child = run("git", [`--git-dir=${gitDir}`, "-c", "core.quotePath=false", ...args], {
    env: ENVIRONMENT,
    maxBuffer: MAX_OUTPUT,
    encoding: "buffer",
  });
  // A git that ends before it reads its input breaks the pipe; what went wrong is told by its exit code.
  child.child.stdin?.on("error", () => {}).end(input);
  return (await child).stdout;
}

/** The repository below `folder` that holds this commit of "owner/name", or null. */
export async function repositoryWith(folder: string, repo: string, commit: string): Promise<string | null> {
  const [owner = "", name = ""] = repo.toLowerCase().split("/");
  const starts = [`${owner}+${name}`, `${owner}/${name}.git`, `${owner}/${name}`, `${owner}-${name}`, `${name}.git`, name];
  for (const gitDir of starts.flatMap((start) => gitDirsBelow(findFolder(folder, start), 3))) {
    const holds = await git(gitDir, ["cat-file", "-e", `${commit}^{commit}`]).then(
      () => true,
      () => false,
    );
    if (holds) return gitDir;
  }
  return null;
}

/** Regular files of a commit below `subpath`, named from there. Blobs that a partial clone lacks are left out. */
export async function commitFiles(gitDir: string, commit: string, subpath: string): Promise<CommitFile[]> {
  const listing = (await git(gitDir, ["ls-tree", "-r", "-z", commit, ...(subpath === "" ? [] : ["--", subpath])])).toString("utf8");
  const wanted = listing.split("\0").flatMap((line) => {
    const match = /^(\d{6}) blob ([0-9a-f]+)\t(.*)$/s.exec(line);
    return match === null || match[1] === "120000" ? [] : [{ id: match[2] as string, path: match[3] as string }];
  });
  const output = await git(gitDir, ["cat-file", "--batch"], `${wanted.map((file) => file.id).join("\n")}\n`);
  const prefix = subpath === "" ? 0 : subpath.replace(/\/+$/, "").length + 1;
  return readBatch(
    output,
    wanted.map((file) => file.path.slice(prefix)),
  );
}

/** The answer of `cat-file --batch`: for each id "<id> blob <size>\n<bytes>\n", or "<id> missing\n". */
function readBatch(output: Buffer, paths: readonly string[]): CommitFile[] {
  const files: CommitFile[] = [];
  let at = 0;
  for (const file of paths) {
    const end = output.indexOf("\n", at);
    if (end < 0) break;
    const [, type, size] = output.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (type !== "blob") continue;
    files.push({ path: file, bytes: output.subarray(at, at + Number(size)) });
    at += Number(size) + 1;
  }
  return files;
}

function gitDirsBelow(folder: string | null, depth: number): string[] {
  if (folder === null) return [];
  if (["HEAD", "objects", "refs"].every((name) => existsSync(path.join(folder, name)))) return [folder];
  if (depth === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((item) => item.isDirectory() && item.name !== "node_modules")
    .flatMap((item) => gitDirsBelow(path.join(folder, item.name), depth - 1));
}

/** `relative` below `folder` whatever its case. */
function findFolder(folder: string, relative: string): string | null {
  let at = folder;
  for (const part of relative.split("/")) {
    const hit = existsSync(at) ? readdirSync(at).find((name) => name.toLowerCase() === part) : undefined;
    if (hit === undefined) return null;
    at = path.join(at, hit);
  }
  return at;
}
