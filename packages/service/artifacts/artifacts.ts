import { folderArtifacts } from "./folder.ts";
import { type S3Settings, s3Artifacts } from "./s3.ts";

/** Where sealed snapshots wait for their scan: a place that every process of the service reaches. */
export interface Artifacts {
  /** Keeps a stream of `size` bytes under a name; under it there is nothing, or all of it. */
  write(name: string, chunks: Iterable<Uint8Array>, size: number): Promise<void>;
  /** Throws when there is nothing of that name. */
  read(name: string): AsyncIterable<Uint8Array>;
  /** Does nothing when there is nothing of that name. */
  remove(name: string): Promise<void>;
  list(): Promise<readonly Artifact[]>;
}

export interface Artifact {
  readonly name: string;
  /** When it was written. */
  readonly at: Date;
}

export type ArtifactSettings = { readonly kind: "folder"; readonly folder: string } | ({ readonly kind: "s3" } & S3Settings);

export function openArtifacts(settings: ArtifactSettings): Artifacts {
  return settings.kind === "folder" ? folderArtifacts(settings.folder) : s3Artifacts(settings);
}
