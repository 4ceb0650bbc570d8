import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { lockFolder } from "./folder-lock.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "folder-lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const left = (owner: object) =>
  writeFile(join(folder, "lock.json"), JSON.stringify({ nonce: "old", started: "1", host: hostname(), ...owner }));

it("one of many takes the folder, and after it another", async () => {
  const locks = await Promise.all(Array.from({ length: 8 }, () => lockFolder(folder)));
  const won = locks.filter((lock) => lock.ok);
  expect(won).toHaveLength(1);
  for (const lock of won) await lock.value.release();
  expect((await lockFolder(folder)).ok).toBe(true);
});

it("a lock of a dead process is taken over, also when its number lives again", async () => {
  await left({ pid: 2 ** 22 + 1 });
  const first = await lockFolder(folder);
  expect(first.ok).toBe(true);
  await left({ pid: process.pid });
  expect((await lockFolder(folder)).ok).toBe(true);
});

it("a lock of another machine holds while it is touched", async () => {
  await left({ pid: 1, host: "elsewhere" });
  expect(await lockFolder(folder)).toMatchObject({
    ok: false,
    problem: { message: "the data folder is in use by process 1 on elsewhere" },
  });
});

it("releasing leaves the lock of a successor alone", async () => {
  const first = await lockFolder(folder);
  await left({ pid: process.pid });
  if (first.ok) await first.value.release();
  expect(await readFile(join(folder, "lock.json"), "utf8")).toContain("old");
});

it("a folder that cannot be written is said so", async () => {
  await writeFile(join(folder, "file"), "");
  expect(await lockFolder(join(folder, "file", "data"))).toMatchObject({
    ok: false,
    problem: { code: "CONFIG_INVALID", where: join(folder, "file", "data") },
  });
});
