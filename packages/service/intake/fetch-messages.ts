import type { Problem } from "@mcp-assay/core/problem";
import type { Credentials } from "@mcp-assay/sources/io/io";
import type { ArtifactSettings } from "../artifacts/artifacts.ts";

/** One target to be looked at before its scan. */
export interface FetchJob {
  readonly canonicalId: string;
  /** For this download only. */
  readonly credentials: Credentials | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Null keeps nothing on disk. */
  readonly cacheDir: string | null;
  readonly offline: boolean;
  /** Where its files are to be kept for the scan, and the key that seals them; null: nowhere. */
  readonly keep: { readonly name: string; readonly key: Uint8Array; readonly artifacts: ArtifactSettings } | null;
}

/** What the upstream has under the target's name now. */
export interface Fetched {
  readonly version: string;
  readonly integrity: string | null;
}

/** From the thread; "fetched" or "refused" ends a job. */
export type FromFetch =
  | { readonly kind: "progress"; readonly stage: "resolve" | "fetch" }
  | { readonly kind: "fetched"; readonly fetched: Fetched }
  | { readonly kind: "refused"; readonly problem: Problem };
