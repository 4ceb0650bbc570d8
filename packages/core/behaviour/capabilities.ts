import { CAPABILITIES } from "../define/kinds.ts";
import type { Surface } from "../surface/surface.ts";
import type { Analysis } from "../taint/analyse.ts";

/** The surface with what each tool's handler can do, in the order of the vocabulary. */
export function withCapabilities({ surface, capabilities }: Pick<Analysis, "surface" | "capabilities">): Surface {
  return {
    servers: surface.servers.map((server, index) => ({
      ...server,
      tools: server.tools.map((tool) => {
        const able = capabilities.get(`${index}|${tool.name}`);
        return able === undefined ? tool : { ...tool, capabilities: CAPABILITIES.filter((capability) => able.has(capability)) };
      }),
    })),
  };
}
