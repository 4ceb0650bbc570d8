import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lowerJavaScript } from "@mcp-assay/core/language/javascript/frontend";
import { afterEach, beforeEach, expect, it } from "vitest";
import { UnitCache } from "./unit-cache.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-units-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const FILE = { path: "src/a.ts", text: "export const a = `x${1}`;\n", hash: "sha256:abc" };
const UNIT = lowerJavaScript(FILE);

it("gives back what was written, under the path that is asked for", async () => {
  await new UnitCache(root, "v1").write(FILE, UNIT);
  expect(await new UnitCache(root, "v1").read({ ...FILE, path: "other/b.ts" })).toEqual({ ...UNIT, path: "other/b.ts" });
});

it("knows nothing of other content, another language or another version", async () => {
  await new UnitCache(root, "v1").write(FILE, UNIT);
  const cache = new UnitCache(root, "v1");
  expect(await cache.read({ ...FILE, hash: "sha256:abd" })).toBeNull();
  expect(await cache.read({ ...FILE, path: "src/a.js" })).toBeNull();
  expect(await new UnitCache(root, "v2").read(FILE)).toBeNull();
});

it("takes a damaged entry for none", async () => {
  const cache = new UnitCache(root, "v1");
  await cache.write(FILE, UNIT);
  const [name = ""] = await readdir(join(root, "units/v1"));
  const path = join(root, "units/v1", name);
  const bytes = await readFile(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  await writeFile(path, bytes);
  expect(await cache.read(FILE)).toBeNull();
});

it("removes what other versions left", async () => {
  await new UnitCache(root, "v1").write(FILE, UNIT);
  const next = new UnitCache(root, "v2");
  await next.write(FILE, UNIT);
  await next.tidy();
  expect(await readdir(join(root, "units"))).toEqual(["v2"]);
});

it("costs nothing but itself where the disk refuses", async () => {
  await writeFile(join(root, "units"), "a file where a folder should be");
  const cache = new UnitCache(root, "v1");
  await cache.write(FILE, UNIT);
  expect(await cache.read(FILE)).toBeNull();
});
