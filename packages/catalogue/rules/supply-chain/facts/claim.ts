import type { See } from "@mcp-assay/core/define/rule";

const LABEL = "io.modelcontextprotocol.server.name";
const README = /^(?:readme(?:\.\w+)?|PKG-INFO|[^/]+\.dist-info\/METADATA)$/i;

/**
 * The registry entry that a package says it belongs to (modelcontextprotocol.io, "Package types"): mcpName of package.json, a line
 * "mcp-name: <id>" in the description of a Python project, a label of an image. Null when it names none.
 * @param id the entry that is looked for; of several lines the one that names it counts
 */
export function claimOf(see: See, opened: string, id: string): string | null {
  if (opened.startsWith("npm:")) {
    const data = see.inventory.manifests.find(({ kind, path }) => kind === "package.json" && path === "package.json")?.data;
    const name = (data as { mcpName?: unknown } | null | undefined)?.mcpName;
    return typeof name === "string" && name !== "" ? name : null;
  }
  if (opened.startsWith("docker:")) return see.facts?.image?.labels[LABEL] ?? null;
  const lines = see.inventory.paths
    .filter((path) => README.test(path))
    .flatMap((path) => [...(see.read(path)?.text ?? "").matchAll(/\bmcp-name:[ \t]*([\w.-]+\/[\w.-]+)/g)].map((match) => match[1] ?? ""));
  return lines.includes(id) ? id : (lines[0] ?? null);
}
