import { readFile } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { parseJson } from "@mcp-assay/core/inventory/formats/json";
import { parseToml } from "@mcp-assay/core/inventory/formats/toml";
import { parseYaml } from "@mcp-assay/core/inventory/formats/yaml";
import { recordOf } from "@mcp-assay/core/inventory/manifests";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { Config } from "./config.ts";
import { readConfig } from "./read-config.ts";

/** A configuration and the folder that its paths are relative to. */
export interface FoundConfig {
  readonly config: Config;
  readonly folder: string;
  /** The file as reports name it: its name in the target's own folder, or what the user wrote; null if there is none. */
  readonly file: string | null;
}

/** Where a folder may keep its configuration; the first file that has one counts. */
const PLACES: readonly (readonly [name: string, inside: readonly string[]])[] = [
  ["mcp-assay.yaml", []],
  ["mcp-assay.yml", []],
  ["mcp-assay.json", []],
  ["package.json", ["mcp-assay"]],
  ["pyproject.toml", ["tool", "mcp-assay"]],
];
const MAX_BYTES = 1_000_000;

/** The configuration of a folder that the user named; an empty one if it has none. */
export async function findConfig(folder: string): Promise<Result<FoundConfig>> {
  for (const [name, inside] of PLACES) {
    const file = join(folder, name);
    const text = await readFile(file, "utf8").catch(() => null);
    if (text === null || (inside.length > 0 && !text.includes("mcp-assay"))) continue;
    const data = parse(file, text);
    // A manifest that does not parse is the scan's to report; a configuration is the user's to mend.
    if (!data.ok && inside.length > 0) continue;
    if (!data.ok) return data;
    const value = inside.reduce<unknown>((at, key) => recordOf(at)?.[key], data.value);
    if (inside.length > 0 && value === undefined) continue;
    return found(value, { file, folder, shown: name });
  }
  return ok({ config: {}, folder, file: null });
}

/** The configuration file that the user named with --config. */
export async function loadConfig(path: string, cwd: string): Promise<Result<FoundConfig>> {
  const file = resolve(cwd, path);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string")
    return fail("CONFIG_INVALID", `the configuration cannot be read (${text.code ?? "unknown"})`, { where: path });
  const data = parse(path, text);
  return data.ok ? found(data.value, { file: path, folder: dirname(file), shown: path }) : data;
}

function found(
  data: unknown,
  { file, folder, shown }: { readonly file: string; readonly folder: string; readonly shown: string },
): Result<FoundConfig> {
  const config = readConfig(data, file);
  return config.ok ? ok({ config: config.value, folder, file: shown }) : config;
}

function parse(file: string, text: string): Result<unknown> {
  if (text.length > MAX_BYTES) return fail("CONFIG_INVALID", "the configuration is too large", { where: file });
  const format = { ".json": parseJson, ".toml": parseToml }[extname(file)] ?? parseYaml;
  try {
    return ok(format(text));
  } catch (error) {
    const message = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "it does not parse";
    return fail("CONFIG_INVALID", `the configuration does not parse: ${message}`, { where: file });
  }
}
