import { child, entriesAt, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { RegistryFacts } from "@mcp-assay/core/snapshot";
import type { Target } from "@mcp-assay/core/target/target";
import { maxSatisfying, valid, validRange } from "semver";
import { fromHex, parse as parseIntegrity } from "ssri";
import { fetchJson } from "./io/fetch.ts";
import type { SourceIo } from "./io/io.ts";
import { DEFAULT_REGISTRY, type NpmConfig, readNpmConfig } from "./npmrc.ts";
import { attestationAt, usualTags } from "./origin/origin.ts";
import type { Origin, Release, Source } from "./source.ts";

/** Scripts that npm runs when the package is installed as a dependency (docs.npmjs.com, "scripts"). */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

/** The npm registry, and every registry that npm is configured for. */
export const npm: Source = { type: "npm", resolve };

async function resolve(target: Target, io: SourceIo): Promise<Result<Release>> {
  const config = await readNpmConfig(io.settings);
  const registry = config.registryOf(target.name);
  if (!URL.canParse(registry))
    return fail("CONFIG_INVALID", "npm's registry is not an address", { where: "registry", hint: "check .npmrc and NPM_REGISTRY_URL" });
  if (config.isConfigured(registry)) io.trust(registry);
  const url = `${registry}${target.name.replace("/", "%2f")}`;
  const found = await fetchJson(io, { url, accept: "application/json", ...secretFor(url, registry, config) });
  if (!found.ok) return found;
  const version = pickVersion(found.value, target.versionSpec);
  if (version === null) return notFound(target, found.value, registry);
  return describe(target, found.value, version, registry, config);
}

/** Exact version, then tag, then the newest version in the range; null when nothing matches. */
function pickVersion(packument: unknown, spec: string): string | null {
  const versions = entriesAt(packument, "versions").map(([version]) => version);
  const exact = valid(spec, { loose: true });
  if (exact !== null) return [spec, exact].find((version) => versions.includes(version)) ?? null;
  const tagged = textAt(packument, "dist-tags", spec);
  if (tagged !== undefined) return versions.includes(tagged) ? tagged : null;
  return validRange(spec, { loose: true }) === null ? null : maxSatisfying(versions, spec, { loose: true });
}

function describe(target: Target, packument: unknown, version: string, registry: string, config: NpmConfig): Result<Release> {
  const manifest = child(packument, "versions", version);
  const tarball = textAt(manifest, "dist", "tarball");
  const name = `${target.name}@${version}`;
  if (tarball === undefined || !URL.canParse(tarball))
    return fail("UPSTREAM_UNAVAILABLE", `${new URL(registry).host} lists ${name} without an archive`);
  const integrity = integrityOf(manifest);
  return ok({
    version,
    archive: { url: tarball, name, integrity, key: tarball, strip: 1, ...secretFor(tarball, registry, config) },
    facts: factsOf(packument, manifest, version, integrity, registry),
    origin: originOf(target.name, packument, manifest, version, registry, config),
  });
}

/** Where the release says it comes from. */
function originOf(name: string, packument: unknown, manifest: unknown, version: string, registry: string, config: NpmConfig): Origin {
  const head = textAt(manifest, "gitHead");
  return {
    repository: addressOf(repositoryOf(packument, manifest) ?? ""),
    directory: (textAt(manifest, "repository", "directory") ?? "").replace(/^\.?\/|\/$/gu, ""),
    refs: [...(head !== undefined && /^[0-9a-f]{40}$/u.test(head) ? [head] : []), ...usualTags(name, version)],
    ...attestationAt(textAt(manifest, "dist", "attestations", "url"), registry, "npm", (url) => secretFor(url, registry, config)),
  };
}

/** npm writes "git+https://…", "git://…", "github:owner/repo" and "owner/repo". */
function addressOf(repository: string): string {
  return repository
    .replace(/^git\+/u, "")
    .replace(/^git:\/\//u, "https://")
    .replace(/\.git(?=$|#)/u, "");
}

function repositoryOf(packument: unknown, manifest: unknown): string | undefined {
  return textAt(manifest, "repository", "url") ?? textAt(manifest, "repository") ?? textAt(packument, "repository", "url");
}

/** The token belongs to the registry's host: an archive elsewhere is fetched without it. */
function secretFor(url: string, registry: string, config: NpmConfig): { secret?: Record<string, string> } {
  const authorization = new URL(url).host === new URL(registry).host ? config.authorizationFor(url) : undefined;
  return authorization === undefined ? {} : { secret: { authorization } };
}

/** `dist.integrity` as SRI; the SHA-1 of old packages where there is nothing better. */
function integrityOf(manifest: unknown): string | null {
  const published = parseIntegrity(textAt(manifest, "dist", "integrity") ?? "")?.toString() ?? "";
  if (published !== "") return published;
  const sha1 = textAt(manifest, "dist", "shasum");
  return sha1 !== undefined && /^[0-9a-f]{40}$/iu.test(sha1) ? fromHex(sha1, "sha1").toString() : null;
}

function factsOf(packument: unknown, manifest: unknown, version: string, integrity: string | null, registry: string): RegistryFacts {
  const repository = repositoryOf(packument, manifest);
  // Mirrors and private registries leave attestations out: that they show none says nothing.
  const attested = child(manifest, "dist", "attestations") !== undefined;
  const publisher = textAt(manifest, "_npmUser", "name");
  const previous = previousOf(packument, version);
  const publishedAt = textAt(packument, "time", version);
  const firstPublishedAt = textAt(packument, "time", "created");
  const deprecated = textAt(manifest, "deprecated");
  return {
    ecosystem: "npm",
    versionCount: entriesAt(packument, "versions").length,
    installScripts: installScriptsOf(manifest),
    maintainers: listAt(packument, "maintainers").flatMap((entry) => textAt(entry, "name") ?? (typeof entry === "string" ? entry : [])),
    ...(integrity === null ? {} : { integrity }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(firstPublishedAt === undefined ? {} : { firstPublishedAt }),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(repository === undefined ? {} : { repository }),
    ...(attested ? { attestations: true } : registry === DEFAULT_REGISTRY ? { attestations: false } : {}),
    ...(publisher === undefined ? {} : { publisher }),
    ...(previous === undefined ? {} : { previous }),
  };
}

function installScriptsOf(manifest: unknown): readonly string[] {
  return INSTALL_SCRIPTS.flatMap((script) => {
    const command = textAt(manifest, "scripts", script);
    return command === undefined ? [] : [`${script}: ${command}`];
  });
}

/** The release that was published last before this one, by the registry's times. */
function previousOf(packument: unknown, version: string): RegistryFacts["previous"] {
  const timeOf = (of: string): string => textAt(packument, "time", of) ?? "";
  const earlier = entriesAt(packument, "versions").filter(([other]) => timeOf(other) !== "" && timeOf(other) < timeOf(version));
  const last = earlier.toSorted(([a], [b]) => (timeOf(a) < timeOf(b) ? -1 : 1)).at(-1);
  if (last === undefined) return undefined;
  const publisher = textAt(last[1], "_npmUser", "name");
  return { version: last[0], installScripts: installScriptsOf(last[1]), ...(publisher === undefined ? {} : { publisher }) };
}

function notFound(target: Target, packument: unknown, registry: string): Result<never> {
  const host = new URL(registry).host;
  if (packument === null)
    return fail("REPOSITORY_NOT_FOUND", `${host} has no package "${target.name}"`, {
      where: target.input,
      hint: `check the spelling; for PyPI write pypi:${target.name.split("/").at(-1)}, for GitHub github:owner/repo`,
    });
  const versions = entriesAt(packument, "versions").map(([version]) => version);
  if (versions.length === 0) return fail("REPOSITORY_NOT_FOUND", `"${target.name}" was unpublished`, { where: target.input });
  const newest = textAt(packument, "dist-tags", "latest") ?? versions.at(-1);
  return fail("REPOSITORY_NOT_FOUND", `"${target.name}" has no version that matches "${target.versionSpec}"`, {
    where: target.input,
    hint: `its latest version is ${newest}`,
  });
}
