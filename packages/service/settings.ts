import { homedir } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { z } from "zod";

const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);
const onOff = z.enum(["true", "false", "1", "0"]).transform((text) => text === "true" || text === "1");
const webAddress = z
  .url({ protocol: /^https?$/u })
  .refine((text) => !text.includes("?") && !text.includes("#"), "must have no query and no fragment")
  .transform((text) => text.replace(/\/+$/u, ""));

/** Every setting by the name of its environment variable. An empty value counts as not set. */
const shape = z.object({
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: whole(0, 65_535).default(8080),
  DATA_DIR: z
    .string()
    .min(1)
    .default(() => join(homedir(), ".mcp-assay")),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/u }).optional(),
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
  QUEUE_LIMIT: whole(1, 1_000_000).default(1000),
  PRIVATE_RETENTION_DAYS: whole(1, 3650).default(90),
  OFFLINE: onOff.default(false),
});

/** What the service runs with. Times in milliseconds. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly publicUrl: string | null;
  readonly trustProxy: boolean | string[];
  readonly logLevel: string;
  readonly workerConcurrency: number;
  readonly scanJobs: number;
  readonly scanMemoryMb: number;
  readonly timeoutMs: Readonly<Record<"fast" | "deep", number>>;
  readonly leaseMs: number;
  readonly stopGraceMs: number;
  readonly offline: boolean;
  readonly queueLimit: number;
  readonly privateDays: number;
  /** The environment itself, for what a scan inherits (upstreams, proxies). */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Flags of the command line and the variable that each stands for; a flag wins. */
export interface Flags {
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly concurrency?: string;
}

/** Checks all settings at once; a wrong value is a Problem that names its variable, never its content. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>, flags: Flags = {}): Result<Settings> {
  const given = { ...env, ...present({ HOST: flags.host, PORT: flags.port, DATA_DIR: flags.data, WORKER_CONCURRENCY: flags.concurrency }) };
  const filled = Object.fromEntries(
    Object.entries(given).filter(([name, value]) => name in shape.shape && value !== undefined && value !== ""),
  );
  const parsed = shape.safeParse(filled);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "environment");
    return fail("CONFIG_INVALID", `${name} ${(issue?.message ?? "is not valid").replace(/^Invalid input: /u, "is not valid: ")}`, {
      where: name,
    });
  }
  return ok(named(parsed.data, env));
}

function named(values: z.infer<typeof shape>, env: Settings["env"]): Settings {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? null,
    publicUrl: values.PUBLIC_URL ?? null,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    workerConcurrency: values.WORKER_CONCURRENCY,
    scanJobs: values.SCAN_JOBS,
    scanMemoryMb: values.SCAN_MEMORY_MB,
    timeoutMs: { fast: values.SCAN_TIMEOUT_FAST_SECONDS * 1000, deep: values.SCAN_TIMEOUT_DEEP_SECONDS * 1000 },
    leaseMs: values.LEASE_SECONDS * 1000,
    stopGraceMs: values.STOP_GRACE_SECONDS * 1000,
    offline: values.OFFLINE,
    queueLimit: values.QUEUE_LIMIT,
    privateDays: values.PRIVATE_RETENTION_DAYS,
    env,
  };
}

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
