import { and, asc, count, desc, eq, gt, inArray } from "drizzle-orm";
import type { Readings, ScanRow } from "../app/store.ts";
import type { Connection } from "./connection.ts";
import { events, runs, scans } from "./schema.ts";

/** Reading of scans and their events. */
export function readings({ sql: db }: Connection): Readings {
  const joined = () => db.select().from(scans).innerJoin(runs, eq(scans.runId, runs.id));
  return {
    runCounts: async () => {
      const rows = await db.select({ status: runs.status, count: count() }).from(runs).groupBy(runs.status);
      const counts = { queued: 0, running: 0, complete: 0, failed: 0 };
      for (const row of rows) counts[row.status] = row.count;
      return counts;
    },
    scan: async (scanId) => {
      const [row] = await joined().where(eq(scans.id, scanId));
      return row === undefined ? null : toScanRow(row);
    },
    events: (scanId, after, limit) =>
      db
        .select({ seq: events.seq, type: events.type, subject: events.subject, payload: events.payload })
        .from(scans)
        .innerJoin(events, eq(events.runId, scans.runId))
        .where(and(eq(scans.id, scanId), gt(events.seq, after)))
        .orderBy(asc(events.seq))
        .limit(limit),
    latestOf: async (scanId) => {
      const [asked] = await db
        .select({ type: runs.inputType, name: runs.packageName })
        .from(scans)
        .innerJoin(runs, eq(scans.runId, runs.id))
        .where(and(eq(scans.id, scanId), eq(runs.visibility, "public")));
      if (asked === undefined) return null;
      const same = and(
        eq(runs.inputType, asked.type),
        eq(runs.packageName, asked.name),
        eq(runs.visibility, "public"),
        inArray(runs.status, ["complete"]),
      );
      const [row] = await joined().where(same).orderBy(desc(runs.finishedAt)).limit(1);
      return row === undefined ? null : toScanRow(row);
    },
  };
}

/** A scan with its run, as one row. */
export function toScanRow({ scans: scan, runs: run }: { scans: typeof scans.$inferSelect; runs: typeof runs.$inferSelect }): ScanRow {
  const { id: runId, status, report, resolvedVersion, resolvedDigest, aivssScore, safetyScore, safetyGrade, errorCode, errorMessage } = run;
  const { inputType, packageName, canonicalId, mode, visibility, lastSeq } = run;
  return {
    scanId: scan.id,
    runId,
    input: scan.input,
    cached: scan.cached,
    accountId: scan.accountId,
    createdAt: scan.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    ...{ inputType, packageName, canonicalId, mode, visibility, lastSeq, status, report },
    ...{ resolvedVersion, resolvedDigest, aivssScore, safetyScore, safetyGrade, errorCode, errorMessage },
  };
}
