import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textAt } from "@mcp-assay/core/inventory/lockfiles/tree";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { IoSettings, SourceIo } from "./io/io.ts";
import type { ImageRepository } from "./oci-client.ts";

/** Registries that are asked without being configured; the key "*.host" stands for its subdomains. */
const REGISTRIES: ReadonlyMap<string, string> = new Map([
  ["docker.io", "https://registry-1.docker.io"],
  ["ghcr.io", "https://ghcr.io"],
  ["gcr.io", "https://gcr.io"],
  ["*.gcr.io", "https://*.gcr.io"],
  ["mcr.microsoft.com", "https://mcr.microsoft.com"],
]);

/**
 * Where an image name leads. OCI_REGISTRIES ("host=address host=address", or just "host") names further
 * registries and replaces the addresses of known ones.
 */
export function locateImage(name: string, io: SourceIo): Result<ImageRepository> {
  const [first = "", ...rest] = name.split("/");
  const hasHost = rest.length > 0 && (/[.:]/u.test(first) || first === "localhost");
  const registry = hasHost ? first : "docker.io";
  const path = hasHost ? rest.join("/") : rest.length === 0 ? `library/${name}` : name;
  const configured = configuredRegistries(io.settings).get(registry);
  if (configured !== undefined) {
    if (!URL.canParse(configured))
      return fail("CONFIG_INVALID", "OCI_REGISTRIES holds something that is no address", { where: "OCI_REGISTRIES" });
    io.trust(configured);
    return ok({ registry, path, base: configured.replace(/\/+$/u, "") });
  }
  const known = REGISTRIES.get(registry) ?? (registry.endsWith(".gcr.io") ? `https://${registry}` : undefined);
  if (known !== undefined) return ok({ registry, path, base: known });
  const hint = `add it to OCI_REGISTRIES, or use one of ${[...REGISTRIES.keys()].filter((host) => !host.startsWith("*")).join(", ")}`;
  return fail("INVALID_REQUEST", `the image registry "${registry}" is not configured`, { where: registry, hint });
}

function configuredRegistries({ env }: IoSettings): ReadonlyMap<string, string> {
  const words = (env.OCI_REGISTRIES ?? "").split(/[\s,]+/u).filter((word) => word !== "");
  return new Map(
    words.map((word) =>
      word.includes("=") ? [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)] : [word, `https://${word}`],
    ),
  );
}

/** Authorization for a registry: the credentials of the scan, else Docker's config.json ("auths"). Credential helpers are programs and are not run. */
export function registryLogin(registry: string, settings: IoSettings): string | undefined {
  const { credentials, env, home } = settings;
  if (credentials !== undefined) {
    const fits = credentials.type === "docker" ? registry !== "ghcr.io" : credentials.type === "ghcr" && registry === "ghcr.io";
    return fits ? `Basic ${Buffer.from(`${credentials.username ?? "token"}:${credentials.token}`).toString("base64")}` : undefined;
  }
  const config = readConfig(join(env.DOCKER_CONFIG ?? join(home, ".docker"), "config.json"));
  const names =
    registry === "docker.io" ? ["https://index.docker.io/v1/", "index.docker.io", "docker.io"] : [registry, `https://${registry}`];
  const stored = names.map((name) => textAt(config, "auths", name, "auth")).find((auth) => auth !== undefined);
  return stored === undefined ? undefined : `Basic ${stored}`;
}

function readConfig(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

export function hexDigest(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
