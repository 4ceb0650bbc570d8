import { type TarEntry, tarOf, tgzOf } from "./pack.ts";
import { startUpstream, type Upstream } from "./upstream.ts";
import { digestOf, json, type StartWorld, type World } from "./world.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

export interface ImageParts {
  /** From the lowest layer up. */
  readonly layers: readonly (readonly TarEntry[])[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** Layers as plain tar. */
  readonly plain?: boolean;
}

/** An image registry (OCI distribution) that wants a bearer token, with one image for two platforms. */
export async function startImage({ layers, config = {}, plain = false }: ImageParts): Promise<World & { readonly upstream: Upstream }> {
  const upstream = await startUpstream();
  const blobs = new Map<string, Buffer>();
  const add = (bytes: Buffer): string => {
    const digest = `sha256:${digestOf(bytes, "sha256", "hex")}`;
    blobs.set(digest, bytes);
    return digest;
  };
  const archives = layers.map((entries) => (plain ? tarOf(entries) : tgzOf(entries)));
  const descriptors = archives.map((bytes) => ({
    mediaType: `application/vnd.oci.image.layer.v1.tar${plain ? "" : "+gzip"}`,
    size: bytes.length,
    digest: add(bytes),
  }));
  const configBytes = Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", config }));
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", size: configBytes.length, digest: add(configBytes) },
      layers: descriptors,
    }),
  );
  const other = { mediaType: MANIFEST, size: 1, digest: `sha256:${"0".repeat(64)}`, platform: { os: "linux", architecture: "arm64" } };
  const index = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: INDEX,
      manifests: [
        other,
        { mediaType: MANIFEST, size: manifest.length, digest: add(manifest), platform: { os: "linux", architecture: "amd64" } },
      ],
    }),
  );
  upstream.answer = ({ path, headers }) => {
    if (path.startsWith("/token?")) return json({ token: `for ${new URL(path, upstream.url).searchParams.get("scope")}` });
    if (headers.authorization !== "Bearer for repository:org/server:pull") {
      return {
        status: 401,
        body: "{}",
        headers: { "www-authenticate": `Bearer realm="${upstream.url}/token",service="registry",scope="repository:org/server:pull"` },
      };
    }
    if (path === "/v2/org/server/manifests/latest" || path === "/v2/org/server/manifests/1.2.0")
      return { body: index, headers: { "content-type": INDEX } };
    const blob = blobs.get(/^\/v2\/org\/server\/(?:blobs|manifests)\/(.*)$/u.exec(path)?.[1] ?? "");
    return blob === undefined ? undefined : { body: blob };
  };
  const layerDigests = new Set(descriptors.map(({ digest }) => digest));
  return {
    upstream,
    env: { OCI_REGISTRIES: `images.example=${upstream.url}` },
    latest: "docker:images.example/org/server",
    pinned: "docker:images.example/org/server:1.2.0",
    noVersion: "docker:images.example/org/server:9.9.9",
    missing: "docker:images.example/org/other",
    version: `sha256:${digestOf(index, "sha256", "hex")}`,
    isArtifact: (path) => layerDigests.has(path.split("/").at(-1) ?? ""),
  };
}

export const startOci: StartWorld = (entries) => startImage({ layers: [entries] });
