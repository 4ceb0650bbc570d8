import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { AccountPlan } from "./app/plans.ts";
import type { ArtifactSettings } from "./artifacts/artifacts.ts";
import type { ProviderSettings } from "./auth/providers.ts";
import type { StripeSettings } from "./billing/stripe.ts";
import { type SettingValues, settingsShape } from "./settings-shape.ts";

/** What the service runs with. Times in milliseconds. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  /** Null: made on the first start and kept in the data folder. */
  readonly secretKey: string | null;
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
  /** How long a submission waits for its upstream. */
  readonly patienceMs: number;
  readonly queueLimit: number;
  /** Open event streams of one address. */
  readonly streamsPerAddress: number;
  readonly privateDays: number;
  /** Where sealed snapshots of private scans wait. */
  readonly artifacts: ArtifactSettings;
  /** Origins that callbacks may go to although they are private or plain http. */
  readonly callbackOrigins: ReadonlySet<string>;
  /** A table of plans in place of the built-in one. */
  readonly plansFile: string | null;
  /** The language models that judge deep scans; null: the built-in judges do. */
  readonly judgesFile: string | null;
  readonly defaultPlan: AccountPlan;
  readonly signUp: boolean;
  readonly requireVerifiedEmail: boolean;
  readonly mail: { readonly url: string | null; readonly from: string };
  readonly providers: ProviderSettings;
  /** Null where nothing is paid for. */
  readonly stripe: StripeSettings | null;
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
    Object.entries(given).filter(([name, value]) => name in settingsShape.shape && value !== undefined && value !== ""),
  );
  const parsed = settingsShape.safeParse(filled);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? "environment");
    return wrong(name, (issue?.message ?? "is not valid").replace(/^Invalid input: /u, "is not valid: "));
  }
  return together(parsed.data) ?? ok(named(parsed.data, env));
}

/** Settings that only make sense with each other; null when they do. */
function together(values: SettingValues): Result<never> | null {
  if (values.S3_ENDPOINT !== undefined)
    for (const name of ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const)
      if (values[name] === undefined) return wrong(name, "must be set with S3_ENDPOINT");
  for (const provider of ["GITHUB", "GOOGLE"] as const) {
    const [id, secret] = [values[`OAUTH_${provider}_CLIENT_ID`], values[`OAUTH_${provider}_CLIENT_SECRET`]];
    if (id !== undefined && secret === undefined) return wrong(`OAUTH_${provider}_CLIENT_SECRET`, "must be set with the client id");
  }
  return paymentTrouble(values);
}

/** What is missing where plans are paid for; null when nothing is. */
function paymentTrouble(values: SettingValues): Result<never> | null {
  if (values.STRIPE_SECRET_KEY === undefined) return null;
  for (const name of ["STRIPE_WEBHOOK_SECRET", "STRIPE_PRICE_DEVELOPER", "STRIPE_PRICE_TEAM", "STRIPE_PRICE_BUSINESS"] as const)
    if (values[name] === undefined) return wrong(name, "must be set with STRIPE_SECRET_KEY");
  return values.DEFAULT_PLAN === "free" ? null : wrong("DEFAULT_PLAN", "must be free with STRIPE_SECRET_KEY: others are paid for");
}

function wrong(name: string, what: string): Result<never> {
  return fail("CONFIG_INVALID", `${name} ${what}`, { where: name });
}

function named(values: SettingValues, env: Settings["env"]): Settings {
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL ?? null,
    secretKey: values.SECRET_KEY ?? null,
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
    patienceMs: values.UPSTREAM_PATIENCE_SECONDS * 1000,
    queueLimit: values.QUEUE_LIMIT,
    streamsPerAddress: values.STREAMS_PER_ADDRESS,
    privateDays: values.PRIVATE_RETENTION_DAYS,
    artifacts: artifactsIn(values),
    callbackOrigins: new Set(values.CALLBACK_ORIGINS.map((address) => new URL(address).origin)),
    plansFile: values.PLANS_FILE ?? null,
    judgesFile: values.JUDGES_FILE ?? null,
    defaultPlan: values.DEFAULT_PLAN,
    signUp: values.SIGN_UP === "open",
    requireVerifiedEmail: values.REQUIRE_EMAIL_VERIFICATION,
    mail: { url: values.MAIL_URL ?? null, from: values.MAIL_FROM },
    providers: providersIn(values),
    stripe: stripeIn(values),
    env,
  };
}

function providersIn(values: SettingValues): ProviderSettings {
  const client = (clientId: string | undefined, clientSecret: string | undefined) =>
    clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
  const github = client(values.OAUTH_GITHUB_CLIENT_ID, values.OAUTH_GITHUB_CLIENT_SECRET);
  const google = client(values.OAUTH_GOOGLE_CLIENT_ID, values.OAUTH_GOOGLE_CLIENT_SECRET);
  return {
    github: github === null ? null : { ...github, url: values.OAUTH_GITHUB_URL, apiUrl: values.OAUTH_GITHUB_API_URL },
    google: google === null ? null : { ...google, issuer: values.OAUTH_GOOGLE_ISSUER },
  };
}

function stripeIn(values: SettingValues): StripeSettings | null {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret, STRIPE_API_URL: apiUrl } = values;
  const { STRIPE_PRICE_DEVELOPER: developer, STRIPE_PRICE_TEAM: team, STRIPE_PRICE_BUSINESS: business } = values;
  if (secretKey === undefined || webhookSecret === undefined) return null;
  if (developer === undefined || team === undefined || business === undefined) return null;
  return { secretKey, webhookSecret, apiUrl, prices: { developer, team, business } };
}

function artifactsIn(values: SettingValues): ArtifactSettings {
  const {
    S3_ENDPOINT: endpoint,
    S3_BUCKET: bucket,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = values;
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    return { kind: "folder", folder: values.ARTIFACTS_DIR ?? join(values.DATA_DIR, "artifacts") };
  return { kind: "s3", endpoint, bucket, region, accessKeyId, secretAccessKey };
}

function present(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
