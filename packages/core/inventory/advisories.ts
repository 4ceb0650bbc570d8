import type { Dependency } from "./dependencies.ts";

/** How bad an advisory's own database calls it. */
export type Rating = "critical" | "high" | "medium" | "low";

/** A published advisory that applies to something a server is built from, or to the scanned release itself. */
export interface AdvisoryMatch {
  readonly dependency: Dependency;
  /** The dependency is the scanned release itself, which no file names. */
  readonly release: boolean;
  /** Id of the record ("GHSA-…", "PYSEC-…", "MAL-…") and the names that other databases have for it. */
  readonly id: string;
  readonly aliases: readonly string[];
  readonly summary: string;
  /** Null when the database gives none. */
  readonly rating: Rating | null;
  /** The package was published to do harm, not with a flaw. */
  readonly malicious: boolean;
  /** Versions that the record names as fixed. */
  readonly fixedIn: readonly string[];
  /** Names under which code imports the package. */
  readonly modules: readonly string[];
  /** The exact version is affected, or every version that the range admits. */
  readonly by: "version" | "range";
}

/** What advisory databases said about the dependencies of one snapshot. What they did not say is "not checked", never clean. */
export interface AdvisoryData {
  readonly checkedWith: "database" | "osv.dev" | "nothing";
  /** The imported database; null for osv.dev and for nothing. */
  readonly database: AdvisorySource | null;
  readonly matches: readonly AdvisoryMatch[];
  readonly notChecked: readonly { readonly dependency: Dependency; readonly reason: string }[];
  /** Why nothing was asked or answered, in one line. */
  readonly problem: string | null;
}

export interface AdvisorySource {
  /** Digest of its contents. */
  readonly digest: string;
  /** When it was imported, and the newest change of a record in it (RFC 3339). */
  readonly importedAt: string;
  readonly newestRecord: string;
}

/** A match with what the program says about it. */
export interface KnownFlaw extends AdvisoryMatch {
  /** Production code of the server imports the package by itself. */
  readonly imported: boolean;
}
