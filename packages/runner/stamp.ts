import { randomBytes } from "node:crypto";
import type { Report } from "@mcp-assay/core/report/report";

const DAY_MS = 86_400_000;

/** The report with what only this run knows: its id, its time (when it began), how long it took, and how old its advisories were. */
export function stamped(report: Report, begun: Date, milliseconds: number): Report {
  const iso = begun.toISOString();
  const day = iso.slice(0, 10).replaceAll("-", "");
  const time = iso.slice(11, 19).replaceAll(":", "");
  const { dependencies } = report;
  const { database } = dependencies;
  const age = database === null ? Number.NaN : Math.floor((begun.getTime() - Date.parse(database.newest_record)) / DAY_MS);
  return {
    ...report,
    ...(Number.isNaN(age) || database === null
      ? {}
      : { dependencies: { ...dependencies, database: { ...database, age_days: Math.max(0, age) } } }),
    scan_id: `${day}-${time}-${randomBytes(3).toString("hex")}`,
    timestamp: `${iso.slice(0, 19)}Z`,
    duration: `${(milliseconds / 1000).toFixed(3)}s`,
  };
}
