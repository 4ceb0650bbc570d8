import { createHash } from "node:crypto";
import type { RegistryFacts, ResolvedTarget, Snapshot } from "@mcp-assay/core/snapshot";
import type { Collected } from "./collect.ts";

/**
 * Seals files, notes and facts into a snapshot. The digest covers everything of it that a scan reads:
 * subfolder, facts, notes, and each file's path, size and hash; not how the target was spelled.
 */
export function snapshotOf(target: ResolvedTarget, collected: Collected, facts: RegistryFacts | null): Snapshot {
  const { files, notes } = collected;
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([target.subfolder, target.trusted, ordered(facts), notes.map((note) => [note.path, note.reason, note.detail ?? ""])]),
  );
  for (const file of files) hash.update(JSON.stringify([file.path, file.size, file.hash, file.bytes === null]));
  return { target, files, notes, facts, digest: `sha256:${hash.digest("hex")}` };
}

/** The same value with the keys of every object in order, so that equal facts have equal text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, ordered(inner)]);
}
