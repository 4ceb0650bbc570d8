import { createHash } from "node:crypto";
import { isProgram } from "@mcp-assay/core/inventory/languages";
import { child, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import type { Comparison, SnapshotFile } from "@mcp-assay/core/snapshot";
import { parseTarget } from "@mcp-assay/core/target/parse";
import { githubPlace, type Place } from "../github-place.ts";
import { fetchJson, fetchMetadata } from "../io/fetch.ts";
import type { SourceIo } from "../io/io.ts";
import type { Origin } from "../source.ts";

const PATIENCE = 8000;
const LISTED = 100;

/** Files of a repository: their git object names, and their paths in the package's folder. */
interface Tree {
  readonly blobs: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly folders: ReadonlySet<string>;
}

/**
 * The programs of a release beside its repository on GitHub: two or three questions, no download. Only with a token or an own
 * address, since the open limit of the API is soon used up. Null when nothing could be compared.
 */
export async function compareWithRepository(files: readonly SnapshotFile[], origin: Origin, io: SourceIo): Promise<Comparison | null> {
  const { env, credentials } = io.settings;
  if (credentials !== undefined || !(env.GITHUB_TOKEN || env.GH_TOKEN || env.GITHUB_API_URL)) return null;
  const target = parseTarget(origin.repository);
  if (!target.ok || target.value.type !== "github") return null;
  const place = githubPlace(target.value.name, io);
  if (!place.ok) return null;
  const found = await findCommit(origin.refs, place.value, io);
  const tree = found === null ? null : await treeOf(found.sha, origin.directory, place.value, io);
  return found === null || tree === null ? null : compared(files, tree, origin.repository, found.ref);
}

async function findCommit(refs: readonly string[], place: Place, io: SourceIo): Promise<{ ref: string; sha: string } | null> {
  for (const ref of refs) {
    const answer = await fetchMetadata(io, {
      ...asked(place, `/commits/${encodeURIComponent(ref)}`),
      accept: "application/vnd.github.sha",
    });
    if (!answer.ok) return null;
    const sha = answer.value.text.trim();
    if (answer.value.status === 200 && /^[0-9a-f]{40}$/u.test(sha)) return { ref, sha };
  }
  return null;
}

/** Null for a tree that the API cuts: what it does not list would look added. */
async function treeOf(sha: string, directory: string, place: Place, io: SourceIo): Promise<Tree | null> {
  const answer = await fetchJson(io, { ...asked(place, `/git/trees/${sha}?recursive=1`), accept: "application/vnd.github+json" });
  if (!answer.ok || child(answer.value, "truncated") === true) return null;
  const prefix = directory === "" ? "" : `${directory}/`;
  const entries = listAt(answer.value, "tree").flatMap((entry) => {
    const [path, type] = [textAt(entry, "path"), textAt(entry, "type")];
    return path === undefined ? [] : [{ path, type, sha: textAt(entry, "sha") ?? "" }];
  });
  const inside = entries
    .filter(({ path }) => path.startsWith(prefix))
    .map((entry) => ({ ...entry, path: entry.path.slice(prefix.length) }));
  const paths = new Set(inside.filter(({ type }) => type === "blob").map(({ path }) => path));
  return {
    blobs: new Set(entries.filter(({ type }) => type === "blob").map((entry) => entry.sha)),
    paths,
    folders: new Set([...paths].flatMap(foldersOf)),
  };
}

function asked({ api, repository, secret }: Place, path: string) {
  return {
    url: `${api}/repos/${repository}${path}`,
    headers: { "x-github-api-version": "2022-11-28" },
    patienceMs: PATIENCE,
    ...secret,
  };
}

function compared(files: readonly SnapshotFile[], tree: Tree, repository: string, ref: string): Comparison {
  const [changed, added]: [string[], string[]] = [[], []];
  let same = 0;
  let built = 0;
  for (const { path, bytes } of files) {
    if (bytes === null || !isProgram(path)) continue;
    const folder = path.slice(0, Math.max(0, path.lastIndexOf("/")));
    if (tree.blobs.has(blobName(bytes))) same++;
    else if (tree.paths.has(path)) changed.push(path);
    else if (folder === "" || tree.folders.has(folder)) added.push(path);
    else built++;
  }
  return { repository, ref, same, built, changed: changed.slice(0, LISTED), added: added.slice(0, LISTED) };
}

/** Name of a file's content in a git repository (git-scm.com, "Git Objects"). */
function blobName(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
