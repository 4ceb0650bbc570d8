import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { backUp, restore } from "./backup.ts";
import { startService } from "./serve.ts";
import { clientOf, signUp } from "./testing/client.ts";
import { NO_UPSTREAM } from "./testing/no-upstream.ts";
import { readStream } from "./testing/read-stream.ts";
import { type StartedService, startOn } from "./testing/start-service.ts";

let started: StartedService;
let folder: string;
let file: string;
let scanId = "";
const place = (dataDir: string) => ({ databaseUrl: null, dataDir });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "service-backup-"));
  file = join(folder, "backup.tgz");
  started = await startOn("embedded");
  const ask = clientOf(() => started.address);
  const cookie = await signUp(ask, "ann");
  scanId = (await ask("/api/v1/scan", { cookie, body: { input: "kept-private", scan_visibility: "private" } })).json.data.scan_id;
  await readStream(`${started.address}/api/v1/scan/${scanId}/stream`, undefined, { cookie });
});
afterAll(async () => {
  await started?.remove();
  await rm(folder, { recursive: true, force: true });
});

it("waits for no running service", async () => {
  expect(await backUp(place(started.dataDir), file)).toMatchObject({ ok: false, problem: { message: expect.stringContaining("in use") } });
});

it("keeps everything, for its owner only, in another folder", async () => {
  await started.service.stop();
  expect(await backUp(place(started.dataDir), file)).toEqual({ ok: true, value: undefined });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const dataDir = join(folder, "restored");
  expect(await restore(place(dataDir), file, started.programs)).toEqual({ ok: true, value: undefined });
  expect((await readdir(dataDir)).filter((name) => name.startsWith("restore."))).toEqual([]);

  const again = await startService({ ...started.settings, dataDir }, { parts: { ...started.programs, upstream: NO_UPSTREAM } });
  if (!again.ok) throw new Error(again.problem.message);
  const ask = clientOf(() => again.value.address);
  const signedIn = await ask("/api/auth/sign-in/email", { body: { email: "ann@example.org", password: "correct horse battery" } });
  expect(await ask(`/api/v1/scan/${scanId}`, { cookie: signedIn.cookie })).toMatchObject({ status: 200, json: { status: "complete" } });
  await again.value.stop();
});

it("is written over nothing and restored over nothing", async () => {
  const before = await readFile(file);
  expect(await backUp(place(started.dataDir), file)).toMatchObject({ ok: false, problem: { message: "the file exists already" } });
  expect((await readFile(file)).equals(before)).toBe(true);
  expect(await restore(place(started.dataDir), file, started.programs)).toMatchObject({
    ok: false,
    problem: { message: "the data folder holds a database already" },
  });
  expect(await readdir(folder)).toEqual(["backup.tgz", "restored"]);
});

it.each(["half of it", "something else"])("%s is refused, and nothing is left", async (what) => {
  const broken = join(folder, "broken.tgz");
  await writeFile(broken, what === "half of it" ? await readFile(file) : "no archive");
  if (what === "half of it") await truncate(broken, Math.floor((await stat(file)).size / 2));
  const dataDir = join(folder, what);
  expect((await restore(place(dataDir), broken, started.programs)).ok).toBe(false);
  expect(await readdir(dataDir)).toEqual([]);
});

it("a server is backed up by its own tools", async () => {
  expect(await backUp({ ...place(folder), databaseUrl: "postgres://localhost/x" }, file)).toMatchObject({
    ok: false,
    problem: { where: "DATABASE_URL" },
  });
});
