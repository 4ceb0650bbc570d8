import { bigint, boolean, doublePrecision, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { at } from "./columns.ts";

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
  /** Names everything the report depends on; null where the run is never shared. */
  cacheKey: text("cache_key"),
  submitter: text("submitter").notNull().default(""),
  /** Fetched by the process that was given a token, which nobody else has. */
  credentialed: boolean("credentialed").notNull().default(false),
  /** Key of the sealed snapshot, wrapped; null where there is none. */
  snapshotKey: text("snapshot_key"),
  createdAt: at("created_at").notNull().defaultNow(),
  finishedAt: at("finished_at"),
});

export const accounts = pgTable("accounts", {
  id: text("id").primaryKey(),
  email: text("email").notNull(),
  name: text("name").notNull(),
  plan: text("plan").notNull(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  /** Who the account is at the payment service. */
  billingCustomer: text("billing_customer"),
  billingChanges: integer("billing_changes").notNull().default(0),
  createdAt: at("created_at").notNull().defaultNow(),
  updatedAt: at("updated_at").notNull().defaultNow(),
});

/** Keys of accounts. The key itself is nowhere, only its SHA-256. */
export const apiKeys = pgTable("api_keys", {
  id: text("id").primaryKey(),
  accountId: text("account_id")
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" }),
  hash: text("hash").notNull().unique(),
  prefix: text("prefix").notNull(),
  label: text("label").notNull(),
  scopes: text("scopes").array().notNull(),
  allowedCidrs: text("allowed_cidrs").array().notNull(),
  createdAt: at("created_at").notNull().defaultNow(),
  expiresAt: at("expires_at").notNull(),
  lastUsedAt: at("last_used_at"),
  revokedAt: at("revoked_at"),
});

/** What a submission with an Idempotency-Key was answered. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    caller: text("caller").notNull(),
    key: text("key").notNull(),
    bodyHash: text("body_hash").notNull(),
    scanId: text("scan_id").notNull(),
    cached: boolean("cached").notNull(),
    createdAt: at("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.caller, table.key] })],
);

/** How much of a limit is used, by who or what is limited and by window. */
export const usageCounts = pgTable(
  "usage_counts",
  {
    subject: text("subject").notNull(),
    period: text("period", { enum: ["minute", "hour", "day", "week", "month"] }).notNull(),
    startsAt: at("starts_at").notNull(),
    used: integer("used").notNull(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.period, table.startsAt] })],
);

export const auditLog = pgTable("audit_log", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  accountId: text("account_id"),
  action: text("action").notNull(),
  details: text("details").notNull(),
  address: text("address"),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** One submission: what a client holds an id of. */
export const scans = pgTable("scans", {
  id: text("id").primaryKey(),
  runId: text("run_id")
    .notNull()
    .references(() => runs.id, { onDelete: "cascade" }),
  input: text("input").notNull(),
  accountId: text("account_id").references(() => accounts.id, { onDelete: "set null" }),
  cached: boolean("cached").notNull().default(false),
  createdAt: at("created_at").notNull().defaultNow(),
});

/** Who is to be told that a scan has ended: waiting for it, due, or done with. */
export const callbacks = pgTable("callbacks", {
  scanId: text("scan_id")
    .primaryKey()
    .references(() => scans.id, { onDelete: "cascade" }),
  url: text("url").notNull(),
  state: text("state", { enum: ["waiting", "due", "delivered", "failed"] }).notNull(),
  attempt: integer("attempt").notNull().default(0),
  dueAt: at("due_at"),
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
