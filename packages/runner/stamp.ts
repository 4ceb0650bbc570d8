import { randomBytes } from "node:crypto";
import type { Report } from "@mcp-assay/core/report/report";

/** The report with what only this run knows: its id, its time (when it began) and how long it took. */
export function stamped(report: Report, begun: Date, milliseconds: number): Report {
  const iso = begun.toISOString();
  const day = iso.slice(0, 10).replaceAll("-", "");
  const time = iso.slice(11, 19).replaceAll(":", "");
  return {
    ...report,
    scan_id: `${day}-${time}-${randomBytes(3).toString("hex")}`,
    timestamp: `${iso.slice(0, 19)}Z`,
    duration: `${(milliseconds / 1000).toFixed(3)}s`,
  };
}
