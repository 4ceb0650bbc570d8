import type { Surface } from "@mcp-assay/core/surface/surface";

const NAME = /\b[a-z][a-z0-9]{0,30}(?:[_-][a-z0-9]{1,30}){1,6}\b|\b[a-z]{2,20}(?:[A-Z][a-z0-9]{1,20}){1,5}\b/g;

/** Names in a passage that look like those of tools and belong to none of the surface's. */
export function foreignNames(passage: string, surface: Surface): string[] {
  const own = new Set(surface.servers.flatMap((server) => server.tools.map((tool) => tool.name)));
  const words = new Set(
    surface.servers.flatMap((server) => server.tools.flatMap((tool) => Object.keys(tool.inputSchema?.properties ?? {}))),
  );
  return [...new Set(passage.match(NAME) ?? [])].filter((name) => name.includes("_") && !own.has(name) && !words.has(name));
}

/** Whether a passage names a tool of the surface. */
export function namesOwnTool(passage: string, surface: Surface): boolean {
  const own = new Set(surface.servers.flatMap((server) => server.tools.map((tool) => tool.name)));
  return (passage.match(NAME) ?? []).some((name) => own.has(name));
}
