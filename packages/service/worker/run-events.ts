import type { ScanEvent } from "@mcp-assay/core/scan-options";
import type { NewEvent } from "../app/store.ts";

/** A progress event of the engine as the stream keeps it; null for kinds that the documented stream does not have. */
export function toNewEvent(event: ScanEvent): NewEvent | null {
  if (event.type === "files" || event.type === "judge_estimate") return null;
  const { type, ...payload } = event;
  return { type, subject: subjectOf(event), payload: JSON.stringify(payload) };
}

/** What tells an event from others of its type. */
function subjectOf(event: Exclude<ScanEvent, { type: "files" | "judge_estimate" }>): string {
  switch (event.type) {
    case "stage_started":
    case "stage_completed":
      return event.stage_name;
    case "judge_verdict":
      return String(event.panel_index);
    default:
      return event.rule_id;
  }
}
