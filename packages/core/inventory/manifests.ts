import { parseJson } from "./formats/json.ts";
import { parseToml } from "./formats/toml.ts";
import { parseYaml } from "./formats/yaml.ts";
import type { Manifest, ManifestKind } from "./inventory.ts";

type Parse = (text: string) => unknown;

/** Which files are manifests, and in which format. Lock files keep their text only: their readers know more than a tree. */
const KINDS: readonly (readonly [pattern: RegExp, kind: ManifestKind, parse: Parse | null])[] = [
  [/(^|\/)package\.json$/, "package.json", parseJson],
  [/(^|\/)[tj]sconfig(\.[\w-]+)?\.json$/, "tsconfig.json", parseJson],
  [/(^|\/)pyproject\.toml$/, "pyproject.toml", parseToml],
  [/(^|\/)setup\.py$/, "setup.py", null],
  [/(^|\/)setup\.cfg$/, "setup.cfg", null],
  [/(^|\/)([\w.-]*requirements[\w.-]*\.txt|requirements\/[\w.-]+\.txt)$/, "requirements.txt", null],
  [/(^|\/)Pipfile$/, "Pipfile", parseToml],
  [/(^|\/)(Docker|Container)file(\.[\w.-]+)?$|\.[Dd]ockerfile$/, "Dockerfile", null],
  [/(^|\/)(docker-)?compose[\w.-]*\.ya?ml$/, "compose", parseYaml],
  [/(^|\/)server\.json$/, "server.json", parseJson],
  [/(^|\/)smithery\.ya?ml$/, "smithery.yaml", parseYaml],
  [/(^|\/)(\.mcp|mcp|claude_desktop_config|mcp_config|mcp-config|mcp_settings|cline_mcp_settings)\.json$/, "client-config", parseJson],
  [/(^|\/)\.(vscode|cursor|gemini|claude|zed)\/settings(\.local)?\.json$/, "client-config", parseJson],
  [/(^|\/)\.github\/workflows\/[^/]+\.ya?ml$/, "workflow", parseYaml],
  [/(^|\/)\.env(\.[\w.-]+)?$/, "env", null],
  [/(^|\/)(package-lock|npm-shrinkwrap)\.json$/, "npm-lock", null],
  [/(^|\/)pnpm-lock\.yaml$/, "pnpm-lock", null],
  [/(^|\/)yarn\.lock$/, "yarn-lock", null],
  [/(^|\/)bun\.lock$/, "bun-lock", null],
  [/(^|\/)poetry\.lock$/, "poetry-lock", null],
  [/(^|\/)uv\.lock$/, "uv-lock", null],
  [/(^|\/)Pipfile\.lock$/, "pipfile-lock", null],
  [/(^|\/)go\.mod$/, "go.mod", null],
  [/(^|\/)Cargo\.lock$/, "Cargo.lock", null],
  [/(^|\/)pom\.xml$/, "pom.xml", null],
  [/(^|\/)([^/]+\.dist-info\/METADATA|PKG-INFO)$/, "METADATA", null],
];

/** An extension bundle's manifest.json is told from a web page's by what it holds. */
const BUNDLE_MANIFEST = /(^|\/)manifest\.json$/;

/** A manifest larger than this is listed, with its text, and not parsed. */
const MAX_PARSED = 2_000_000;

/** Whether a path can be a manifest at all. */
export function mayBeManifest(path: string): boolean {
  return kindOf(path) !== null || BUNDLE_MANIFEST.test(path);
}

/** Reads one manifest; null if the file is none. What does not parse is said in `problem`. */
export function readManifest(path: string, text: string): Manifest | null {
  const row = kindOf(path);
  if (row !== null) return { kind: row[1], path, text, ...parsed(text, row[2]) };
  const { data } = BUNDLE_MANIFEST.test(path) ? parsed(text, parseJson) : { data: null };
  const record = recordOf(data);
  const bundle =
    record !== null && ("mcpb_version" in record || "dxt_version" in record || recordOf(recordOf(record.server)?.mcp_config) !== null);
  return bundle ? { kind: "mcpb-manifest", path, text, data, problem: null } : null;
}

function kindOf(path: string): (typeof KINDS)[number] | null {
  return KINDS.find(([pattern]) => pattern.test(path)) ?? null;
}

function parsed(text: string, parse: Parse | null): Pick<Manifest, "data" | "problem"> {
  if (parse === null) return { data: null, problem: null };
  if (text.length > MAX_PARSED) return { data: null, problem: `longer than ${MAX_PARSED} characters` };
  try {
    return { data: parse(text), problem: null };
  } catch (error) {
    return { data: null, problem: error instanceof Error ? (error.message.split("\n")[0] ?? "") : "does not parse" };
  }
}

/** The value as an object with named members; null for anything else. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}
