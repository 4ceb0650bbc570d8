import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const onOff = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");
const webAddress = z
  .url({ protocol: /^https?$/u })
  .refine((text) => !text.includes("?") && !text.includes("#"), "must have no query and no fragment")
  .transform((text) => text.replace(/\/+$/u, ""));

/** Every setting by the name of its environment variable. An empty value counts as not set. */
export const settingsShape = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: whole(0, 65_535).default(8080),
  DATA_DIR: z
    .string()
    .min(1)
    .default(() => join(homedir(), ".mcp-assay")),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/u }).optional(),
  SECRET_KEY: z.string().min(32, "must have at least 32 characters").optional(),
  PUBLIC_URL: webAddress.optional(),
  TRUST_PROXY: z
    .union([
      onOff,
      z
        .string()
        .regex(/^[\d.:a-f/,\s]+$/iu, "must be true, false, or addresses and networks with commas")
        .transform((text) => text.split(",").map((part) => part.trim())),
    ])
    .default(false),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  WORKER_CONCURRENCY: whole(1, 64).default(1),
  SCAN_JOBS: whole(1, 64).default(1),
  SCAN_MEMORY_MB: whole(256, 65_536).default(2048),
  SCAN_TIMEOUT_FAST_SECONDS: whole(1, 1200).default(1200),
  SCAN_TIMEOUT_DEEP_SECONDS: whole(1, 1800).default(1800),
  LEASE_SECONDS: whole(5, 600).default(30),
  STOP_GRACE_SECONDS: whole(0, 25).default(20),
  UPSTREAM_PATIENCE_SECONDS: whole(0, 60).default(10),
  STREAMS_PER_ADDRESS: whole(1, 1_000_000).default(100),
  QUEUE_LIMIT: whole(1, 1_000_000).default(1000),
  PRIVATE_RETENTION_DAYS: whole(1, 3650).default(90),
  OFFLINE: onOff.default(false),
  ARTIFACTS_DIR: z.string().min(1).optional(),
  S3_ENDPOINT: webAddress.optional(),
  S3_BUCKET: z.string().min(1).max(255).optional(),
  S3_REGION: z.string().min(1).max(100).default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  CALLBACK_ORIGINS: z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .refine((parts) => parts.every((part) => URL.canParse(part) && /^https?:/u.test(part)), "must be addresses with commas")
    .default([]),
  PLANS_FILE: z.string().min(1).optional(),
  JUDGES_FILE: z.string().min(1).optional(),
  DEFAULT_PLAN: z.enum(["free", "developer", "team", "business"]).default("business"),
  SIGN_UP: z.enum(["open", "closed"]).default("open"),
  REQUIRE_EMAIL_VERIFICATION: onOff.default(false),
  MAIL_URL: z.url({ protocol: /^smtps?$/u }).optional(),
  MAIL_FROM: z.string().min(3).max(200).default("mcp-assay <mcp-assay@localhost>"),
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(1).optional(),
  STRIPE_PRICE_DEVELOPER: z.string().min(1).optional(),
  STRIPE_PRICE_TEAM: z.string().min(1).optional(),
  STRIPE_PRICE_BUSINESS: z.string().min(1).optional(),
  STRIPE_API_URL: webAddress.default("https://api.stripe.com"),
  OAUTH_GITHUB_CLIENT_ID: z.string().min(1).optional(),
  OAUTH_GITHUB_CLIENT_SECRET: z.string().min(1).optional(),
  OAUTH_GITHUB_URL: webAddress.default("https://github.com"),
  OAUTH_GITHUB_API_URL: webAddress.default("https://api.github.com"),
  OAUTH_GOOGLE_CLIENT_ID: z.string().min(1).optional(),
  OAUTH_GOOGLE_CLIENT_SECRET: z.string().min(1).optional(),
  OAUTH_GOOGLE_ISSUER: webAddress.default("https://accounts.google.com"),
});

export type SettingValues = z.infer<typeof settingsShape>;
