import { and, count, desc, eq, gte, inArray, or, type SQL, sql } from "drizzle-orm";
import type { RegistryFilter, RegistryRow, ScanFilter } from "../app/listing.ts";
import type { Listings } from "../app/store.ts";
import type { Connection, Sql } from "./connection.ts";
import { toScanRow } from "./readings.ts";
import { runs, scans } from "./schema.ts";

/** Lists of scans and of the public registry. */
export function listings({ sql: db }: Connection): Listings {
  return {
    listScans: (filter) => listScans(db, filter),
    listRegistry: (filter) => listRegistry(db, filter),
    registryFacets: () => registryFacets(db),
    history: async (inputType, packageName, limit) => {
      const target = and(
        eq(runs.inputType, inputType),
        eq(runs.packageName, packageName),
        eq(runs.visibility, "public"),
        eq(runs.status, "complete"),
      );
      const rows = await db
        .selectDistinctOn([runs.finishedAt, runs.id])
        .from(runs)
        .innerJoin(scans, eq(scans.runId, runs.id))
        .where(target)
        .orderBy(desc(runs.finishedAt), runs.id)
        .limit(limit);
      return rows.map(toScanRow);
    },
  };
}

async function listScans(db: Sql, filter: ScanFilter) {
  const { after } = filter;
  const status =
    filter.status === "in_progress" ? (["queued", "running"] as const) : filter.status === undefined ? undefined : [filter.status];
  const where = and(
    eq(scans.accountId, filter.accountId),
    status && inArray(runs.status, [...status]),
    filter.grade === undefined ? undefined : eq(runs.safetyGrade, filter.grade),
    filter.inputType === undefined ? undefined : eq(runs.inputType, filter.inputType),
    filter.visibility === undefined ? undefined : eq(runs.visibility, filter.visibility),
    filter.since === undefined ? undefined : gte(scans.createdAt, new Date(filter.since)),
    filter.q === undefined ? undefined : or(contains(scans.input, filter.q), contains(runs.packageName, filter.q)),
    // Cursors hold milliseconds, rows microseconds.
    after === null
      ? undefined
      : sql`(date_trunc('milliseconds', ${scans.createdAt}), ${scans.id}) < (${after.createdAt}::timestamptz, ${after.id})`,
  );
  const order = [sql`date_trunc('milliseconds', ${scans.createdAt}) desc`, desc(scans.id)];
  const rows = await db
    .select()
    .from(scans)
    .innerJoin(runs, eq(scans.runId, runs.id))
    .where(where)
    .orderBy(...order)
    .limit(filter.limit);
  return rows.map(toScanRow);
}

/** True where the column holds the text, whatever its case; no character of it is a wildcard. */
function contains(column: SQL | typeof runs.packageName | typeof scans.input, text: string): SQL {
  return sql`position(lower(${text}) in lower(${column})) > 0`;
}

/** The newest complete public run of each target. */
function latest(db: Sql) {
  const finished = and(eq(runs.visibility, "public"), eq(runs.status, "complete"));
  return db
    .selectDistinctOn([runs.inputType, runs.packageName], {
      ...{ id: runs.id, inputType: runs.inputType, packageName: runs.packageName, finishedAt: runs.finishedAt },
      ...{ resolvedVersion: runs.resolvedVersion, resolvedDigest: runs.resolvedDigest },
      ...{ safetyGrade: runs.safetyGrade, safetyScore: runs.safetyScore, aivssScore: runs.aivssScore },
    })
    .from(runs)
    .where(finished)
    .orderBy(runs.inputType, runs.packageName, desc(runs.finishedAt))
    .as("latest");
}

/** How often each public target was submitted. */
function popularity(db: Sql) {
  const submissions = count().as("submissions");
  return db
    .select({ inputType: runs.inputType, packageName: runs.packageName, submissions })
    .from(scans)
    .innerJoin(runs, eq(scans.runId, runs.id))
    .where(eq(runs.visibility, "public"))
    .groupBy(runs.inputType, runs.packageName)
    .as("popularity");
}

async function listRegistry(db: Sql, filter: RegistryFilter): Promise<readonly RegistryRow[]> {
  const newest = latest(db);
  const counts = popularity(db);
  const first = db
    .selectDistinctOn([scans.runId], { runId: scans.runId, scanId: scans.id })
    .from(scans)
    .orderBy(scans.runId, scans.createdAt, scans.id)
    .as("first");
  const where = and(
    filter.type === undefined ? undefined : eq(newest.inputType, filter.type),
    filter.grade === undefined ? undefined : eq(newest.safetyGrade, filter.grade),
    filter.q === undefined ? undefined : contains(sql`${newest.packageName}`, filter.q),
  );
  const order = { grade: sql`${newest.safetyGrade} asc nulls last`, popularity: desc(counts.submissions), date: desc(newest.finishedAt) }[
    filter.sort
  ];
  const rows = await db
    .select({
      ...{ inputType: newest.inputType, packageName: newest.packageName, finishedAt: newest.finishedAt },
      ...{ version: newest.resolvedVersion, digest: newest.resolvedDigest },
      ...{ safetyGrade: newest.safetyGrade, safetyScore: newest.safetyScore, aivssScore: newest.aivssScore },
      ...{ scans: counts.submissions, scanId: first.scanId },
    })
    .from(newest)
    .innerJoin(counts, and(eq(counts.inputType, newest.inputType), eq(counts.packageName, newest.packageName)))
    .innerJoin(first, eq(first.runId, newest.id))
    .where(where)
    .orderBy(order, newest.packageName, newest.inputType)
    .limit(filter.limit)
    .offset(filter.offset);
  return rows.map((row) => ({ ...row, finishedAt: row.finishedAt?.toISOString() ?? "" }));
}

async function registryFacets(db: Sql) {
  const newest = latest(db);
  const counted = await db
    .select({ grade: newest.safetyGrade, type: newest.inputType, targets: count() })
    .from(newest)
    .groupBy(newest.safetyGrade, newest.inputType);
  const sum = (key: (row: (typeof counted)[number]) => string) => {
    const sums = new Map<string, number>();
    for (const row of counted) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.targets);
    return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  return { grades: sum((row) => row.grade ?? "none"), types: sum((row) => row.type) };
}
