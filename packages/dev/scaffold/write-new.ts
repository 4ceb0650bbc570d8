import { access, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** Writes new files and touches no existing one: returns the paths already there, and then writes nothing. */
export async function writeNew(root: string, files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const taken: string[] = [];
  for (const file of files.keys()) if (await exists(path.join(root, file))) taken.push(file);
  if (taken.length > 0) return taken;
  for (const [file, text] of files) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text, { flag: "wx" });
  }
  return [];
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
