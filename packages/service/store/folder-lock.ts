import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";

/** The embedded database has no lock of its own: two processes in one folder would destroy it. */
export interface FolderLock {
  release(): Promise<void>;
}

interface Owner {
  readonly pid: number;
  /** Start of the process in clock ticks since boot where the system tells (Linux), else "". */
  readonly started: string;
  readonly host: string;
  readonly nonce: string;
}

/** A lock of another machine (shared volume) is alive while it is touched at least this often. */
const TOUCH_MS = 10_000;
const STALE_MS = 30_000;

/** Takes the folder for this process, creating it; a lock left by a dead process is taken over. */
export async function lockFolder(folder: string): Promise<Result<FolderLock>> {
  const path = join(folder, "lock.json");
  const mine: Owner = { pid: process.pid, started: await startOf(process.pid), host: hostname(), nonce: randomUUID() };
  const draft = join(folder, `lock.${mine.nonce}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  } catch (error) {
    return fail("CONFIG_INVALID", `the data folder cannot be written (${(error as NodeJS.ErrnoException).code ?? "unknown"})`, {
      where: folder,
      hint: "set DATA_DIR or --data",
    });
  }
  try {
    return await take(path, draft, mine);
  } finally {
    await rm(draft, { force: true });
  }
}

async function take(path: string, draft: string, mine: Owner): Promise<Result<FolderLock>> {
  for (let round = 0; round < 5; round++) {
    // A hard link is made or refused as a whole, so of two processes one wins.
    const won = await link(draft, path).then(
      () => true,
      (error: NodeJS.ErrnoException) => (error.code === "EEXIST" ? false : Promise.reject(error)),
    );
    if (won) return ok(hold(path, mine));
    const owner = await readOwner(path);
    if (owner !== null && (await isAlive(owner, path))) {
      return fail("CONFIG_INVALID", `the data folder is in use by process ${owner.pid} on ${owner.host}`, {
        where: path,
        hint: "stop that process, or choose another folder with --data",
      });
    }
    await removeStale(path, owner);
  }
  return fail("CONFIG_INVALID", "the data folder is being taken by another process", { where: path });
}

/** Moves the dead owner's lock away, unless somebody has replaced it since it was read. */
async function removeStale(path: string, owner: Owner | null): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const found = await readOwner(aside);
  if (found !== null && found.nonce !== owner?.nonce) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function hold(path: string, mine: Owner): FolderLock {
  const touch = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), TOUCH_MS);
  touch.unref();
  return {
    release: async () => {
      clearInterval(touch);
      if ((await readOwner(path))?.nonce === mine.nonce) await rm(path, { force: true });
    },
  };
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    const owner = JSON.parse(await readFile(path, "utf8")) as Partial<Owner>;
    return typeof owner.pid === "number" && typeof owner.nonce === "string"
      ? { pid: owner.pid, started: owner.started ?? "", host: owner.host ?? "", nonce: owner.nonce }
      : null;
  } catch {
    return null;
  }
}

async function isAlive(owner: Owner, path: string): Promise<boolean> {
  if (owner.host !== hostname()) return Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? 0) < STALE_MS;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  // The number may have been given to another process since.
  return owner.started === (await startOf(owner.pid));
}

async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // Field 22, counted behind the command name, which is in parentheses and may hold spaces (proc(5)).
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
