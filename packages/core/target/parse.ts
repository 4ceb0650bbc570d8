import type { Result } from "../problem.ts";
import { parseDocker, parseDockerHubUrl } from "./docker.ts";
import { parseGitHub, parseGitHubUrl } from "./github.ts";
import { parseNpm, parseNpmUrl } from "./npm.ts";
import { parsePyPi, parsePyPiUrl } from "./pypi.ts";
import { isReverseDomain, parseRegistry } from "./registry.ts";
import { MAX_INPUT, type RemoteType, reject, type Target } from "./target.ts";

export type { Target } from "./target.ts";

const BY_PREFIX: Readonly<Record<RemoteType, (text: string, input: string) => Result<Target>>> = {
  npm: parseNpm,
  pypi: parsePyPi,
  github: parseGitHub,
  docker: parseDocker,
  registry: parseRegistry,
};

/** Hosts whose addresses are understood. A key "*.host" stands for its subdomains. */
const HOSTS: ReadonlyMap<string, RemoteType | "docker-hub"> = new Map<string, RemoteType | "docker-hub">([
  ["github.com", "github"],
  ["npmjs.com", "npm"],
  ["pypi.org", "pypi"],
  ["ghcr.io", "docker"],
  ["gcr.io", "docker"],
  ["*.gcr.io", "docker"],
  ["mcr.microsoft.com", "docker"],
  ["docker.io", "docker"],
  ["hub.docker.com", "docker-hub"],
]);

/**
 * Whether the text can only mean a path on this machine: "./x", "../x", "/x", "~/x", a drive letter.
 * Whether a bare name exists on disk is for the caller to find out first.
 */
export function looksLocal(text: string): boolean {
  return /^(?:\.{1,2}(?:[/\\]|$)|[/\\]|~(?:[/\\]|$)|[a-z]:[\\/])/iu.test(text.trim()) || /^file:\/\//iu.test(text.trim());
}

/**
 * Reads any input that a user can paste for something published (spec/service.md, "Inputs"). Pure and
 * total: it never throws, and a rejection says what was probably meant and which formats exist.
 */
export function parseTarget(text: string): Result<Target> {
  const input = text.trim();
  if (input === "") return reject(input, "the input is empty");
  if (input.length > MAX_INPUT) return reject(input, `the input is longer than ${MAX_INPUT} characters`);
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(input)) return reject("", "the input holds control or invisible characters", plainLetters(input));
  if (looksLocal(input)) return reject(input, "this is a path, and no such folder or file is here");
  const prefix = /^(npm|pypi|github|docker|registry):(?!\/\/\/)(?:\/\/)?(.*)$/isu.exec(input);
  if (prefix !== null) return parsePrefixed(prefix[1]?.toLowerCase() as RemoteType, (prefix[2] ?? "").trim(), input);
  return parseAddress(input, null) ?? parseBare(input);
}

/** An explicit prefix always wins; an address of that prefix's own host may follow it. */
function parsePrefixed(type: RemoteType, rest: string, input: string): Result<Target> {
  if (rest === "") return reject(input, `nothing follows "${type}:"`, `${type}:<name>`);
  return (type === "docker" || type === "registry" ? null : parseAddress(rest, type, input)) ?? BY_PREFIX[type](rest, input);
}

/** Reads an address with or without scheme; null when the text is no address of a known host and has no scheme. */
function parseAddress(text: string, wanted: RemoteType | null, input = text): Result<Target> | null {
  const secure = /^(?:ssh:\/\/)?git@([^:/]+)[:/](.*)$/isu.exec(text);
  const web = /^(?:git\+)?(https?|git|ssh|oci|docker):\/\/(?:[^@/]*@)?([^/?#]*)([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/isu.exec(text);
  const bare = /^([a-z0-9.-]+\.[a-z]{2,})\/([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/isu.exec(text);
  const host = (secure?.[1] ?? web?.[2] ?? bare?.[1])?.toLowerCase().replace(/^www\./u, "");
  if (host === undefined) return /^[a-z][\w+.-]*:\/\//iu.test(text) ? rejectAddress(input, "this kind of address is not understood") : null;
  const kind = HOSTS.get(host) ?? (host.endsWith(".gcr.io") ? HOSTS.get("*.gcr.io") : undefined);
  if (kind === undefined) return secure !== null || web !== null ? rejectAddress(input, `"${host}" is not a host this tool knows`) : null;
  if (wanted !== null && kind !== wanted) return reject(input, `an address of ${host} cannot follow "${wanted}:"`, text);
  const path = (secure?.[2] ?? web?.[3] ?? bare?.[2] ?? "").split("/").filter((part) => part !== "");
  return parseHostPath(kind, host, path, web?.[4] ?? bare?.[3] ?? "", input);
}

function parseHostPath(
  kind: RemoteType | "docker-hub",
  host: string,
  path: readonly string[],
  fragment: string,
  input: string,
): Result<Target> {
  if (kind === "github") return parseGitHubUrl(path, fragment, input);
  if (kind === "npm") return parseNpmUrl(path, input);
  if (kind === "pypi") return parsePyPiUrl(path, input);
  if (kind === "docker-hub") return parseDockerHubUrl(path, input);
  return parseDocker([host, ...path].join("/"), input);
}

/** No prefix and no known host: the shape decides, in the order of spec/service.md. */
function parseBare(input: string): Result<Target> {
  if (input.startsWith("@")) return parseNpm(input, input);
  const packageUrl = /^pkg:(npm|pypi|github|docker|oci)\/(.+)$/isu.exec(input);
  if (packageUrl !== null)
    return reject(
      input,
      "package URLs (pkg:) are not read",
      `${packageUrl[1]?.toLowerCase().replace("oci", "docker")}:${packageUrl[2]?.replace(/^%40/u, "@")}`,
    );
  const beforeAt = input.split("@")[0] ?? "";
  const slashes = beforeAt.split("/").length - 1;
  if (slashes === 0 && /[=<>~!]=|[<>]|\[.*\]/u.test(beforeAt)) return parsePyPi(input, input);
  if (beforeAt.includes(":") || input.includes("@sha256:")) return parseDocker(input, input);
  if (slashes === 0) return parseNpm(input, input);
  const [owner = "", second = "", ...more] = beforeAt.split("#")[0]?.split("/") ?? [];
  if (owner.includes("."))
    return more.length === 0 && isReverseDomain(owner)
      ? parseRegistry(input, input)
      : rejectAddress(input, `"${owner}" is not a host this tool knows`);
  const folder = more.filter((part) => part !== "");
  if (folder.length > 0 && !beforeAt.includes("//"))
    return reject(input, "there is more than one slash", `https://github.com/${owner}/${second}/tree/HEAD/${folder.join("/")}`);
  return parseGitHub(input, input);
}

function rejectAddress(input: string, message: string): Result<Target> {
  const image = /^(?:[a-z]+:\/\/)?([a-z0-9.-]+\.[a-z]{2,}\/[^:@?#]+[:@][^?#]+)$/iu.exec(input)?.[1];
  return reject(
    input,
    `${message}; known are ${[...HOSTS.keys()].filter((host) => !host.startsWith("*")).join(", ")}`,
    image && `docker:${image}`,
  );
}

function plainLetters(input: string): string | undefined {
  const plain = input.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "");
  return plain === "" || plain.length > 200 ? undefined : plain;
}
