import { lstat } from "node:fs/promises";
import { fail, type Result } from "@mcp-assay/core/problem";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { looksLocal, parseTarget } from "@mcp-assay/core/target/parse";
import type { RemoteType, Target } from "@mcp-assay/core/target/target";
import { fitsCredentials } from "./credentials.ts";
import { readArchive } from "./io/archive.ts";
import type { Collected } from "./io/collect.ts";
import { fetchArtifact } from "./io/fetch.ts";
import type { SourceIo } from "./io/io.ts";
import { snapshotOf } from "./io/snapshot-of.ts";
import { localPath, openLocal } from "./local.ts";
import type { OpeningSource, Source } from "./source.ts";

export { createIo, type SourceIo } from "./io/io.ts";

/** Each is loaded when the first target of its type comes. */
const SOURCES: Readonly<Record<RemoteType, () => Promise<Source | OpeningSource>>> = {
  npm: async () => (await import("./npm.ts")).npm,
  pypi: async () => (await import("./pypi.ts")).pypi,
  github: async () => (await import("./github.ts")).github,
  docker: async () => (await import("./oci.ts")).oci,
  registry: async () => {
    const { openRegistryEntry } = await import("./mcp-registry.ts");
    return { type: "registry", open: (target, io) => openRegistryEntry(target, io, openRemote) };
  },
};

/** Anything a user can write, to the snapshot of exactly one artifact. */
export async function openTarget(input: string, io: SourceIo): Promise<Result<Snapshot>> {
  const text = input.trim();
  if (await isLocal(text, io)) return openLocal(text, io);
  const target = parseTarget(text);
  return target.ok ? openRemote(target.value, io) : target;
}

/** Fetches and unpacks a parsed target. */
export async function openRemote(target: Target, io: SourceIo): Promise<Result<Snapshot>> {
  const fits = io.settings.credentials === undefined ? null : fitsCredentials(target, io.settings.credentials.type);
  if (fits !== null && !fits.ok) return fits;
  const source = await SOURCES[target.type]();
  io.progress({ stage: "resolve", name: target.canonicalId });
  const opened = "open" in source ? await source.open(target, io) : await openRelease(source, target, io);
  if (opened.ok || target.hint === undefined || opened.problem.code !== "REPOSITORY_NOT_FOUND") return opened;
  return { ok: false, problem: { ...opened.problem, hint: target.hint } };
}

async function openRelease(source: Source, target: Target, io: SourceIo): Promise<Result<Snapshot>> {
  const release = await source.resolve(target, io);
  if (!release.ok) return release;
  const { version, archive, facts, subfolder = target.subfolder } = release.value;
  const bytes = await fetchArtifact(io, archive);
  if (!bytes.ok) return bytes;
  io.progress({ stage: "unpack", name: archive.name });
  const collected = await readArchive(bytes.value, io.limits, archive.strip);
  if (!collected.ok) return { ok: false, problem: { where: archive.name, ...collected.problem } };
  if (subfolder !== "" && !collected.value.files.some((file) => file.path.startsWith(`${subfolder}/`))) {
    return fail("REPOSITORY_NOT_FOUND", `${archive.name} has no folder "${subfolder}"`, { where: target.input });
  }
  const files = withMissing(collected.value, release.value.listing ?? [], io.limits.notes);
  const { name, canonicalId, input, type } = target;
  const { origin } = release.value;
  const more =
    origin === undefined ? {} : await (await import("./origin/origin.ts")).originFacts(origin, files.files, archive.integrity, io);
  const resolved = { input, type, name, version, canonicalId, subfolder, trusted: false };
  return { ok: true, value: snapshotOf(resolved, files, { ...facts, ...more }) };
}

/** Adds a note for every listed file that the archive does not hold. */
function withMissing(collected: Collected, listing: readonly string[], limit: number): Collected {
  const known = new Set([...collected.files, ...collected.notes].map(({ path }) => path));
  const missing = listing.filter((path) => !known.has(path.normalize("NFC"))).slice(0, limit);
  const notes = missing.map((path) => ({ path, reason: "excluded" as const, detail: "the repository keeps it out of its archive" }));
  return { files: collected.files, notes: [...collected.notes, ...notes] };
}

/** A path by its look, or something that exists here and carries no prefix. Never on a service. */
async function isLocal(text: string, io: SourceIo): Promise<boolean> {
  if (io.settings.local === false || text === "" || text.includes("\0")) return false;
  if (looksLocal(text)) return true;
  if (/^(?:npm|pypi|github|docker|registry):/iu.test(text)) return false;
  return lstat(localPath(text, io)).then(
    () => true,
    () => false,
  );
}
