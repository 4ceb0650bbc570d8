import { hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import type { Settings } from "./settings.ts";

/** Keys for one purpose each, all from the one secret of an installation: what one protects says nothing about another. */
export interface Secrets {
  /** Signs cookies and encrypts the keys of tokens. */
  readonly sessions: string;
  /** Signs callbacks. */
  readonly callbacks: Buffer;
  /** Wraps the keys of private snapshots. */
  readonly snapshots: Buffer;
}

/** SECRET_KEY, or with the embedded database the secret of the data folder, made on the first start. */
export async function secretsOf({ secretKey, databaseUrl, dataDir }: Settings): Promise<Result<Secrets>> {
  if (secretKey === null && databaseUrl !== null)
    return fail("CONFIG_INVALID", "SECRET_KEY must be set with DATABASE_URL", {
      where: "SECRET_KEY",
      hint: "give every process of the service the same one, for instance from `openssl rand -base64 32`",
    });
  const secret = secretKey === null ? await keptSecret(dataDir) : ok(secretKey);
  if (!secret.ok) return secret;
  // RFC 5869, with the purpose as its info.
  const derive = (purpose: string) => Buffer.from(hkdfSync("sha256", secret.value, "mcp-assay", purpose, 32));
  return ok({
    sessions: derive("sessions").toString("base64url"),
    callbacks: derive("callbacks"),
    snapshots: derive("snapshots"),
  });
}

async function keptSecret(folder: string): Promise<Result<string>> {
  const path = join(folder, "secret.key");
  const draft = `${path}.${process.pid}`;
  try {
    const known = await readFile(path, "utf8").catch(() => "");
    if (known.trim().length >= 32) return ok(known.trim());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, randomBytes(32).toString("base64url"), { mode: 0o600 });
    // A link is made as a whole or refused, so a half-written or a second secret never counts.
    await link(draft, path).catch((error: NodeJS.ErrnoException) => (error.code === "EEXIST" ? undefined : Promise.reject(error)));
    return ok((await readFile(path, "utf8")).trim());
  } catch (error) {
    return fail("CONFIG_INVALID", `the secret cannot be kept (${(error as NodeJS.ErrnoException).code ?? "unknown"})`, {
      where: path,
      hint: "set DATA_DIR or --data to a folder that can be written, or SECRET_KEY",
    });
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}
