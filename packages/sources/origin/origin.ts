import type { RegistryFacts, SnapshotFile } from "@mcp-assay/core/snapshot";
import type { SourceIo } from "../io/io.ts";
import type { Origin } from "../source.ts";
import { compareWithRepository } from "./comparison.ts";
import { readProvenance } from "./provenance.ts";

/** What can be found out about the origin of a release: its attestation, then the repository at the commit that this names. Absent is "not known". */
export async function originFacts(
  origin: Origin,
  files: readonly SnapshotFile[],
  integrity: string | null,
  io: SourceIo,
): Promise<Pick<RegistryFacts, "provenance" | "comparison">> {
  if (io.settings.offline) return {};
  const provenance = origin.attestation === undefined ? null : await readProvenance(origin.attestation, integrity, io);
  const refs = [...(provenance?.commit === undefined ? [] : [provenance.commit]), ...origin.refs];
  const comparison = origin.repository === "" ? null : await compareWithRepository(files, { ...origin, refs }, io);
  return { ...(provenance === null ? {} : { provenance }), ...(comparison === null ? {} : { comparison }) };
}

/** Tags that releases usually have, the likeliest first. */
export function usualTags(name: string, version: string): readonly string[] {
  const short = name.split("/").at(-1) ?? name;
  return [`v${version}`, version, `${name}@${version}`, ...(short === name ? [] : [`${short}@${version}`]), `${short}-v${version}`];
}

/** The attestation of a release, where its registry serves it from its own origin; it is asked for nowhere else. */
export function attestationAt(
  url: string | null | undefined,
  registry: string,
  kind: "npm" | "pypi",
  secretFor: (url: string) => Pick<NonNullable<Origin["attestation"]>, "secret">,
): Pick<Origin, "attestation"> {
  if (url == null || !URL.canParse(url) || new URL(url).origin !== new URL(registry).origin) return {};
  return { attestation: { url, kind, ...secretFor(url) } };
}
