import { createHash } from "node:crypto";
import type { TarEntry } from "./pack.ts";
import type { Upstream } from "./upstream.ts";

/** One published server "server" at version 1.2.0 on an upstream that speaks its registry's protocol. */
export interface World {
  readonly upstream: Upstream;
  /** Configuration that leads the source to the upstream. */
  readonly env: Readonly<Record<string, string>>;
  /** The server at its newest version, at 1.2.0, at a version that is not there, and one that does not exist. */
  readonly latest: string;
  readonly pinned: string;
  readonly noVersion: string;
  readonly missing: string;
  /** What the snapshot says the version is. */
  readonly version: string;
  /** Requests that fetch the archive itself. */
  readonly isArtifact: (path: string) => boolean;
}

/** Starts a world whose archive holds these entries. Paths are inside the package. */
export type StartWorld = (entries: readonly TarEntry[]) => Promise<World>;

export function digestOf(bytes: Uint8Array, algorithm: "sha256" | "sha512", form: "hex" | "base64"): string {
  return createHash(algorithm).update(bytes).digest(form);
}

export function json(value: unknown, headers: Readonly<Record<string, string>> = {}): { body: string; headers: Record<string, string> } {
  return { body: JSON.stringify(value), headers: { "content-type": "application/json", ...headers } };
}

/** The same entries below an outer folder, as registries pack them. */
export function below(folder: string, entries: readonly TarEntry[]): TarEntry[] {
  return entries.map((entry) => ({ ...entry, path: `${folder}/${entry.path}` }));
}
