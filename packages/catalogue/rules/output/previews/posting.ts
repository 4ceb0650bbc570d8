import type { See } from "@mcp-assay/core/define/rule";
import type { Operation, RoleValue } from "@mcp-assay/core/taint/flow";
import services from "./services.json" with { type: "json" };

/** Services that open the links in what is posted to them, and the fields that forbid it. */
const SERVICES = services.map(({ address, switches }) => ({ address: new RegExp(address), switches }));

/**
 * Whether a call posts text of a tool's caller to such a service with the preview left on: through the service's
 * client library, or as a plain request to its address. A switch that the file names anywhere is believed.
 */
export function leavesPreviewsOn(call: Operation, see: See): boolean {
  if (call.kind === "message-post") {
    const previews = call.roles["unfurl-links"]?.constants ?? [];
    const off = previews.length > 0 && previews.every((value) => value === false);
    return !off && isFromCaller(call.roles.text);
  }
  if (!isFromCaller(call.roles.body) && !isFromCaller(call.roles.json)) return false;
  const text = see.read(call.place.file)?.text ?? "";
  const address = addressOf(call, text);
  const service = SERVICES.find((one) => one.address.test(address));
  return service !== undefined && !service.switches.some((name) => text.includes(name));
}

const isFromCaller = (role: RoleValue | undefined): boolean => role?.sources.includes("tool-input") === true;

/** Constants that the address may be; where it is put together, the words of the call. */
function addressOf(call: Operation, text: string): string {
  const constants = (call.roles.url?.constants ?? []).filter((item) => typeof item === "string");
  const { startLine, endLine } = call.place;
  return constants.length > 0
    ? constants.join(" ")
    : text
        .split("\n")
        .slice(startLine - 1, endLine)
        .join(" ");
}
