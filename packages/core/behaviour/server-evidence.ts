import type { Dialect } from "../define/dialect.ts";
import type { InventoryView } from "../inventory/inventory.ts";
import { languageOf } from "../inventory/languages.ts";
import { recordOf } from "../inventory/manifests.ts";
import type { CodeFile } from "../inventory/take.ts";
import type { Unit } from "../language/ir.ts";
import { text } from "../language/read.ts";
import type { Surface } from "../surface/surface.ts";

/** Manifests that only servers have. */
const SERVER_MANIFESTS = new Set(["server.json", "mcpb-manifest", "smithery.yaml"]);

/**
 * Whether a target has to do with an MCP server at all: it declares something, imports an SDK, or its manifests say
 * so. Anything else is no server, and a grade would mean nothing.
 */
export function isMcpServer(surface: Surface, units: readonly Unit[], inventory: InventoryView, dialects: readonly Dialect[]): boolean {
  const sdks = sdksOf(dialects).flatMap((dialect) => dialect.packages);
  return (
    surface.servers.some(
      (server) => server.location !== null || server.tools.length + server.resources.length + server.prompts.length > 0,
    ) ||
    manifestsSaySo(inventory, sdks) ||
    units.some((unit) => importsAny(unit, sdks))
  );
}

/**
 * Whether `isMcpServer` could still be true, from the texts alone: quick, and false only for what surely is no server.
 * `code` is what a front end would lower.
 */
export function mayBeServer(inventory: InventoryView, code: readonly CodeFile[], dialects: readonly Dialect[]): boolean {
  const sdks = sdksOf(dialects);
  const packages = sdks.flatMap((dialect) => dialect.packages);
  if (manifestsSaySo(inventory, packages)) return true;
  const marks = sdks.map((dialect) => ({ python: dialect.language === "python", says: marksOf(dialect) }));
  return code.some(({ path, text: source }) => {
    const python = languageOf(path) === "python";
    return marks.some((mark) => mark.python === python && mark.says(source));
  });
}

/** Dialects of SDKs; those of schema libraries declare nothing. */
function sdksOf(dialects: readonly Dialect[]): readonly Dialect[] {
  return dialects.filter((dialect) => dialect.declares.length > 0);
}

function manifestsSaySo(inventory: InventoryView, sdks: readonly string[]): boolean {
  const names = new Set(sdks.map(packageName));
  return inventory.manifests.some(
    ({ kind, data, text: source }) =>
      SERVER_MANIFESTS.has(kind) || claimsEntry(kind, data, source) || dependencyNames(kind, data, source).some((name) => names.has(name)),
  );
}

/** Whether a manifest claims an entry of the MCP Registry (modelcontextprotocol.io, "Package types"): only servers have one. */
function claimsEntry(kind: string, data: unknown, source: string): boolean {
  if (kind === "package.json") return typeof recordOf(data)?.mcpName === "string";
  return kind === "Dockerfile" && /^\s*LABEL\s.*\bio\.modelcontextprotocol\.server\.name\b/mu.test(source);
}

/** Everything by which the evaluator could come upon this SDK in a text: its modules, its methods on anything, the members of its copies. */
function marksOf({ packages, declares, lookalikes = [] }: Dialect): (source: string) => boolean {
  const methods = declares.flatMap(({ at }) => at.filter((path) => path.startsWith(".")).map((path) => /\w+/.exec(path)?.[0] ?? ""));
  const modules = packages.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const named = new RegExp([`(?<![\\w-])(?:${modules.join("|")})(?![\\w-])`, ...methods.map((method) => `\\.${method}\\b`)].join("|"));
  return (source) => named.test(source) || lookalikes.some(({ members }) => members.every((member) => source.includes(member)));
}

function importsAny(unit: Unit, sdks: readonly string[]): boolean {
  return [...unit.imports].some((node) => {
    const specifier = text(unit, unit.data[node + 4] as number);
    return sdks.some((sdk) => specifier === sdk || specifier.startsWith(`${sdk}/`) || specifier.startsWith(`${sdk}.`));
  });
}

function dependencyNames(kind: string, data: unknown, source: string): readonly string[] {
  const record = recordOf(data);
  if (kind === "package.json") return ["dependencies", "peerDependencies"].flatMap((field) => Object.keys(recordOf(record?.[field]) ?? {}));
  if (kind === "requirements.txt" || kind === "METADATA")
    return requirementNames(source.split("\n").map((line) => line.replace(/^Requires-Dist:\s*/, "")));
  const listed = recordOf(record?.project)?.dependencies;
  const poetry = recordOf(recordOf(recordOf(record?.tool)?.poetry)?.dependencies);
  return kind === "pyproject.toml"
    ? [...requirementNames(Array.isArray(listed) ? listed.map(String) : []), ...Object.keys(poetry ?? {})]
    : [];
}

function requirementNames(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => /^\s*([A-Za-z][\w.-]*)/.exec(line)?.[1]?.toLowerCase() ?? []);
}

/** The installable package of a module: "@scope/name" or the first segment. */
function packageName(module: string): string {
  const [first = "", second = ""] = module.split("/");
  return module.startsWith("@") ? `${first}/${second}` : (first.split(".")[0] ?? first);
}
