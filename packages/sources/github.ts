import { listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Problem, type Result } from "@mcp-assay/core/problem";
import type { RegistryFacts } from "@mcp-assay/core/snapshot";
import type { Target } from "@mcp-assay/core/target/target";
import { gitArchive, gitCommit } from "./git.ts";
import { DEFAULT_API, githubPlace, type Place } from "./github-place.ts";
import { fetchMetadata, type Metadata, refusal } from "./io/fetch.ts";
import { readJson } from "./io/http.ts";
import type { SourceIo } from "./io/io.ts";
import type { Release, Source } from "./source.ts";

const SHA = /^[0-9a-f]{40}$/u;
/** Segments of /tree/<ref>/<folder> that may belong to the name of the branch. */
const MAX_REF_SEGMENTS = 6;

/** GitHub by its REST API; by the git protocol when the API does not answer or its rate limit is used up. */
export const github: Source = { type: "github", resolve };

async function resolve(target: Target, io: SourceIo): Promise<Result<Release>> {
  const found = githubPlace(target.name, io);
  if (!found.ok) return found;
  const place = found.value;
  const repository = await ask(io, place, "", "application/vnd.github+json");
  if (!repository.ok) return repository.problem.code === "UPSTREAM_UNAVAILABLE" ? byGit(target, place, io, repository.problem) : repository;
  if (repository.value === null) return notFound(target);
  const commit = await findCommit(target, place, io);
  if (!commit.ok) return commit;
  return describe(target, repository.value, commit.value, place, io);
}

/** The commit of the ref asked for. Branch names may hold slashes, so folder segments move to the ref until one exists. */
async function findCommit(target: Target, place: Place, io: SourceIo): Promise<Result<{ sha: string; subfolder: string }>> {
  const folder = target.subfolder.split("/").filter((part) => part !== "");
  for (let taken = 0; taken <= Math.min(folder.length, MAX_REF_SEGMENTS); taken++) {
    const ref = [target.versionSpec, ...folder.slice(0, taken)].join("/");
    const answer = await ask(io, place, `/commits/${encodeURIComponent(ref)}`, "application/vnd.github.sha");
    if (!answer.ok) return answer;
    const sha = answer.value?.text.trim() ?? "";
    if (SHA.test(sha)) return ok({ sha, subfolder: folder.slice(taken).join("/") });
  }
  return fail("REPOSITORY_NOT_FOUND", `${target.name} has no branch, tag or commit "${target.versionSpec}"`, { where: target.input });
}

async function describe(
  target: Target,
  repository: Metadata,
  commit: { sha: string; subfolder: string },
  place: Place,
  io: SourceIo,
): Promise<Result<Release>> {
  const { sha, subfolder } = commit;
  const body = readJson({ ...repository, url: place.api, body: Buffer.from(repository.text) });
  if (!body.ok) return body;
  const tree = await ask(io, place, `/git/trees/${sha}?recursive=1`, "application/vnd.github+json");
  const name = `${target.name}@${sha.slice(0, 12)}`;
  const archive = {
    url: `${place.api}/repos/${target.name}/tarball/${sha}`,
    name,
    integrity: null,
    key: `github ${place.api} ${target.name.toLowerCase()} ${sha}`,
    strip: 1,
    ...place.secret,
  };
  return ok({
    version: sha,
    archive,
    facts: factsOf(body.value),
    subfolder,
    ...(tree.ok && tree.value !== null ? { listing: filesIn(tree.value) } : {}),
  });
}

/**
 * Files of the commit. A repository can keep files out of its own archives (gitattributes "export-ignore"),
 * so what the archive lacks is told rather than believed.
 */
function filesIn(tree: Metadata): readonly string[] {
  const body = readJson({ ...tree, url: DEFAULT_API, body: Buffer.from(tree.text) });
  return body.ok
    ? listAt(body.value, "tree").flatMap((entry) =>
        textAt(entry, "type") === "blob" && textAt(entry, "mode") !== "120000" ? (textAt(entry, "path") ?? []) : [],
      )
    : [];
}

function factsOf(repository: unknown): RegistryFacts {
  const [url, createdAt, pushedAt, owner] = [
    textAt(repository, "html_url"),
    textAt(repository, "created_at"),
    textAt(repository, "pushed_at"),
    textAt(repository, "owner", "login"),
  ];
  return {
    ecosystem: "github",
    ...(url === undefined ? {} : { repository: url }),
    ...(createdAt === undefined ? {} : { firstPublishedAt: createdAt }),
    ...(pushedAt === undefined ? {} : { publishedAt: pushedAt }),
    ...(owner === undefined ? {} : { maintainers: [owner] }),
  };
}

/** One question to the API about the repository; null when it does not exist or may not be seen. */
async function ask(io: SourceIo, place: Place, path: string, accept: string): Promise<Result<Metadata | null>> {
  const url = `${place.api}/repos/${place.repository}${path}`;
  const answer = await fetchMetadata(io, { url, accept, headers: { "x-github-api-version": "2022-11-28" }, ...place.secret });
  if (!answer.ok) return answer;
  const { status, header } = answer.value;
  if (status === 200) return ok(answer.value);
  if (status === 404 || status === 410 || status === 422 || status === 451) return ok(null);
  if (status === 403 && header("x-ratelimit-remaining") === "0") return rateLimited(header("x-ratelimit-reset"), place);
  return fail(...refusal(url, status));
}

function rateLimited(reset: string | undefined, place: Place): Result<never> {
  const retryAfter = Math.max(1, Math.ceil(Number(reset ?? 0) - Date.now() / 1000));
  const hint = place.secret.secret === undefined ? "set GITHUB_TOKEN for a higher limit" : `try again in ${retryAfter} seconds`;
  return fail("UPSTREAM_UNAVAILABLE", "the rate limit of the GitHub API is used up", { hint, retryAfter });
}

/** The git protocol knows neither facts nor rate limits. `why` is what the API said; it stands when git cannot help. */
async function byGit(target: Target, place: Place, io: SourceIo, why: Problem): Promise<Result<Release>> {
  const server = io.settings.env.GITHUB_SERVER_URL || (place.api === DEFAULT_API ? "https://github.com" : new URL(place.api).origin);
  const url = `${server.replace(/\/+$/u, "")}/${target.name}.git`;
  const sha = await gitCommit(url, target.versionSpec, io);
  if (sha === null) return { ok: false, problem: why };
  const name = `${target.name}@${sha.slice(0, 12)}`;
  const load = (): Promise<Result<Buffer>> => gitArchive(url, sha, io);
  return ok({
    version: sha,
    facts: { ecosystem: "github", repository: url },
    archive: { url, name, integrity: null, key: `git ${url} ${sha}`, strip: 0, load },
  });
}

function notFound(target: Target): Result<never> {
  return fail("REPOSITORY_NOT_FOUND", `GitHub has no repository "${target.name}" that can be seen`, {
    where: target.input,
    hint: "check the spelling; a private one needs GITHUB_TOKEN",
  });
}
