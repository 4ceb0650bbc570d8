import { child, listAt, textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, type Result } from "@mcp-assay/core/problem";
import type { Target } from "@mcp-assay/core/target/target";
import { type Collected, Collector } from "./io/collect.ts";
import type { SourceIo } from "./io/io.ts";
import type { OciClient } from "./oci-client.ts";
import { LayerStack } from "./oci-layers.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/u;
/** Docker itself stops at 127 layers. */
const MAX_LAYERS = 128;

/** What a manifest says of one blob (OCI image specification, "Content Descriptors"). */
export interface Descriptor {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
}

/**
 * Unpacks layers from the top down, as many as the limits admit; lower ones are left out with a note,
 * since that is where the base image is.
 */
export async function readLayers(client: OciClient, manifest: unknown, target: Target, io: SourceIo): Promise<Result<Collected>> {
  const layers = listAt(manifest, "layers").flatMap((layer) => descriptor(layer) ?? []);
  const packed = layers.reduce((sum, layer) => sum + layer.size, 0);
  const collector = new Collector(io.limits, Math.min(packed, io.limits.packedBytes));
  const stack = new LayerStack(collector, io.limits);
  let taken = 0;
  for (const [index, layer] of layers.toReversed().entries()) {
    const name = `layer ${layers.length - index} of ${layers.length}`;
    taken += layer.size;
    const readable = taken <= io.limits.packedBytes && index < MAX_LAYERS && !/zstd|foreign|nondistributable/u.test(layer.mediaType);
    const failure = readable ? await readLayer(client, layer, `${target.name} ${name}`, stack) : tooLarge(name, layer);
    if (failure === null) continue;
    if (index === 0 || failure.ok || failure.problem.code !== "TARGET_TOO_LARGE") return failure;
    if (collector.problem === null) collector.note(name, "limit", failure.problem.message);
    else collector.settle(name);
    if (readable) break;
  }
  stack.finish();
  return collector.finish();
}

async function readLayer(client: OciClient, layer: Descriptor, name: string, stack: LayerStack): Promise<Result<never> | null> {
  const bytes = await client.blob(layer.digest, name);
  if (!bytes.ok) return bytes;
  if (bytes.value.length !== layer.size) return fail("TARGET_NOT_READABLE", `${name} is not as large as the manifest says`);
  return stack.addBelow(bytes.value);
}

function tooLarge(name: string, { size, mediaType }: Descriptor): Result<never> {
  return fail("TARGET_TOO_LARGE", `${name} is not read: ${Math.round(size / 1_048_576)} MB, ${mediaType.slice(0, 100)}`);
}

/** A descriptor with a digest that can be checked; null for anything else. */
export function descriptor(value: unknown): Descriptor | null {
  const digest = textAt(value, "digest") ?? "";
  const size = child(value, "size");
  return DIGEST.test(digest) && typeof size === "number" && size >= 0
    ? { digest, size, mediaType: textAt(value, "mediaType") ?? "" }
    : null;
}
