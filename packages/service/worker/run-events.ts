import type { ScanEvent } from "@mcp-assay/core/scan-options";
import type { NewEvent } from "../app/store.ts";

/** A progress event of the engine as the stream keeps it; null for kinds that the documented stream does not have. */
export function toNewEvent(event: ScanEvent): NewEvent | null {
  if (event.type === "files") return null;
  const { type, ...payload } = event;
  const subject = "stage_name" in payload ? payload.stage_name : payload.rule_id;
  return { type, subject, payload: JSON.stringify(payload) };
}
