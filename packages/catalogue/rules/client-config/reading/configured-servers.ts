import type { Manifest } from "@mcp-assay/core/inventory/inventory";

/** A server that a client configuration starts. */
export interface ConfiguredServer {
  readonly name: string;
  /** Command and arguments, joined by blanks. */
  readonly command: string;
}

/** Servers that a configuration file of a client, or an extension bundle, starts. */
export function configuredServers({ kind, data }: Manifest): ConfiguredServer[] {
  if (kind !== "client-config" && kind !== "mcpb-manifest") return [];
  const root = record(data);
  const bundle = record(record(root.server).mcp_config);
  const groups = [
    record(root.mcpServers),
    record(root.servers),
    record(record(root.mcp).servers),
    "command" in bundle ? { server: bundle } : {},
  ];
  return groups.flatMap((group) =>
    Object.entries(group).flatMap(([name, settings]) => {
      const { command, args } = record(settings) as { command?: unknown; args?: unknown };
      if (typeof command !== "string") return [];
      const rest = Array.isArray(args) ? args.filter((item) => typeof item === "string") : [];
      return [{ name, command: [command, ...rest].join(" ") }];
    }),
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
