import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTarget } from "./open.ts";
import { readIndexPage } from "./simple-index.ts";
import { tgzOf, zipOf } from "./testing/pack.ts";
import { afterwards, ioFor, scratch } from "./testing/scratch.ts";
import { startUpstream, type Upstream } from "./testing/upstream.ts";

const sdist = tgzOf([{ path: "demo-1/server.py", content: "1" }]);
const wheel = zipOf([{ path: "demo/server.py", content: "1" }]);

/** An index of plain HTML pages that lists these files of the project "demo". */
async function index(files: readonly string[], attributes = ""): Promise<Upstream> {
  const upstream = await startUpstream(({ path }) => {
    if (path === "/simple/demo/")
      return {
        headers: { "content-type": "text/html" },
        body: `<html><body>${files.map((file) => `<a ${file.startsWith("!") ? 'data-yanked="bad"' : ""} ${attributes} href="../../f/${file.replace("!", "")}">${file.replace("!", "")}</a>`).join("\n")}</body></html>`,
      };
    return path.startsWith("/f/") ? { body: path.endsWith(".whl") ? wheel : sdist } : undefined;
  });
  afterwards(upstream.close);
  return upstream;
}

const VERSIONS = [
  "demo-1.0.tar.gz",
  "demo-1.2.tar.gz",
  "demo-1.10.tar.gz",
  "!demo-1.11.tar.gz",
  "demo-2.0rc1.tar.gz",
  "demo-not.a.version.tar.gz",
];

describe("PyPI versions", () => {
  it.each([
    ["pypi:demo", "1.10"],
    ["demo==1.2", "1.2"],
    ["demo==1.2.0", "1.2"],
    ["demo~=1.2", "1.10"],
    ["demo<1.10", "1.2"],
    ["demo>=1,!=1.10", "1.2"],
    ["demo==1.*", "1.10"],
    ["demo>=2.0rc1", "2.0rc1"],
    ["demo>1.10", "2.0rc1"],
    ["demo==1.11", "1.11"],
    ["demo[extra]>=1", "1.10"],
  ])("%s is %s", async (input, version) => {
    const { url } = await index(VERSIONS);
    expect(await openTarget(input, await ioFor({ PYPI_INDEX_URL: `${url}/simple` }))).toMatchObject({
      ok: true,
      value: { target: { version } },
    });
  });

  it.each(["demo==3", "demo>=1.11,<2.0rc1", "demo==1.11.*", "pypi:other"])("%s does not exist", async (input) => {
    const { url } = await index(VERSIONS);
    expect(await openTarget(input, await ioFor({ PYPI_INDEX_URL: `${url}/simple` }))).toMatchObject({
      ok: false,
      problem: { code: "REPOSITORY_NOT_FOUND" },
    });
  });

  it("says that a pinned version was withdrawn", async () => {
    const { url } = await index(VERSIONS);
    expect(await openTarget("demo==1.11", await ioFor({ PYPI_INDEX_URL: `${url}/simple` }))).toMatchObject({
      ok: true,
      value: { facts: { yanked: true } },
    });
  });
});

describe("PyPI files", () => {
  it.each([
    [["demo-1.0-py3-none-any.whl", "demo-1.0.tar.gz"], "server.py"],
    [["demo-1.0-cp311-cp311-win_amd64.whl", "demo-1.0-py3-none-any.whl"], "demo/server.py"],
  ])("of %j the one with %s is read", async (files, path) => {
    const { url } = await index(files);
    expect(await openTarget("pypi:demo", await ioFor({ PYPI_INDEX_URL: `${url}/simple` }))).toMatchObject({
      ok: true,
      value: { files: [{ path }] },
    });
  });

  it("whose hash is another one are refused", async () => {
    const upstream = await index([]);
    const { answer } = upstream;
    upstream.answer = (request) =>
      request.path === "/simple/demo/"
        ? { headers: { "content-type": "text/html" }, body: `<a href="/f/demo-1.tar.gz#sha256=${"0".repeat(64)}">demo-1.tar.gz</a>` }
        : answer(request);
    expect(await openTarget("pypi:demo", await ioFor({ PYPI_INDEX_URL: `${upstream.url}/simple` }))).toMatchObject({
      ok: false,
      problem: { code: "TARGET_NOT_READABLE" },
    });
  });

  it("are read from pages of any shape without failing", () => {
    for (const text of [
      "",
      "{",
      '{"files":[{"filename":5},null,{"filename":"demo-1.zip","url":"::"}]}',
      "<a>",
      "<a".repeat(100_000),
      '<a href="x">demo-1.tar.gz</a>',
    ]) {
      expect(
        Array.isArray(
          readIndexPage(text, text.startsWith("{") ? "application/json" : "text/html", "https://example.com/simple/demo/", "demo"),
        ),
      ).toBe(true);
    }
  });
});

describe("pip's configuration", () => {
  it("decides the index, and netrc the login, which goes to that host only", async () => {
    const upstream = await index(["demo-1.0.tar.gz"]);
    const home = await scratch();
    await mkdir(join(home, ".config", "pip"), { recursive: true });
    await writeFile(join(home, ".config", "pip", "pip.conf"), `[global]\nindex-url = ${upstream.url}/simple\n`);
    await writeFile(
      join(home, ".netrc"),
      `machine other.example login x password y\nmachine ${new URL(upstream.url).host} login u password p\n`,
    );
    expect(await openTarget("pypi:demo", await ioFor({}, { home }))).toMatchObject({ ok: true });
    expect(new Set(upstream.seen.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Basic ${Buffer.from("u:p").toString("base64")}`]),
    );
  });

  it("may carry the login in the address, which is never shown", async () => {
    const upstream = await index([]);
    const io = await ioFor({ PIP_INDEX_URL: `${upstream.url.replace("//", "//u:s3cr3t@")}/simple` });
    const opened = await openTarget("pypi:demo", io);
    expect(upstream.seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from("u:s3cr3t").toString("base64")}`);
    expect(JSON.stringify(opened)).not.toContain("s3cr3t");
  });

  it("may name further indexes, which are asked when the first does not know the project", async () => {
    const [first, second] = [await startUpstream(), await index(["demo-1.0.tar.gz"])];
    afterwards(first.close);
    expect(
      await openTarget("pypi:demo", await ioFor({ PIP_INDEX_URL: `${first.url}/simple`, PIP_EXTRA_INDEX_URL: `${second.url}/simple` })),
    ).toMatchObject({ ok: true });
  });
});

describe("the configured PyPI", () => {
  it("delivers a published server with its facts", async () => {
    const opened = await openTarget(
      "mcp-server-fetch==0.6.2",
      await ioFor(process.env as Record<string, string>, { home: process.env.HOME ?? "/" }),
    );
    expect(opened).toMatchObject({
      ok: true,
      value: {
        target: { type: "pypi", version: "0.6.2" },
        facts: { ecosystem: "pypi", integrity: "sha256-bzbBeTcMtj+/S47HfZ+9mVU/nEGV7SYTuWhd4m7bdZQ=" },
      },
    });
  });
});
