import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem, ProblemCode, Result } from "@mcp-assay/core/problem";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { parseTarget } from "@mcp-assay/core/target/parse";
import { describe, expect, it } from "vitest";
import type { IoSettings } from "./io/io.ts";
import { openTarget } from "./open.ts";
import { startGitHub } from "./testing/github-world.ts";
import { startNpm } from "./testing/npm-world.ts";
import { startOci } from "./testing/oci-world.ts";
import type { TarEntry } from "./testing/pack.ts";
import { startPyPi } from "./testing/pypi-world.ts";
import { startRegistry } from "./testing/registry-world.ts";
import { afterwards, ioFor, scratch } from "./testing/scratch.ts";
import { type Reply, startUpstream } from "./testing/upstream.ts";
import type { StartWorld, World } from "./testing/world.ts";

/**
 * What every source does alike. Deviations: the local source has no upstream and is tested in
 * local.test.ts; GitHub publishes no digest of its archives, so damage is found by unpacking.
 */
const SOURCES: readonly (readonly [string, StartWorld])[] = [
  ["npm", startNpm],
  ["pypi", startPyPi],
  ["github", startGitHub],
  ["docker", startOci],
  ["registry", startRegistry],
];

const FILES: readonly TarEntry[] = [
  { path: "src/index.js", content: "export const tool = 1;\n" },
  { path: "package.json", content: '{"name":"server"}' },
];

describe.each(SOURCES)("%s", (type, start) => {
  async function world(entries = FILES): Promise<World> {
    const started = await start(entries);
    afterwards(started.upstream.close);
    return started;
  }

  /** Opens an input of the world; each call is a process of its own. */
  async function open(place: World, input = place.latest, settings: Partial<IoSettings> = {}): Promise<Result<Snapshot>> {
    return openTarget(input, await ioFor(place.env, settings));
  }

  function intercept(place: World, when: (path: string) => boolean, reply: Reply): void {
    const { answer } = place.upstream;
    place.upstream.answer = (request) => (when(request.path) ? reply : answer(request));
  }

  const artifacts = (place: World): number => place.upstream.seen.filter(({ path }) => place.isArtifact(path)).length;

  it("opens what is published, by its newest and by its exact version", async () => {
    const place = await world();
    for (const input of [place.latest, place.pinned]) {
      const snapshot = snapshotIn(await open(place, input));
      const target = parseTarget(input);
      expect(snapshot.files.map(({ path }) => path)).toEqual(["package.json", "src/index.js"]);
      expect(snapshot.files[1]).toMatchObject({ size: 23, hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/u) });
      expect(Buffer.from(snapshot.files[1]?.bytes ?? []).toString()).toBe("export const tool = 1;\n");
      expect(snapshot.target).toMatchObject({
        type,
        version: place.version,
        trusted: false,
        input,
        canonicalId: target.ok && target.value.canonicalId,
      });
      expect(snapshot.facts).not.toBeNull();
    }
  });

  it("gives the same snapshot every time", async () => {
    const place = await world();
    expect(snapshotIn(await open(place))).toEqual(snapshotIn(await open(place)));
  });

  it("says that a target or a version does not exist", async () => {
    const place = await world();
    for (const input of [place.missing, place.noVersion])
      expect(problemIn(await open(place, input))).toMatchObject({ code: "REPOSITORY_NOT_FOUND", message: expect.stringMatching(/\S/u) });
  });

  it.each([
    ["server errors", { status: 503 }],
    ["broken connections", { breakAfter: 0 }],
    ["pages that are no answers", { body: "<html>Sign in</html>" }],
    ["a refusal", { status: 418 }],
  ] as const)("names the upstream when it answers with %s", async (_, reply) => {
    const place = await world();
    intercept(place, () => true, reply);
    const problem = problemIn(await open(place));
    expect(["UPSTREAM_UNAVAILABLE", "REPOSITORY_NOT_FOUND"] satisfies ProblemCode[]).toContain(problem.code);
    if (reply !== undefined && !("body" in reply))
      expect(problem).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", message: expect.stringContaining("127.0.0.1") });
  });

  it("passes on how long an upstream wants to be left alone", async () => {
    const place = await world();
    intercept(place, () => true, { status: 429, headers: { "retry-after": "120" } });
    expect(problemIn(await open(place))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", retryAfter: 120 });
    expect(place.upstream.seen.filter(({ path }) => !path.startsWith("/nothing")).length).toBe(1);
  });

  it("tries again after a passing failure", async () => {
    const place = await world();
    const { answer } = place.upstream;
    const failed = new Set<string>();
    place.upstream.answer = (request) => {
      if (failed.has(request.path)) return answer(request);
      failed.add(request.path);
      return { status: 502 };
    };
    expect(await open(place)).toMatchObject({ ok: true });
  });

  it("refuses a damaged archive", async () => {
    const place = await world();
    intercept(place, place.isArtifact, { body: "not what was published" });
    expect(problemIn(await open(place)).code).toBe("TARGET_NOT_READABLE");
  });

  it("refuses an archive that is too large, without reading it to its end", async () => {
    const place = await world();
    intercept(place, place.isArtifact, { body: Buffer.alloc(65_536), endless: true });
    expect(problemIn(await open(place, place.latest, { limits: { packedBytes: 1_000_000 } })).code).toBe("TARGET_TOO_LARGE");
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "https://127.0.0.1:1/x",
    "https://[::ffff:10.0.0.1]/x",
    "http://example.com/x",
    "file:///etc/passwd",
  ])("follows no redirect to %s", async (location) => {
    const place = await world();
    intercept(place, place.isArtifact, { status: 302, headers: { location } });
    expect(problemIn(await open(place)).code).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("leaves credentials behind when a redirect leaves the host, and never shows them", async () => {
    const place = await world();
    const elsewhere = await startUpstream(() => ({ status: 418 }));
    afterwards(elsewhere.close);
    intercept(place, place.isArtifact, { status: 302, headers: { location: `${elsewhere.url}/x` } });
    const credentials = { type: type === "registry" ? "npm" : (type as "npm" | "pypi" | "github" | "docker"), token: "s3cr3t-t0ken" };
    const io = await ioFor(place.env, { credentials });
    io.trust(elsewhere.url);
    const problem = problemIn(await openTarget(place.latest, io));
    expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(place.upstream.seen.some(({ headers }) => headers.authorization !== undefined)).toBe(true);
    expect(JSON.stringify(problem)).not.toContain("s3cr3t");
  });

  it("fetches an archive once for the cache, and offline answers from there", async () => {
    const place = await world();
    const cacheDir = await scratch();
    const online = snapshotIn(await open(place, place.latest, { cacheDir }));
    await open(place, place.latest, { cacheDir });
    expect(artifacts(place)).toBe(1);
    const asked = place.upstream.seen.length;
    expect(snapshotIn(await open(place, place.latest, { cacheDir, offline: true }))).toEqual(online);
    expect(place.upstream.seen.length).toBe(asked);
  });

  it("says what is missing offline", async () => {
    const place = await world();
    expect(problemIn(await open(place, place.latest, { offline: true })).code).toBe("OFFLINE");
    expect(place.upstream.seen).toEqual([]);
  });

  it("downloads once for many who ask at the same time, also from several processes", async () => {
    const place = await world();
    const cacheDir = await scratch();
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => open(place, place.latest, { cacheDir })));
    expect(all.every((result) => result.ok)).toBe(true);
    expect(artifacts(place)).toBe(1);
  });

  it("does not trust a cache entry that was changed on disk", async () => {
    const place = await world();
    const cacheDir = await scratch();
    const first = snapshotIn(await open(place, place.latest, { cacheDir }));
    await spoilAll(cacheDir);
    expect(snapshotIn(await open(place, place.latest, { cacheDir }))).toEqual(first);
  });

  it("keeps nothing on disk when credentials are used", async () => {
    const place = await world();
    const cacheDir = await scratch();
    await open(place, place.latest, { cacheDir, credentials: { type: type === "registry" ? "npm" : (type as "npm"), token: "t" } });
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it("lets no entry out of the snapshot", async () => {
    const place = await world([
      ...FILES,
      { path: "../../../evil.js", content: "x" },
      { path: "link", type: "SymbolicLink", linkpath: "/etc/passwd" },
    ]);
    const snapshot = snapshotIn(await open(place));
    expect(snapshot.files.map(({ path }) => path)).toEqual(["package.json", "src/index.js"]);
    expect(snapshot.notes.map(({ reason }) => reason).sort()).toEqual(expect.arrayContaining(["link", "unsafe-path"]));
  });

  it("takes no credentials of another kind", async () => {
    const place = await world();
    const credentials = { type: type === "pypi" ? "npm" : "pypi", token: "t" } as const;
    expect(problemIn(await open(place, place.latest, { credentials })).code).toBe("CREDENTIAL_TYPE_MISMATCH");
  });
});

/** Flips the last byte of every cache entry. */
async function spoilAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
  }
}

function snapshotIn(result: Result<Snapshot>): Snapshot {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

function problemIn(result: Result<Snapshot>): Problem {
  if (result.ok) throw new Error("expected a problem");
  return result.problem;
}
