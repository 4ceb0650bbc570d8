import { boolean, doublePrecision, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";

const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/**
 * One execution of the engine. Several scans may share it. JSON is kept as text: it may hold \u0000 and
 * lone surrogates of hostile targets, which jsonb refuses.
 */
export const runs = pgTable("runs", {
  id: text("id").primaryKey(),
  canonicalId: text("canonical_id").notNull(),
  inputType: text("input_type").notNull(),
  packageName: text("package_name").notNull(),
  mode: text("mode", { enum: ["fast", "deep"] }).notNull(),
  visibility: text("visibility", { enum: ["public", "private"] }).notNull(),
  status: text("status", { enum: ["queued", "running", "complete", "failed"] }).notNull(),
  attempt: integer("attempt").notNull().default(0),
  fence: integer("fence").notNull().default(0),
  leaseOwner: text("lease_owner"),
  leaseUntil: at("lease_until"),
  lastSeq: integer("last_seq").notNull().default(0),
  report: text("report"),
  resolvedVersion: text("resolved_version"),
  resolvedDigest: text("resolved_digest"),
  aivssScore: doublePrecision("aivss_score"),
  safetyScore: doublePrecision("safety_score"),
  safetyGrade: text("safety_grade"),
  errorCode: text("error_code"),
  errorMessage: text("error_message"),
  createdAt: at("created_at").notNull().defaultNow(),
  finishedAt: at("finished_at"),
});

/** One submission: what a client holds an id of. */
export const scans = pgTable("scans", {
  id: text("id").primaryKey(),
  runId: text("run_id")
    .notNull()
    .references(() => runs.id, { onDelete: "cascade" }),
  input: text("input").notNull(),
  cached: boolean("cached").notNull().default(false),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** Progress of a run, numbered without gaps; a retry cannot add what is there already. */
export const events = pgTable(
  "events",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade" }),
    seq: integer("seq").notNull(),
    type: text("type").notNull(),
    subject: text("subject").notNull(),
    payload: text("payload").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] }), uniqueIndex("events_once").on(table.runId, table.type, table.subject)],
);
