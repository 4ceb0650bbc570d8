/**
 * The one input of every stage after it: the files of exactly one artifact, with what its registry
 * says about it. A snapshot is immutable; its digest names it.
 */
export interface Snapshot {
  readonly target: ResolvedTarget;
  /** Sorted by path (code unit order). */
  readonly files: readonly SnapshotFile[];
  /** "sha256:…" over paths, sizes and file digests, subfolder and registry facts. */
  readonly digest: string;
  readonly facts: RegistryFacts | null;
  /** Entries that were refused or neutralised while reading, never silently dropped. */
  readonly notes: readonly SnapshotNote[];
}

export interface ResolvedTarget {
  /** As the user wrote it. */
  readonly input: string;
  readonly type: TargetType;
  /** Package, "owner/repo", image, registry id, or the folder's base name. */
  readonly name: string;
  /** Resolved version, commit or image digest; null for a local folder. */
  readonly version: string | null;
  /** Normalised id with the version as asked: "npm:x@latest". */
  readonly canonicalId: string;
  /** Folder of the server inside the artifact, "" for its root. */
  readonly subfolder: string;
  /** A local folder may configure its own scan; a fetched target may not. */
  readonly trusted: boolean;
}

export type TargetType = "local" | "npm" | "pypi" | "github" | "docker" | "registry";

export interface SnapshotFile {
  /** Relative, forward slashes, no "." or ".." segments. */
  readonly path: string;
  readonly size: number;
  /** "sha256:<hex>" of the bytes. */
  readonly hash: string;
  /** Content; null when it was too large to keep (then a note says so). */
  readonly bytes: Uint8Array | null;
}

export interface SnapshotNote {
  readonly path: string;
  readonly reason: SkipReason;
  readonly detail?: string;
}

export type SkipReason =
  | "too-large"
  | "binary"
  | "not-utf8"
  | "excluded"
  | "ignored-folder"
  | "unsupported-language"
  | "declaration-file"
  | "link"
  | "device"
  | "unsafe-path"
  | "duplicate-path"
  | "limit"
  | "unreadable"
  | "syntax"
  | "depth"
  | "budget"
  | "timeout";

/** What a registry says about the artifact; facts for rules. Absent fields are "not known". */
export interface RegistryFacts {
  readonly ecosystem: "npm" | "pypi" | "github" | "docker" | "registry";
  readonly integrity?: string;
  readonly publishedAt?: string;
  readonly deprecated?: string;
  readonly repository?: string;
  readonly maintainers?: readonly string[];
  readonly firstPublishedAt?: string;
  readonly versionCount?: number;
  readonly attestations?: boolean;
  readonly installScripts?: readonly string[];
  /** Account that published this release. */
  readonly publisher?: string;
  /** The release that was published before this one. */
  readonly previous?: {
    readonly version: string;
    readonly publisher?: string;
    readonly installScripts: readonly string[];
  };
  /** What the release's attestation states; that the statement is signed is for the registry, its signature is not checked here. */
  readonly provenance?: {
    /** Address of the repository that it was built from. */
    readonly repository: string;
    readonly commit?: string;
    readonly workflow?: string;
    /** The statement is about exactly this archive. */
    readonly aboutThis: boolean;
  };
  /** The release beside its repository at the commit that it claims to be. */
  readonly comparison?: Comparison;
  readonly weeklyDownloads?: number;
  readonly yanked?: boolean;
  /** OCI image configuration: user, entrypoint, exposed ports, labels. */
  readonly image?: {
    readonly user: string;
    readonly entrypoint: readonly string[];
    readonly env: readonly string[];
    readonly labels: Readonly<Record<string, string>>;
  };
  /** MCP Registry entry: packages and remotes as recorded. */
  readonly registry?: {
    readonly id: string;
    readonly remotes: readonly string[];
    readonly packages: readonly string[];
    /** The package that was opened, as an input of this tool. */
    readonly opened?: string;
  };
}

/** Programs of a release beside those of its repository, by content and path; lists are cut at a hundred. */
export interface Comparison {
  readonly repository: string;
  /** Tag or commit that was compared. */
  readonly ref: string;
  /** Files that the repository holds with the same content. */
  readonly same: number;
  /** Files of folders that the repository does not have: built, so there is nothing to compare. */
  readonly built: number;
  /** Files with another content at the same path. */
  readonly changed: readonly string[];
  /** Files of folders of the repository that are not there. */
  readonly added: readonly string[];
}
