import { fail, type Result } from "../problem.ts";
import type { TargetType } from "../snapshot.ts";

/** Everything that is not a folder or file on this machine. */
export type RemoteType = Exclude<TargetType, "local">;

/** What the user asked for, before any upstream was asked. */
export interface Target {
  readonly type: RemoteType;
  /** Package, "owner/repo", image without tag ("ghcr.io/o/i"; Docker Hub without host and without "library/"), registry id. */
  readonly name: string;
  /** Version, range, tag, ref or digest as asked; "latest", or "HEAD" for a repository, when nothing was asked. */
  readonly versionSpec: string;
  /** Folder of the server inside the artifact, "" for its root. */
  readonly subfolder: string;
  /** "type:name@version-as-asked", with "//subfolder" behind it; parses back to the same target. */
  readonly canonicalId: string;
  readonly input: string;
  /** What else the input may have meant; shown when the upstream does not know the target. */
  readonly hint?: string;
}

/** Longest input that is looked at (spec/service.md, POST /api/v1/scan). */
export const MAX_INPUT = 512;

export const FORMATS =
  "use npm:name@version, pypi:name==version, github:owner/repo@ref, docker:image:tag, registry:io.github.owner/name, a URL of one of these, or a folder";

interface Parts {
  readonly name: string;
  readonly versionSpec: string;
  readonly subfolder?: string;
  /** The name as it appears in the canonical id, where the upstream ignores case or spelling. */
  readonly canonicalName?: string;
  readonly canonicalVersion?: string;
  readonly hint?: string;
}

/** Builds a target and its canonical id from the parts that one source's parser found. */
export function makeTarget(type: RemoteType, input: string, parts: Parts): Target {
  const subfolder = parts.subfolder ?? "";
  const id = `${type}:${parts.canonicalName ?? parts.name}@${parts.canonicalVersion ?? parts.versionSpec}`;
  return {
    type,
    name: parts.name,
    versionSpec: parts.versionSpec,
    subfolder,
    canonicalId: subfolder === "" ? id : `${id}//${subfolder}`,
    input,
    ...(parts.hint === undefined ? {} : { hint: parts.hint }),
  };
}

/** A rejected input: what is wrong, what was probably meant, and which formats exist. */
export function reject<T = never>(input: string, message: string, meant?: string): Result<T> {
  const hint = meant === undefined ? FORMATS : `did you mean ${meant}? Otherwise ${FORMATS}`;
  return fail("INVALID_REQUEST", message, { where: input.slice(0, 200), hint });
}

/**
 * A folder inside an artifact, cleaned: forward slashes, no empty or "." segments. Null when it
 * points outside ("..") or holds characters that no published path needs.
 */
export function cleanSubfolder(text: string): string | null {
  const parts = text.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.some((part) => part === ".." || /[\u0000-\u001f\\:*?"<>|]/u.test(part))) return null;
  return parts.join("/");
}

/** Percent-decodes one URL part; null when it is malformed. */
export function decodePart(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
