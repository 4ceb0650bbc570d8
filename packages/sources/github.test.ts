import { execFileSync, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTarget } from "./open.ts";
import { startGitHub } from "./testing/github-world.ts";
import { afterwards, ioFor, scratch } from "./testing/scratch.ts";
import { startUpstream } from "./testing/upstream.ts";

const FILES = [
  { path: "packages/server/index.js", content: "1" },
  { path: "README.md", content: "2" },
];

async function world() {
  const started = await startGitHub(FILES);
  afterwards(started.upstream.close);
  return started;
}

describe("GitHub", () => {
  it.each([
    ["https://github.com/owner/server/tree/v1.2.0/packages/server", "packages/server"],
    ["https://github.com/owner/server/tree/feature/x/packages/server", "packages/server"],
    ["https://github.com/owner/server/tree/feature/x", ""],
  ])("%s is the folder %j of a branch or tag", async (input, subfolder) => {
    const { env } = await world();
    expect(await openTarget(input, await ioFor({ ...env }))).toMatchObject({
      ok: true,
      value: { target: { subfolder }, files: [{ path: "README.md" }, { path: "packages/server/index.js" }] },
    });
  });

  it("says that a folder is not there", async () => {
    const { env } = await world();
    expect(await openTarget("owner/server@v1.2.0//nowhere", await ioFor({ ...env }))).toMatchObject({
      ok: false,
      problem: { code: "REPOSITORY_NOT_FOUND", message: expect.stringContaining("nowhere") },
    });
  });

  it("tells what a repository keeps out of its own archive", async () => {
    const { env, upstream } = await world();
    const { answer } = upstream;
    upstream.answer = (request) =>
      request.path.includes("/git/trees/")
        ? {
            body: JSON.stringify({
              tree: [
                { path: "hidden/evil.js", type: "blob", mode: "100644" },
                { path: "README.md", type: "blob", mode: "100644" },
              ],
            }),
          }
        : answer(request);
    expect(await openTarget("owner/server", await ioFor({ ...env }))).toMatchObject({
      ok: true,
      value: { notes: [{ path: "hidden/evil.js", reason: "excluded" }] },
    });
  });

  it("sends the token of the environment to the API and not to the download host", async () => {
    const { env, upstream } = await world();
    const downloads = await startUpstream(() => ({ status: 404 }));
    afterwards(downloads.close);
    const { answer } = upstream;
    upstream.answer = (request) =>
      request.path.includes("/tarball/") ? { status: 302, headers: { location: `${downloads.url}/x?token=signed` } } : answer(request);
    const io = await ioFor({ ...env, GITHUB_TOKEN: "gh-t0ken" });
    io.trust(downloads.url);
    await openTarget("owner/server", io);
    expect(new Set(upstream.seen.map(({ headers }) => headers.authorization))).toEqual(new Set(["Bearer gh-t0ken"]));
    expect(downloads.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  it("says when the rate limit is used up and what helps", async () => {
    const { env, upstream } = await world();
    upstream.answer = () => ({ status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" } });
    expect(await openTarget("owner/server", await ioFor({ ...env }))).toMatchObject({
      ok: false,
      problem: { code: "UPSTREAM_UNAVAILABLE", retryAfter: expect.any(Number), hint: expect.stringContaining("GITHUB_TOKEN") },
    });
  });

  it("asks with the remembered mark and takes the remembered answer", async () => {
    const { env, upstream } = await world();
    const cacheDir = await scratch();
    await openTarget("owner/server", await ioFor({ ...env }, { cacheDir }));
    const { answer } = upstream;
    upstream.answer = (request) => (request.headers["if-none-match"] === '"1"' ? { status: 304 } : answer(request));
    expect(await openTarget("owner/server", await ioFor({ ...env }, { cacheDir }))).toMatchObject({
      ok: true,
      value: { facts: { repository: "https://github.com/owner/server" } },
    });
  });
});

describe("the git protocol, when the API does not answer", () => {
  it("delivers a tag with every file, whatever its attributes say", async () => {
    const root = await repository({ "index.js": "1", ".gitattributes": "hidden.js export-ignore\n", "hidden.js": "2", "sub/a.py": "3" });
    const server = await serveGit(root);
    const api = await startUpstream(() => ({ status: 503 }));
    afterwards(api.close);
    const env = { GITHUB_API_URL: api.url, GITHUB_SERVER_URL: server, PATH: process.env.PATH ?? "", GITHUB_TOKEN: "t" };
    const opened = await openTarget("github:owner/repo@v1", await ioFor(env));
    expect(opened).toMatchObject({
      ok: true,
      value: {
        target: { version: expect.stringMatching(/^[0-9a-f]{40}$/u) },
        files: [{ path: ".gitattributes" }, { path: "hidden.js" }, { path: "index.js" }, { path: "sub/a.py" }],
      },
    });
    expect(await openTarget("github:owner/repo@nothing", await ioFor(env))).toMatchObject({
      ok: false,
      problem: { code: "UPSTREAM_UNAVAILABLE" },
    });
  });
});

/** A bare repository owner/repo.git with one commit and the annotated tag v1; the folder that holds it. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const [root, work] = [await scratch(), await scratch()];
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(work, path)), { recursive: true });
    await writeFile(join(work, path), content);
  }
  const git = (...args: string[]): Buffer =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: work, stdio: "pipe" });
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "one");
  git("tag", "-a", "v1", "-m", "one");
  git("clone", "-q", "--bare", ".", join(root, "owner", "repo.git"));
  return root;
}

/** git's own HTTP backend behind a small CGI bridge. */
async function serveGit(root: string): Promise<string> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const env = {
      PATH: process.env.PATH ?? "",
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: "1",
      REQUEST_METHOD: request.method ?? "",
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      HTTP_GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      REMOTE_ADDR: "127.0.0.1",
    };
    const child = spawn("git", ["-c", "uploadpack.allowAnySHA1InWant=true", "http-backend"], { env });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("close", () => {
      const output = Buffer.concat(chunks);
      const end = output.indexOf("\r\n\r\n");
      const headers = output
        .subarray(0, end)
        .toString()
        .split("\r\n")
        .map((line) => line.split(": ") as [string, string]);
      const status = headers.find(([name]) => name === "Status")?.[1] ?? "200";
      response
        .writeHead(Number.parseInt(status, 10), Object.fromEntries(headers.filter(([name]) => name !== "Status")))
        .end(output.subarray(end + 4));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  afterwards(async () => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
