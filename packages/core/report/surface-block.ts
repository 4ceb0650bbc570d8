import type { OperationKind } from "../define/kinds.ts";
import type { Safety } from "../score/safety.ts";
import type { AuthSignal, Place, Prompt, Resource, ServerSurface, Surface, Tool } from "../surface/surface.ts";
import type { Operation } from "../taint/flow.ts";
import { compareText } from "./order.ts";
import type { LineRef, ReportSurface, ReportTool } from "./report.ts";

/** How a transport is called in reports, the most exposed first. */
const EXPOSURE = ["websocket", "http", "stdio", "unknown"] as const;

/** The most exposed transport of one server; "unknown" where none was seen. */
export function transportOf(server: ServerSurface | undefined): string {
  return mostExposed(server === undefined ? [] : [server]);
}

function mostExposed(servers: readonly ServerSurface[]): string {
  const seen = new Set(servers.flatMap((server) => server.transports.map(({ kind }) => (kind === "sse" ? "http" : kind))));
  return EXPOSURE.find((kind) => seen.has(kind)) ?? "unknown";
}

/** Operations that show how callers, or the server itself, prove who they are. */
const AUTH_SIGNALS: Readonly<Partial<Record<OperationKind, AuthSignal["type"]>>> = {
  "jwt-verify": "jwt",
  "auth-check": "middleware",
  "oauth-client": "oauth",
  "oauth-token-request": "oauth",
  "cookie-set": "cookie",
};

/** The surface as a report prints it. `safety` is that of each server, in their order. */
export function surfaceBlock({ servers }: Surface, safety: readonly Safety[], operations: readonly Operation[]): ReportSurface {
  return {
    transport: mostExposed(servers),
    transports: servers.flatMap(({ transports }) =>
      transports.map(({ kind, host, port, place }) => ({ kind, host, port, location: lineRef(place) })),
    ),
    servers: servers.map(({ root, name, version, tools }, index) => ({
      root,
      name,
      version,
      tools: tools.length,
      safety: safety[index] as Safety,
    })),
    instructions: servers.map(({ instructions }) => instructions?.text).find((text) => text !== undefined) ?? null,
    tools: servers.flatMap(({ tools }) => tools.map(toolBlock)),
    resources: servers.flatMap(({ resources }) => resources.map(resourceBlock)),
    prompts: servers.flatMap(({ prompts }) => prompts.map(promptBlock)),
    auth_signals: authSignalsOf(servers, operations),
  };
}

/** What the SDK was told and what the code does, one a line and type, in the order of the files. */
function authSignalsOf(servers: readonly ServerSurface[], operations: readonly Operation[]): ReportSurface["auth_signals"] {
  const told = servers.flatMap(({ authSignals }) => authSignals);
  const done = operations.flatMap(({ kind, place }) => {
    const type = AUTH_SIGNALS[kind];
    return type === undefined ? [] : [{ type, place }];
  });
  const signals = [...told, ...done].map(({ type, place }) => ({ type, location: lineRef(place) }));
  const unique = new Map(signals.map((signal) => [`${signal.location.file}:${signal.location.line} ${signal.type}`, signal]));
  return [...unique.values()].sort(
    (a, b) => compareText(a.location.file, b.location.file) || a.location.line - b.location.line || compareText(a.type, b.type),
  );
}

function toolBlock(tool: Tool): ReportTool {
  return {
    name: tool.name,
    title: tool.title?.text ?? null,
    description: tool.description?.text ?? "",
    handler: tool.handler?.name ?? "",
    handler_location: tool.handler === null ? null : lineRef(tool.handler.place),
    location: lineRef(tool.place),
    input_schema: tool.inputSchema,
    output_schema: tool.outputSchema,
    schema_enforced: tool.schemaEnforced,
    annotations: tool.annotations,
    capabilities: tool.capabilities,
  };
}

function resourceBlock({ name, uri, description, handler, place }: Resource): ReportSurface["resources"][number] {
  return { name, uri, description: description?.text ?? null, handler: handler?.name ?? null, location: lineRef(place) };
}

function promptBlock({ name, description, arguments: args, handler, place }: Prompt): ReportSurface["prompts"][number] {
  return {
    name,
    description: description?.text ?? null,
    arguments: args.map((argument) => argument.name),
    handler: handler?.name ?? null,
    location: lineRef(place),
  };
}

function lineRef(place: Place): LineRef {
  return { file: place.file, line: place.startLine };
}
