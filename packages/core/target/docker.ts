import { ok, type Result } from "../problem.ts";
import { makeTarget, reject, type Target } from "./target.ts";

/** Grammar of distribution/reference: path components, tag and digest. */
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/u;
const TAG = /^\w[\w.-]{0,127}$/u;
const DIGEST = /^sha256:[0-9a-f]{64}$/u;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d{1,5})?$/iu;
const DOCKER_HUB = new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);

/** Reads `image`, `org/image`, `host/path/image`, each with `:tag`, `@sha256:…` or `@tag`; no prefix. */
export function parseDocker(text: string, input: string): Result<Target> {
  const at = text.indexOf("@");
  const behind = at === -1 ? undefined : text.slice(at + 1);
  const [place, tag] = splitTag(at === -1 ? text : text.slice(0, at));
  if (behind !== undefined && !DIGEST.test(behind) && (tag !== undefined || !TAG.test(behind))) {
    return reject(input, `"${behind}" is not an image digest`, `docker:${place}@sha256:<64 hexadecimal digits>`);
  }
  if (tag !== undefined && !TAG.test(tag)) return reject(input, `"${tag}" is not an image tag`, `docker:${place}:latest`);
  const name = imageName(place);
  if (name === null) return reject(input, `"${place}" is not an image name`, imageMeant(place));
  return ok(makeTarget("docker", input, { name, versionSpec: behind ?? tag ?? "latest", ...pythonHint(name, tag, input) }));
}

/** Reads the path of a hub.docker.com address: /r/<org>/<image> and /_/<image>. */
export function parseDockerHubUrl(path: readonly string[], input: string): Result<Target> {
  const [view, first, second, section] = path;
  if (view === "_" && first !== undefined) return parseDocker(first, input);
  const shown = section === undefined || ["tags", "general", "layers"].includes(section);
  if ((view === "r" || view === "mcp" || view === "layers") && first !== undefined && second !== undefined && shown)
    return parseDocker(`${first}/${second}`, input);
  return reject(input, "this hub.docker.com address is not an image page", "docker:org/image:tag");
}

/** Familiar name of an image; null when malformed. Docker Hub's host and "library/" are left out, other hosts are kept. */
function imageName(place: string): string | null {
  const parts = place.split("/");
  const first = parts[0] ?? "";
  const hasHost = parts.length > 1 && (first.includes(".") || first.includes(":") || first === "localhost");
  if (hasHost && !HOST.test(first)) return null;
  const path = hasHost ? parts.slice(1) : parts;
  if (path.length === 0 || place.length > 255 || !path.every((part) => COMPONENT.test(part))) return null;
  const host = first.toLowerCase();
  if (hasHost && !DOCKER_HUB.has(host)) return [host, ...path].join("/");
  return (path.length === 2 && path[0] === "library" ? path.slice(1) : path).join("/");
}

function splitTag(text: string): [string, string | undefined] {
  const colon = text.lastIndexOf(":");
  return colon === -1 || text.indexOf("/", colon) !== -1 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** `requests:2.31.0` is an image by the rules, and nearly always a Python pin by intent. */
function pythonHint(name: string, tag: string | undefined, input: string): { hint?: string } {
  if (tag === undefined || name.includes("/") || !/^\d+(?:\.\d+)*$/u.test(tag) || /^docker:/iu.test(input)) return {};
  return {
    hint: `a colon means a Docker image; for the Python package write pypi:${name}==${tag}, for the npm package npm:${name}@${tag}`,
  };
}

function imageMeant(place: string): string | undefined {
  const lower = place.toLowerCase();
  return lower !== place && imageName(lower) !== null ? `docker:${lower}` : undefined;
}
