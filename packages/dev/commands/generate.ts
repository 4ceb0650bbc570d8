import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathsBelow } from "../generate/catalogue-files.ts";
import { deriveFiles } from "../generate/derived.ts";

/**
 * `npm run generate [-- --check]`: writes every derived file, or (--check) lists those that are stale.
 * Exit 1 if something is stale or the catalogue is wrong.
 */
export async function main(args: readonly string[], root: string): Promise<number> {
  const derived = await deriveFiles(root);
  if (derived.problems.length > 0) {
    process.stderr.write(`${derived.problems.join("\n")}\n`);
    return 1;
  }
  const stale: string[] = [];
  for (const [file, text] of derived.files) if ((await textOf(path.join(root, file))) !== text) stale.push(file);
  // Pages that other commands write (training, measurements) stand beside this folder, and are theirs to remove.
  const leftOver = (await pathsBelow(root, "docs/rules")).filter((file) => file.endsWith(".generated.md") && !derived.files.has(file));
  if (args.includes("--check")) {
    const lines = [...stale.map((file) => `${file}: is stale`), ...leftOver.map((file) => `${file}: belongs to no rule`)];
    for (const line of lines) process.stderr.write(`${line}; run: npm run generate\n`);
    return lines.length === 0 ? 0 : 1;
  }
  for (const file of stale) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), derived.files.get(file) as string);
  }
  for (const file of leftOver) await rm(path.join(root, file));
  process.stdout.write(`${derived.files.size} derived files, ${stale.length} written, ${leftOver.length} removed\n`);
  return 0;
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return null;
  }
}
