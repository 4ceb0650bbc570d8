import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";

/** Writes a file whole or not at all: into a neighbour first, which then takes its name. */
export async function writeWhole(path: string, text: string): Promise<Result<void>> {
  const partial = `${path}.partial-${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(partial, text, { flag: "wx" });
    await rename(partial, path);
    return ok(undefined);
  } catch (error) {
    return cannotWrite(path, error);
  } finally {
    await rm(partial, { force: true });
  }
}

/**
 * Writes a folder whole or not at all. What stands there already is moved aside until the new one has its place.
 * @param files path below the folder → text
 */
export async function writeFolderWhole(path: string, files: ReadonlyMap<string, string>): Promise<Result<void>> {
  const mark = randomBytes(4).toString("hex");
  const partial = `${path}.partial-${mark}`;
  const old = `${path}.old-${mark}`;
  try {
    for (const [name, text] of files) {
      await mkdir(dirname(join(partial, name)), { recursive: true });
      await writeFile(join(partial, name), text, { flag: "wx" });
    }
    const replaced = await rename(path, old).then(
      () => true,
      () => false,
    );
    await rename(partial, path).catch(async (error) => {
      if (replaced) await rename(old, path);
      throw error;
    });
    return ok(undefined);
  } catch (error) {
    return cannotWrite(path, error);
  } finally {
    await rm(partial, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}

function cannotWrite(path: string, error: unknown): Result<never> {
  const { code = "unknown" } = error as NodeJS.ErrnoException;
  return fail("INVALID_REQUEST", `cannot write ${path} (${code})`, { hint: "choose another place with --out" });
}
