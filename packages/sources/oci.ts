import { child, entriesAt, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { RegistryFacts, Snapshot } from "@mcp-assay/core/snapshot";
import type { Target } from "@mcp-assay/core/target/target";
import type { SourceIo } from "./io/io.ts";
import { snapshotOf } from "./io/snapshot-of.ts";
import { OciClient } from "./oci-client.ts";
import { locateImage } from "./oci-config.ts";
import { descriptor, readLayers } from "./oci-image.ts";
import type { OpeningSource } from "./source.ts";

const INDEX_TYPES = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
const MANIFEST_TYPES = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
const ACCEPT = [...INDEX_TYPES, ...MANIFEST_TYPES].join(", ");
const DIGEST = /^sha256:[0-9a-f]{64}$/u;
/** Deepest index of indexes that is followed. */
const MAX_INDEX_DEPTH = 2;

/** Images of Docker Hub, GHCR, GCR, MCR and configured registries. Layers are unpacked in memory, nothing is run. */
export const oci: OpeningSource = { type: "docker", open };

async function open(target: Target, io: SourceIo): Promise<Result<Snapshot>> {
  const place = locateImage(target.name, io);
  if (!place.ok) return place;
  const client = new OciClient(place.value, io);
  const found = await findManifest(client, target.versionSpec, target);
  if (!found.ok) return found;
  const { manifest, digest } = found.value;
  const config = await readConfig(client, manifest, target);
  if (!config.ok) return config;
  const collected = await readLayers(client, manifest, target, io);
  if (!collected.ok) return collected;
  const { name, canonicalId, input, subfolder } = target;
  return ok(
    snapshotOf(
      { input, type: "docker", name, version: digest, canonicalId, subfolder, trusted: false },
      collected.value,
      factsOf(config.value, digest),
    ),
  );
}

/** The manifest for linux/amd64, through indexes where there are some; the digest is that of what was asked for. */
async function findManifest(client: OciClient, reference: string, target: Target): Promise<Result<{ manifest: unknown; digest: string }>> {
  let next = reference;
  let digest: string | null = null;
  for (let depth = 0; depth <= MAX_INDEX_DEPTH; depth++) {
    const answer = await client.manifest(next, ACCEPT);
    if (!answer.ok) return answer;
    if (answer.value === null)
      return fail("REPOSITORY_NOT_FOUND", `there is no image "${target.name}" with "${reference}" that can be seen`, {
        where: target.input,
        hint: "check name and tag; a private image needs docker login",
      });
    const { body } = answer.value;
    digest ??= answer.value.digest;
    if (listAt(body, "manifests").length === 0)
      return Array.isArray(child(body, "layers")) ? ok({ manifest: body, digest }) : unsupported(target);
    const chosen = choosePlatform(listAt(body, "manifests"));
    if (chosen === undefined)
      return fail("TARGET_NOT_READABLE", `the image "${target.name}" has no build for linux/amd64`, { where: target.input });
    next = chosen;
  }
  return unsupported(target);
}

/** Digest of the linux/amd64 entry, else of the first one that is for linux at all. */
function choosePlatform(manifests: readonly unknown[]): string | undefined {
  const linux = manifests.filter(
    (entry) => DIGEST.test(textAt(entry, "digest") ?? "") && ["linux", undefined].includes(textAt(entry, "platform", "os")),
  );
  const exact = linux.find((entry) => textAt(entry, "platform", "os") === "linux" && textAt(entry, "platform", "architecture") === "amd64");
  return textAt(exact ?? linux[0], "digest");
}

async function readConfig(client: OciClient, manifest: unknown, target: Target): Promise<Result<unknown>> {
  const config = descriptor(child(manifest, "config"));
  if (config === null) return unsupported(target);
  const bytes = await client.blob(config.digest, `configuration of ${target.name}`);
  if (!bytes.ok) return bytes;
  try {
    return ok(JSON.parse(bytes.value.toString("utf8")));
  } catch {
    return fail("TARGET_NOT_READABLE", "the image's configuration is not JSON", { where: target.input });
  }
}

function factsOf(config: unknown, digest: string): RegistryFacts {
  const texts = (...keys: string[]): string[] =>
    listAt(config, "config", ...keys).filter((item): item is string => typeof item === "string");
  const labels = Object.fromEntries(
    entriesAt(config, "config", "Labels").filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  const publishedAt = textAt(config, "created");
  const repository = labels["org.opencontainers.image.source"];
  return {
    ecosystem: "docker",
    integrity: digest,
    image: {
      user: textAt(config, "config", "User") ?? "",
      entrypoint: [...texts("Entrypoint"), ...texts("Cmd")],
      env: texts("Env"),
      labels,
    },
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(repository === undefined ? {} : { repository }),
  };
}

function unsupported(target: Target): Result<never> {
  return fail("TARGET_NOT_READABLE", `"${target.name}" is not an image of a kind that can be read`, { where: target.input });
}
