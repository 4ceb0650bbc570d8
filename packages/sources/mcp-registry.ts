import { child, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { RegistryFacts, Snapshot } from "@mcp-assay/core/snapshot";
import { parseTarget } from "@mcp-assay/core/target/parse";
import type { Target } from "@mcp-assay/core/target/target";
import { fetchJson } from "./io/fetch.ts";
import type { SourceIo } from "./io/io.ts";
import { snapshotOf } from "./io/snapshot-of.ts";

const DEFAULT_BASE = "https://registry.modelcontextprotocol.io";
/** Pages of a search that are read for a name that is spelled otherwise. */
const MAX_PAGES = 20;

/** Package types of the registry that this tool can fetch, the ones with sources first; how their identifiers become inputs. */
const PACKAGE_INPUTS: readonly (readonly [string, (identifier: string, version: string | undefined) => string])[] = [
  ["npm", (identifier, version) => `npm:${identifier}@${version ?? "latest"}`],
  ["pypi", (identifier, version) => (version === undefined ? `pypi:${identifier}` : `pypi:${identifier}==${version}`)],
  ["oci", (identifier, version) => `docker:${identifier}${version === undefined || /[:@][^/]*$/u.test(identifier) ? "" : `:${version}`}`],
];
/** Where the official registry lets packages come from; anything else would let an entry choose whom we ask. */
const KNOWN_BASES: ReadonlySet<string> = new Set([
  "https://registry.npmjs.org",
  "https://pypi.org",
  "https://docker.io",
  "https://ghcr.io",
  "https://mcr.microsoft.com",
]);

/** How the registry opens what an entry points to; given by the caller, since that may be any other source. */
export type OpenPackage = (target: Target, io: SourceIo) => Promise<Result<Snapshot>>;

/**
 * The MCP Registry (API v0.1). The entry's first fetchable package is the artifact; packages and remotes
 * are recorded as facts, so that rules can compare the package's own claim (mcpName, label) with the id.
 * An entry with remotes only gives a snapshot without files.
 */
export async function openRegistryEntry(target: Target, io: SourceIo, openPackage: OpenPackage): Promise<Result<Snapshot>> {
  const base = (io.settings.env.MCP_REGISTRY_URL || DEFAULT_BASE).replace(/\/+$/u, "");
  if (!URL.canParse(base)) return fail("CONFIG_INVALID", "MCP_REGISTRY_URL is not an address", { where: "MCP_REGISTRY_URL" });
  if (base !== DEFAULT_BASE) io.trust(base);
  const url = `${base}/v0.1/servers/${encodeURIComponent(target.name)}/versions/${encodeURIComponent(target.versionSpec)}`;
  const found = await fetchJson(io, { url, accept: "application/json" });
  if (!found.ok) return found;
  if (found.value === null) return notFound(target, base, io);
  const server = child(found.value, "server");
  if (textAt(server, "name") === undefined)
    return fail("UPSTREAM_UNAVAILABLE", `${new URL(base).host} answers with something that is no entry`);
  return openEntry(target, found.value, io, openPackage);
}

async function openEntry(target: Target, entry: unknown, io: SourceIo, openPackage: OpenPackage): Promise<Result<Snapshot>> {
  const server = child(entry, "server");
  const facts = entryFacts(target, entry);
  const version = textAt(server, "version") ?? target.versionSpec;
  const shown = {
    input: target.input,
    type: "registry" as const,
    name: target.name,
    version,
    canonicalId: target.canonicalId,
    trusted: false,
  };
  const input = packageInput(server);
  if (input === null) {
    if (listAt(server, "remotes").length === 0)
      return fail("TARGET_NOT_READABLE", `the entry "${target.name}" has no package that can be fetched`, { where: target.input });
    const notes = [{ path: "", reason: "excluded" as const, detail: "the entry names remote servers only; there is no code to read" }];
    return ok(snapshotOf({ ...shown, subfolder: "" }, { files: [], notes }, facts));
  }
  const inner = parseTarget(input);
  const opened = inner.ok ? await openPackage(inner.value, io) : inner;
  if (!opened.ok) return { ok: false, problem: { ...opened.problem, message: `${input}: ${opened.problem.message}` } };
  const { files, notes, target: resolved } = opened.value;
  const merged: RegistryFacts = { ...facts, ...opened.value.facts, registry: { ...registryOf(facts), opened: input } };
  return ok(
    snapshotOf(
      { ...shown, version: resolved.version ?? version, subfolder: resolved.subfolder },
      { files: [...files], notes: [...notes] },
      merged,
    ),
  );
}

function registryOf(facts: RegistryFacts): NonNullable<RegistryFacts["registry"]> {
  return facts.registry ?? { id: "", remotes: [], packages: [] };
}

/** The entry's package, or else its repository, as an input of this tool; null when neither can be fetched. */
function packageInput(server: unknown): string | null {
  const packages = listAt(server, "packages");
  for (const [type, write] of PACKAGE_INPUTS) {
    for (const entry of packages) {
      const identifier = textAt(entry, "identifier");
      if (textAt(entry, "registryType") !== type || identifier === undefined || !isKnownBase(textAt(entry, "registryBaseUrl"))) continue;
      return write(identifier, textAt(entry, "version"));
    }
  }
  const repository = textAt(server, "repository", "url");
  const folder = textAt(server, "repository", "subfolder");
  if (repository === undefined || !/^https:\/\/github\.com\//u.test(repository)) return null;
  return folder === undefined ? repository : `${repository.replace(/(?:\.git)?\/?$/u, "")}/tree/HEAD/${folder}`;
}

function isKnownBase(base: string | undefined): boolean {
  return base === undefined || KNOWN_BASES.has(base.replace(/\/+$/u, ""));
}

function entryFacts(target: Target, entry: unknown): RegistryFacts {
  const server = child(entry, "server");
  const official = child(entry, "_meta", "io.modelcontextprotocol.registry/official");
  const [publishedAt, repository, status] = [
    textAt(official, "publishedAt"),
    textAt(server, "repository", "url"),
    textAt(official, "status"),
  ];
  const packages = listAt(server, "packages").map(
    (item) => `${textAt(item, "registryType")}:${textAt(item, "identifier")}@${textAt(item, "version") ?? ""}`,
  );
  const remotes = listAt(server, "remotes").flatMap((remote) => textAt(remote, "url") ?? []);
  return {
    ecosystem: "registry",
    registry: { id: target.name, remotes, packages },
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(repository === undefined ? {} : { repository }),
    ...(status === "deprecated" || status === "deleted" ? { deprecated: `the registry entry is ${status}` } : {}),
  };
}

/** Pages through a search for the last part of the id, to tell a wrong version from a wrong name, and to offer what is there. */
async function notFound(target: Target, base: string, io: SourceIo): Promise<Result<never>> {
  const wanted = target.name.toLowerCase();
  const search = target.name.split("/").at(-1) ?? "";
  const similar = new Set<string>();
  let cursor = "";
  for (let page = 0; page < MAX_PAGES; page++) {
    const query = new URLSearchParams({ search, limit: "100", ...(cursor === "" ? {} : { cursor }) });
    const answer = await fetchJson(io, { url: `${base}/v0.1/servers?${query}`, accept: "application/json" });
    if (!answer.ok) break;
    for (const entry of listAt(answer.value, "servers")) similar.add(textAt(entry, "server", "name") ?? "");
    const next = textAt(answer.value, "metadata", "nextCursor");
    if (next === undefined || next === cursor) break;
    cursor = next;
  }
  const same = [...similar].find((name) => name.toLowerCase() === wanted);
  if (same === target.name)
    return fail("REPOSITORY_NOT_FOUND", `the entry "${target.name}" has no version "${target.versionSpec}"`, { where: target.input });
  const near = same ?? [...similar].filter((name) => name !== "").sort()[0];
  const hint =
    near === undefined
      ? "search at registry.modelcontextprotocol.io; for a repository write github:owner/repo"
      : `did you mean registry:${near}?`;
  return fail("REPOSITORY_NOT_FOUND", `the MCP Registry has no entry "${target.name}"`, { where: target.input, hint });
}
