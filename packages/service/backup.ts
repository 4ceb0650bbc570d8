import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, link, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { create, extract } from "tar";
import { BUILT_PARTS, type Parts } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { lockFolder } from "./store/folder-lock.ts";
import { openThread } from "./store/thread.ts";

/**
 * What a data folder cannot be without, the database last: it is what makes a folder one. Caches and the advisory database
 * come back by themselves.
 */
const PARTS = ["secret.key", "artifacts", "database"] as const;
const DATABASE = "database";
/** In every folder of a PostgreSQL database. */
const MARK = join(DATABASE, "PG_VERSION");

type Place = Pick<Settings, "databaseUrl" | "dataDir">;

/** Writes the embedded database with its secret into a new file, which only its owner may read. The service must be stopped. */
export async function backUp(place: Place, file: string): Promise<Result<void>> {
  return locked(place, async () => {
    const { dataDir } = place;
    if (!existsSync(join(dataDir, MARK)))
      return fail("CONFIG_INVALID", "there is no embedded database", { where: dataDir, hint: DATA_HINT });
    if (existsSync(file)) return fail("INVALID_REQUEST", "the file exists already", { where: file });
    const draft = `${file}.${randomUUID()}`;
    try {
      await create(
        { gzip: true, cwd: dataDir, file: draft, mode: 0o600, portable: true },
        PARTS.filter((part) => existsSync(join(dataDir, part))),
      );
      await chmod(draft, 0o600);
      // A link is refused where there is something: no backup is ever written over.
      await link(draft, file);
      return ok(undefined);
    } catch (error) {
      return fail("INVALID_REQUEST", `the backup cannot be written (${codeOf(error)})`, { where: file });
    } finally {
      await rm(draft, { force: true }).catch(() => {});
    }
  });
}

/** Puts a backup into a data folder without a database, once it has been seen that its database opens. */
export async function restore(place: Place, file: string, given: Partial<Parts> = {}): Promise<Result<void>> {
  return locked(place, async () => {
    const { dataDir } = place;
    if (existsSync(join(dataDir, DATABASE)))
      return fail("CONFIG_INVALID", "the data folder holds a database already", {
        where: dataDir,
        hint: "name an empty folder with --data",
      });
    const draft = join(dataDir, `restore.${randomUUID()}`);
    try {
      const unpacked = await unpack(file, draft);
      if (!unpacked.ok) return unpacked;
      const { databaseThread } = { ...BUILT_PARTS, ...given };
      const opened = await openThread(databaseThread, join(draft, DATABASE));
      if (!opened.ok) return opened;
      await opened.value.close();
      for (const part of PARTS.filter((one) => existsSync(join(draft, one)))) {
        await rm(join(dataDir, part), { recursive: true, force: true });
        await rename(join(draft, part), join(dataDir, part));
      }
      return ok(undefined);
    } finally {
      // A damaged archive may still be being written out when its end is missed.
      await rm(draft, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
    }
  });
}

async function unpack(file: string, folder: string): Promise<Result<void>> {
  const known = (path: string) => (PARTS as readonly string[]).includes(path.split("/")[0] ?? "");
  try {
    await mkdir(folder, { mode: 0o700 });
    const plain = (path: string, entry: object) => known(path) && "type" in entry && (entry.type === "File" || entry.type === "Directory");
    await extract({ file, cwd: folder, strict: true, preserveOwner: false, filter: plain });
    if (existsSync(join(folder, MARK))) return ok(undefined);
    return fail("INVALID_REQUEST", "the file is no backup of an embedded database", { where: file });
  } catch (error) {
    return fail("INVALID_REQUEST", `the backup cannot be read (${codeOf(error)})`, { where: file });
  }
}

/** Does what nobody else may interrupt: the folder is ours meanwhile. */
async function locked({ databaseUrl, dataDir }: Place, work: () => Promise<Result<void>>): Promise<Result<void>> {
  if (databaseUrl !== null)
    return fail("CONFIG_INVALID", "only the embedded database is backed up here", {
      where: "DATABASE_URL",
      hint: "use the server's own tools (pg_dump, pg_restore), and keep SECRET_KEY",
    });
  const lock = await lockFolder(dataDir);
  if (!lock.ok) return lock;
  try {
    return await work();
  } finally {
    await lock.value.release();
  }
}

const DATA_HINT = "name its folder with --data";

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "damaged";
}
