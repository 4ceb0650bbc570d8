import { child, entriesAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { RegistryFacts } from "@mcp-assay/core/snapshot";
import type { Target } from "@mcp-assay/core/target/target";
import { compare, explain, satisfies, valid, validRange } from "@renovatebot/pep440";
import { fromHex } from "ssri";
import { fetchJson, fetchMetadata, refusal } from "./io/fetch.ts";
import type { SourceIo } from "./io/io.ts";
import { attestationAt, usualTags } from "./origin/origin.ts";
import { type PipConfig, readPipConfig } from "./pipconf.ts";
import { type IndexFile, readIndexPage } from "./simple-index.ts";
import type { Release, Source } from "./source.ts";

const ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1";

/** PyPI, and every index that pip is configured for. Files come from the simple index, facts from the JSON pages where they exist. */
export const pypi: Source = { type: "pypi", resolve };

async function resolve(target: Target, io: SourceIo): Promise<Result<Release>> {
  const config = await readPipConfig(io.settings);
  let last: Result<never> | null = null;
  for (const index of config.indexes) {
    if (config.isConfigured(index)) io.trust(index);
    const files = await listFiles(target.name, index, config, io);
    if (!files.ok) return files;
    if (files.value !== null) {
      const version = pickVersion(files.value, target.versionSpec);
      if (version !== null) return describe(target, files.value, version, index, config, io);
      last = noVersion(target, files.value);
    }
  }
  return (
    last ??
    fail("REPOSITORY_NOT_FOUND", `PyPI has no project "${target.name}"`, {
      where: target.input,
      hint: `check the spelling; for npm write npm:${target.name}`,
    })
  );
}

/** All files of a project; null when the index does not know it. */
async function listFiles(project: string, index: string, config: PipConfig, io: SourceIo): Promise<Result<readonly IndexFile[] | null>> {
  const url = `${index}${project}/`;
  const page = await fetchMetadata(io, { url, accept: ACCEPT, ...secretFor(url, index, config) });
  if (!page.ok) return page;
  const { status, text, header } = page.value;
  if (status === 404 || status === 410) return ok(null);
  if (status !== 200) return fail(...refusal(url, status));
  return ok(readIndexPage(text, header("content-type") ?? "", url, project));
}

/**
 * The newest version that fits: finished releases before pre-releases unless the range names one, yanked
 * ones only for an exact pin (PEP 440, PEP 592).
 */
function pickVersion(files: readonly IndexFile[], spec: string): string | null {
  if (spec !== "latest" && !validRange(spec)) return null;
  const pinned = /^===?[^*,]+$/u.test(spec);
  const usable = files.filter((file) => valid(file.version) !== null && (pinned || !file.yanked)).map((file) => file.version);
  const fitting = spec === "latest" ? usable : usable.filter((version) => satisfies(version, spec, { prereleases: true }));
  const namesPrerelease = /\d(?:a|b|rc|c|alpha|beta|pre|preview|\.?dev)\.?\d*/iu.test(spec);
  const finished = fitting.filter((version) => explain(version)?.is_prerelease === false);
  return (finished.length > 0 && !namesPrerelease ? finished : fitting).sort(compare).at(-1) ?? null;
}

/** The sdist, which holds the sources; else the wheel that fits most machines. */
function pickFile(files: readonly IndexFile[]): IndexFile | undefined {
  const rank = (file: IndexFile): number =>
    file.kind === "sdist" ? 0 : /-none-any\.whl$/u.test(file.name) ? 1 : /linux.*x86_64/u.test(file.name) ? 2 : 3;
  return files.toSorted((a, b) => rank(a) - rank(b))[0];
}

async function describe(
  target: Target,
  files: readonly IndexFile[],
  version: string,
  index: string,
  config: PipConfig,
  io: SourceIo,
): Promise<Result<Release>> {
  const file = pickFile(files.filter((other) => valid(other.version) === valid(version)));
  if (file === undefined) return fail("UPSTREAM_UNAVAILABLE", `the index lists no file of ${target.name} ${version}`);
  const integrity = file.hash === null ? null : fromHex(file.hash[1], file.hash[0]).toString();
  const facts = { ...(await projectFacts(target.name, version, index, config, io)), ...fileFacts(files, file, integrity) };
  const name = `${target.name} ${version}`;
  return ok({
    version,
    facts,
    origin: {
      ...{ repository: facts.repository ?? "", directory: "", refs: usualTags(target.name, version) },
      ...attestationAt(file.provenance, index, "pypi", (url) => secretFor(url, index, config)),
    },
    archive: { url: file.url, name, integrity, key: file.url, strip: file.kind === "sdist" ? 1 : 0, ...secretFor(file.url, index, config) },
  });
}

function fileFacts(files: readonly IndexFile[], file: IndexFile, integrity: string | null): RegistryFacts {
  const uploads = files.flatMap((other) => other.uploadedAt ?? []).sort();
  return {
    ecosystem: "pypi",
    versionCount: new Set(files.map((other) => other.version)).size,
    yanked: file.yanked,
    ...(file.provenance === undefined ? {} : { attestations: file.provenance !== null }),
    ...(integrity === null ? {} : { integrity }),
    ...(file.uploadedAt === undefined ? {} : { publishedAt: file.uploadedAt }),
    ...(uploads[0] === undefined ? {} : { firstPublishedAt: uploads[0] }),
  };
}

/** Repository and maintainers from the JSON page beside the simple index; without that page they stay unknown. */
async function projectFacts(
  project: string,
  version: string,
  index: string,
  config: PipConfig,
  io: SourceIo,
): Promise<Partial<RegistryFacts>> {
  if (!index.endsWith("/simple/")) return {};
  const url = `${index.slice(0, -"simple/".length)}pypi/${project}/${version}/json`;
  const page = await fetchJson(io, { url, accept: "application/json", ...secretFor(url, index, config) });
  const info = page.ok ? child(page.value, "info") : undefined;
  const links = entriesAt(info, "project_urls").filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const repository =
    links.find(([label]) => /^(?:source|repository|code|github|source code)$/iu.test(label))?.[1] ??
    links.find(([, link]) => /^https:\/\/github\.com\//u.test(link))?.[1];
  const maintainers = [
    textAt(info, "maintainer") ?? textAt(info, "maintainer_email"),
    textAt(info, "author") ?? textAt(info, "author_email"),
  ].flatMap((name) => name ?? []);
  return {
    ...(repository === undefined ? {} : { repository }),
    ...(maintainers.length === 0 ? {} : { maintainers: [...new Set(maintainers)] }),
  };
}

/** The login belongs to the index's host: files elsewhere are fetched without it. */
function secretFor(url: string, index: string, config: PipConfig): { secret?: Record<string, string> } {
  const authorization = new URL(url).host === new URL(index).host ? config.authorizationFor(url) : undefined;
  return authorization === undefined ? {} : { secret: { authorization } };
}

function noVersion(target: Target, files: readonly IndexFile[]): Result<never> {
  const newest = pickVersion(files, "latest");
  const hint =
    newest === null ? "no version of it can be read (only yanked, or only formats without sources)" : `its newest version is ${newest}`;
  return fail("REPOSITORY_NOT_FOUND", `"${target.name}" has no version that matches "${target.versionSpec}"`, {
    where: target.input,
    hint,
  });
}
