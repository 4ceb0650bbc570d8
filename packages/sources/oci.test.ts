import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Result } from "@mcp-assay/core/problem";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { describe, expect, it } from "vitest";
import type { IoSettings } from "./io/io.ts";
import { openTarget } from "./open.ts";
import { type ImageParts, startImage } from "./testing/oci-world.ts";
import { afterwards, ioFor, scratch } from "./testing/scratch.ts";

async function image(parts: ImageParts) {
  const world = await startImage(parts);
  afterwards(world.upstream.close);
  return world;
}

async function open(parts: ImageParts, settings: Partial<IoSettings> = {}): Promise<Snapshot> {
  const world = await image(parts);
  return snapshotIn(await openTarget(world.latest, await ioFor(world.env, settings)));
}

function snapshotIn(result: Result<Snapshot>): Snapshot {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

const contents = ({ files }: Snapshot): Record<string, string> =>
  Object.fromEntries(files.map(({ path, bytes }) => [path, Buffer.from(bytes ?? []).toString()]));

describe("layers", () => {
  it("hide and replace what lies below them", async () => {
    const lower = [
      { path: "app/kept.js", content: "1" },
      { path: "app/changed.js", content: "old" },
      { path: "app/gone.js", content: "x" },
      { path: "app/dir/a.js", content: "x" },
      { path: "app/opaque/old.js", content: "x" },
      { path: "app/becomes-file/inner.js", content: "x" },
    ];
    const upper = [
      { path: "app/changed.js", content: "new" },
      { path: "app/.wh.gone.js" },
      { path: "app/.wh.dir" },
      { path: "app/opaque/.wh..wh..opq" },
      { path: "app/opaque/new.js", content: "2" },
      { path: "app/becomes-file", content: "3" },
    ];
    expect(contents(await open({ layers: [lower, upper] }))).toEqual({
      "app/kept.js": "1",
      "app/changed.js": "new",
      "app/opaque/new.js": "2",
      "app/becomes-file": "3",
    });
  });

  it("bring back what a higher layer adds again", async () => {
    const layers = [[{ path: "a.js", content: "1" }], [{ path: ".wh.a.js" }], [{ path: "a.js", content: "3" }]];
    expect(contents(await open({ layers }))).toEqual({ "a.js": "3" });
  });

  it("may be plain tar, and hold hard links and devices", async () => {
    const entries = [
      { path: "a.js", content: "1" },
      { path: "b.js", type: "Link" as const, linkpath: "a.js" },
      { path: "s", type: "SymbolicLink" as const, linkpath: "/etc" },
      { path: "dev/null", type: "CharacterDevice" as const },
    ];
    const snapshot = await open({ layers: [entries], plain: true });
    expect(contents(snapshot)).toEqual({ "a.js": "1", "b.js": "1" });
    expect(snapshot.notes).toEqual([{ path: "", reason: "link", detail: expect.stringContaining("1 links") }]);
  });

  it("below the limits are left out with a note, the application on top is read", async () => {
    const noise = Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * index * 31) % 251));
    const snapshot = await open(
      { layers: [[{ path: "os/big.bin", content: noise }], [{ path: "app/index.js", content: "1" }]], plain: true },
      { limits: { packedBytes: 10_000 } },
    );
    expect(contents(snapshot)).toEqual({ "app/index.js": "1" });
    expect(snapshot.notes).toContainEqual(expect.objectContaining({ path: "layer 1 of 2", reason: "limit" }));
  });
});

describe("an image", () => {
  it("tells its configuration", async () => {
    const config = {
      User: "app",
      Entrypoint: ["node"],
      Cmd: ["index.js"],
      Env: ["A=1"],
      Labels: { "io.modelcontextprotocol.server.name": "io.github.o/s", "org.opencontainers.image.source": "https://github.com/o/s" },
    };
    const { facts } = await open({ layers: [[{ path: "a", content: "1" }]], config });
    expect(facts).toMatchObject({
      ecosystem: "docker",
      repository: "https://github.com/o/s",
      image: { user: "app", entrypoint: ["node", "index.js"], env: ["A=1"], labels: config.Labels },
    });
  });

  it("is found by its digest too, and refused when the digest is another one", async () => {
    const world = await image({ layers: [[{ path: "a", content: "1" }]] });
    const { answer } = world.upstream;
    const manifestPath = `/v2/org/server/manifests/${world.version}`;
    world.upstream.answer = (request) =>
      answer(request.path === manifestPath ? { ...request, path: "/v2/org/server/manifests/latest" } : request);
    const input = `docker:images.example/org/server@${world.version}`;
    expect(snapshotIn(await openTarget(input, await ioFor(world.env))).target.version).toBe(world.version);
    world.upstream.answer = (request) => (request.path === manifestPath ? { body: "{}" } : answer(request));
    expect(await openTarget(input, await ioFor(world.env))).toMatchObject({ ok: false });
  });

  it("of a registry that nobody configured is not asked for", async () => {
    expect(await openTarget("docker:registry.example.com/a/b:1", await ioFor({}))).toMatchObject({
      ok: false,
      problem: { code: "INVALID_REQUEST", hint: expect.stringContaining("OCI_REGISTRIES") },
    });
  });

  it("that nobody can see may be meant as a Python package", async () => {
    const world = await image({ layers: [] });
    const io = await ioFor({ OCI_REGISTRIES: `docker.io=${world.upstream.url}` });
    expect(await openTarget("requests:2.31.0", io)).toMatchObject({
      ok: false,
      problem: { code: "REPOSITORY_NOT_FOUND", hint: expect.stringContaining("pypi:requests==2.31.0") },
    });
  });

  it("is asked for with Docker's own sign-in, at the registry's token service only", async () => {
    const world = await image({ layers: [[{ path: "a", content: "1" }]] });
    const home = await scratch();
    await mkdir(join(home, ".docker"));
    await writeFile(join(home, ".docker", "config.json"), JSON.stringify({ auths: { "images.example": { auth: "dTpw" } } }));
    await openTarget(world.latest, await ioFor(world.env, { home }));
    expect(world.upstream.seen.find(({ path }) => path.startsWith("/token"))?.headers.authorization).toBe("Basic dTpw");
    const { answer } = world.upstream;
    const thief = await image({ layers: [] });
    world.upstream.answer = (request) =>
      request.headers.authorization === undefined
        ? { status: 401, headers: { "www-authenticate": `Bearer realm="${thief.upstream.url}/token",service="x"` } }
        : answer(request);
    const io = await ioFor(world.env, { home });
    io.trust(thief.upstream.url);
    await openTarget(world.latest, io);
    expect(thief.upstream.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
