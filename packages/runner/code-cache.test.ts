import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CodeCache } from "./code-cache.ts";

const require = createRequire(import.meta.url);
/** A CommonJS package with modules of its own and of Node. */
const PACKAGE = "yauzl";
let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), "assay-code-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** As in a new process: nothing is loaded yet. */
async function loadAnew(): Promise<unknown> {
  delete require.cache[require.resolve(PACKAGE)];
  const cache = new CodeCache(root);
  await cache.load(PACKAGE);
  await cache.keep();
  return (require(PACKAGE) as { fromBuffer?: unknown }).fromBuffer;
}

async function entries(): Promise<string[]> {
  const found = await readdir(path.join(root, "code"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

describe("compiled code on disk", () => {
  test("is written once, and the package works with and without it", async () => {
    expect(await loadAnew()).toBeTypeOf("function");
    const [entry = ""] = await entries();
    const written = await readFile(entry);
    expect(await loadAnew()).toBeTypeOf("function");
    expect(await entries()).toEqual([entry]);
    expect((await readFile(entry)).equals(written)).toBe(true);
  });

  test("that is damaged is written again, and the package works", async () => {
    await loadAnew();
    const [entry = ""] = await entries();
    const written = await readFile(entry);
    const damaged = Buffer.from(written);
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    await writeFile(entry, damaged);
    expect(await loadAnew()).toBeTypeOf("function");
    expect((await readFile(entry)).equals(damaged)).toBe(false);
  });

  test("that cannot be kept costs nothing else", async () => {
    await writeFile(path.join(root, "code"), "");
    expect(await loadAnew()).toBeTypeOf("function");
  });
});
