import type { Dialect } from "../define/dialect.ts";
import type { InventoryView } from "../inventory/inventory.ts";
import { recordOf } from "../inventory/manifests.ts";
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
  const sdks = dialects.filter((dialect) => dialect.declares.length > 0).flatMap((dialect) => dialect.packages);
  const names = new Set(sdks.map(packageName));
  return (
    surface.servers.some(
      (server) => server.location !== null || server.tools.length + server.resources.length + server.prompts.length > 0,
    ) ||
    inventory.manifests.some(({ kind }) => SERVER_MANIFESTS.has(kind)) ||
    inventory.manifests.some((manifest) => dependencyNames(manifest.kind, manifest.data, manifest.text).some((name) => names.has(name))) ||
    units.some((unit) => importsAny(unit, sdks))
  );
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
