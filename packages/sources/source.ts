import type { Result } from "@mcp-assay/core/problem";
import type { RegistryFacts, Snapshot } from "@mcp-assay/core/snapshot";
import type { RemoteType, Target } from "@mcp-assay/core/target/target";
import type { ArtifactRequest } from "./io/fetch.ts";
import type { SourceIo } from "./io/io.ts";

/** What a registry says a target is, exactly. */
export interface Release {
  /** Resolved version or commit. */
  readonly version: string;
  readonly archive: ArtifactRequest & {
    /** Leading folders of the archive that hold everything. */
    readonly strip: number;
  };
  readonly facts: RegistryFacts;
  /** The folder, where the upstream reads the input differently from its text (branches with a slash). */
  readonly subfolder?: string;
  /** Where the release says it comes from. */
  readonly origin?: Origin;
  /** Paths that the artifact should hold; what its archive leaves out becomes a note. */
  readonly listing?: readonly string[];
}

/** What a registry states of the source of a release. */
export interface Origin {
  /** Address of the repository, and folder of the package in it. */
  readonly repository: string;
  readonly directory: string;
  /** Commit or tags under which the release may be found, the likeliest first. */
  readonly refs: readonly string[];
  /** Where the attestation is served. */
  readonly attestation?: { readonly url: string; readonly kind: "npm" | "pypi"; readonly secret?: Readonly<Record<string, string>> };
}

/** One upstream: only what is peculiar to it. Everything else is in io/ and open.ts. */
export interface Source {
  readonly type: RemoteType;
  readonly resolve: (target: Target, io: SourceIo) => Promise<Result<Release>>;
}

/** For upstreams whose targets are not one archive: images of layers, registry entries that point elsewhere. */
export interface OpeningSource {
  readonly type: RemoteType;
  readonly open: (target: Target, io: SourceIo) => Promise<Result<Snapshot>>;
}
