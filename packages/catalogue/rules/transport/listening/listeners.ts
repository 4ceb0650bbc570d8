import type { See } from "@mcp-assay/core/define/rule";
import type { Place, ServerSurface } from "@mcp-assay/core/surface/surface";
import type { Operation, RoleValue } from "@mcp-assay/core/taint/flow";

/** An address on which a server takes connections. */
export interface Listener {
  readonly place: Place;
  readonly reach: "all" | "loopback" | "unknown";
  /** As written; "" where it is left to the platform. */
  readonly host: string;
}

const ALL = new Set(["0.0.0.0", "::", "[::]", "*", ""]);
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/;

/** Where one server listens: its transports, and the listening calls in its folder. */
export function listenersOf(server: ServerSurface, see: See): Listener[] {
  const out = new Map<string, Listener>();
  const add = (place: Place, host: string | null): void => {
    const reach = host === null ? "unknown" : ALL.has(host) ? "all" : LOOPBACK.test(host) ? "loopback" : "unknown";
    out.set(`${place.file}:${place.startLine}`, { place, reach, host: host ?? "" });
  };
  for (const transport of server.transports) {
    if (transport.kind === "http" || transport.kind === "sse") if (transport.host !== null) add(transport.place, transport.host);
  }
  for (const call of see.operations) {
    if (call.kind === "http-listen" && ownerOf(call.place.file, see) === server) add(call.place, hostOf(call));
  }
  return [...out.values()];
}

/** Whether a role was given a value at all. */
export function isGiven(role: RoleValue | undefined): role is RoleValue {
  return role !== undefined && (role.constants === null || role.constants.length > 0);
}

/** The server whose folder is the nearest one above a file. */
export function ownerOf(file: string, see: See): ServerSurface | null {
  const above = see.surface.servers.filter(({ root }) => root === "" || file.startsWith(`${root}/`));
  return above.sort((a, b) => b.root.length - a.root.length)[0] ?? null;
}

/**
 * Node binds every interface when no host is given (https://nodejs.org/api/net.html#serverlistenport-host-backlog-callback);
 * the servers of Python bind loopback. A callback may stand where the host would.
 */
function hostOf(call: Operation): string | null {
  const role = call.roles.host;
  const texts = role?.constants?.filter((item) => typeof item === "string") ?? [];
  const known = texts.find((text) => ALL.has(text)) ?? texts[0];
  if (known !== undefined) return known;
  if (/\.py$/.test(call.place.file)) return isGiven(role) ? null : "127.0.0.1";
  return !isGiven(role) || role.functions.length > 0 ? "" : null;
}
