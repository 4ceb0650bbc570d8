import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTarget } from "./open.ts";
import { tgzOf } from "./testing/pack.ts";
import { afterwards, ioFor, scratch } from "./testing/scratch.ts";
import { startUpstream, type Upstream } from "./testing/upstream.ts";

const tarball = tgzOf([{ path: "package/index.js", content: "1" }]);
const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;

/** A registry with one package, as npm's answers look. */
async function registry(dist: Record<string, unknown> = { integrity }, more: Record<string, unknown> = {}): Promise<Upstream> {
  const upstream = await startUpstream();
  afterwards(upstream.close);
  const version = (number: string) => ({
    name: "@s/server",
    version: number,
    dist: { tarball: `${upstream.url}/@s/server/-/server-${number}.tgz`, ...dist },
    ...more,
  });
  const packument = {
    name: "@s/server",
    "dist-tags": { latest: "1.2.0", next: "2.0.0-beta.1" },
    versions: Object.fromEntries(["1.0.0", "1.2.0", "1.10.0", "2.0.0-beta.1"].map((number) => [number, version(number)])),
    time: { created: "2025-01-01T00:00:00.000Z", "1.2.0": "2025-03-01T00:00:00.000Z" },
    maintainers: [{ name: "ann" }, { name: "bob" }],
  };
  upstream.answer = ({ path }) => {
    if (path === "/@s%2fserver") return { body: JSON.stringify(packument), headers: { "content-type": "application/json", etag: '"p1"' } };
    return path.endsWith(".tgz") ? { body: tarball } : undefined;
  };
  return upstream;
}

describe("the configured npm registry", () => {
  it("delivers a published server with its facts", async () => {
    const opened = await openTarget(
      "npm:@modelcontextprotocol/server-filesystem@2025.3.28",
      await ioFor(process.env as Record<string, string>, { home: process.env.HOME ?? "/" }),
    );
    expect(opened).toMatchObject({
      ok: true,
      value: {
        target: { type: "npm", version: "2025.3.28", trusted: false },
        files: [{ path: "README.md" }, { path: "dist/index.js" }, { path: "package.json" }],
        facts: {
          ecosystem: "npm",
          integrity: "sha512-1AMqM0EZnF7n6L5njMASDR12ppyvtj89HinePbvB8UtT5JKWQ6LJJcbsTYIt/gerFNssf17gH5qXvqSM+eCQSg==",
        },
      },
    });
  });
});

describe("npm versions", () => {
  it.each([
    ["@s/server", "1.2.0"],
    ["@s/server@1.0.0", "1.0.0"],
    ["@s/server@v1.0.0", "1.0.0"],
    ["@s/server@next", "2.0.0-beta.1"],
    ["@s/server@^1", "1.10.0"],
    ["@s/server@>=1 <1.5", "1.2.0"],
    ["@s/server@*", "1.10.0"],
  ])("%s is %s", async (input, version) => {
    const { url } = await registry();
    expect(await openTarget(input, await ioFor({ NPM_REGISTRY_URL: url }))).toMatchObject({ ok: true, value: { target: { version } } });
  });

  it.each([
    "@s/server@9.9.9",
    "@s/server@nothing",
    "@s/server@^9",
    "@s/server@constructor",
    "@s/other",
  ])("%s does not exist", async (input) => {
    const { url } = await registry();
    expect(await openTarget(input, await ioFor({ NPM_REGISTRY_URL: url }))).toMatchObject({
      ok: false,
      problem: { code: "REPOSITORY_NOT_FOUND" },
    });
  });
});

describe("npm facts", () => {
  it("tells install scripts, maintainers, dates, deprecation and repository", async () => {
    const { url } = await registry(
      { integrity, attestations: { url: "x" } },
      { scripts: { postinstall: "node go.js", test: "t" }, deprecated: "old", repository: { url: "git+https://github.com/s/server" } },
    );
    const opened = await openTarget("@s/server", await ioFor({ NPM_REGISTRY_URL: url }));
    expect(opened.ok && opened.value.facts).toEqual({
      ecosystem: "npm",
      integrity,
      versionCount: 4,
      attestations: true,
      installScripts: ["postinstall: node go.js"],
      maintainers: ["ann", "bob"],
      publishedAt: "2025-03-01T00:00:00.000Z",
      firstPublishedAt: "2025-01-01T00:00:00.000Z",
      deprecated: "old",
      repository: "git+https://github.com/s/server",
    });
  });

  it.each([
    ["sha512", { integrity: `sha512-${createHash("sha512").update("other").digest("base64")}` }],
    ["sha1", { shasum: "0".repeat(40) }],
  ])("refuses an archive whose %s is another one", async (_, dist) => {
    const { url } = await registry(dist);
    expect(await openTarget("@s/server", await ioFor({ NPM_REGISTRY_URL: url }))).toMatchObject({
      ok: false,
      problem: { code: "TARGET_NOT_READABLE" },
    });
  });
});

describe(".npmrc", () => {
  it("decides the registry of a scope and the token, which goes to that registry only", async () => {
    const [scoped, other] = [await registry(), await registry()];
    const home = await scratch();
    const project = join(home, "project");
    await mkdir(join(project, "deep"), { recursive: true });
    await writeFile(join(project, "package.json"), "{}");
    await writeFile(join(home, ".npmrc"), `registry=${other.url}\n; a comment\n//${new URL(scoped.url).host}/:_authToken=\${TOKEN}\n`);
    await writeFile(join(project, ".npmrc"), `@s:registry = "${scoped.url}"\n`);
    const io = await ioFor({ TOKEN: "t0ken" }, { home, cwd: join(project, "deep") });
    expect(await openTarget("npm:@s/server", io)).toMatchObject({ ok: true });
    expect(scoped.seen.map(({ headers }) => headers.authorization)).toEqual(["Bearer t0ken", "Bearer t0ken"]);
    expect(other.seen).toEqual([]);
  });

  it("reads variables of npm, and user name with password", async () => {
    const upstream = await registry();
    const host = new URL(upstream.url).host;
    const io = await ioFor({
      NPM_CONFIG_REGISTRY: upstream.url,
      [`npm_config_//${host}/:username`]: "u",
      [`npm_config_//${host}/:_password`]: Buffer.from("p").toString("base64"),
    });
    await openTarget("npm:@s/server", io);
    expect(upstream.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from("u:p").toString("base64")}`);
  });

  it("sends the token to no other host that the registry names for the archive", async () => {
    const archive = await registry();
    const upstream = await registry({ integrity, tarball: `${archive.url}/server.tgz` });
    const io = await ioFor({ NPM_REGISTRY_URL: upstream.url }, { credentials: { type: "npm", token: "t0ken" } });
    io.trust(archive.url);
    expect(await openTarget("npm:@s/server", io)).toMatchObject({ ok: true });
    expect(archive.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
