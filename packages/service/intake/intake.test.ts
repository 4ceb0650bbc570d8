import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { startNpm } from "@mcp-assay/sources/testing/npm-world";
import type { Upstream } from "@mcp-assay/sources/testing/upstream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, signUp } from "../testing/client.ts";
import { readStream } from "../testing/read-stream.ts";
import { type StartedService, startOn } from "../testing/start-service.ts";

const SERVER = [
  { path: "package.json", content: '{"name":"@s/server","version":"1.2.0","dependencies":{"@modelcontextprotocol/sdk":"1"}}' },
  { path: "index.js", content: 'import "@modelcontextprotocol/sdk/server/mcp.js";' },
];
const LIBRARY = [
  { path: "package.json", content: '{"name":"@s/server","version":"1.2.0"}' },
  { path: "index.js", content: "export const add = (a, b) => a + b;" },
];

let upstream: Upstream;
let library: Upstream;
let started: StartedService;
let cookie: string;
const ask = clientOf(() => started.address);
const submit = (body: object) => ask("/api/v1/scan", { cookie, body });
const used = async () => (await ask("/api/v1/usage", { cookie })).json.submissions[1].used;

beforeAll(async () => {
  upstream = (await startNpm(SERVER)).upstream;
  library = (await startNpm(LIBRARY)).upstream;
  const open = upstream.answer;
  upstream.answer = (request) => {
    // The same registry has a package that is no server, and one for a token only.
    if (request.path === "/@s%2flibrary") {
      const page = library.answer({ ...request, path: "/@s%2fserver" });
      return { ...page, body: String(page?.body).replaceAll(library.url, `${upstream.url}/library`) };
    }
    if (request.path.startsWith("/library/")) return library.answer({ ...request, path: request.path.slice("/library".length) });
    if (request.path === "/@s%2fprivate")
      return request.headers.authorization === "Bearer right" ? open({ ...request, path: "/@s%2fserver" }) : { status: 401, body: "{}" };
    return open(request);
  };
  started = await startOn("embedded", { NPM_REGISTRY_URL: upstream.url }, { upstream: null });
  cookie = await signUp(ask, "somebody");
});
afterAll(async () => {
  await started?.remove();
  await Promise.all([upstream.close(), library.close()]);
});

describe("before a scan", () => {
  it("what does not exist is refused, and not counted", async () => {
    expect(await submit({ input: "@s/nothing" })).toMatchObject({ status: 400, json: { error: { code: "REPOSITORY_NOT_FOUND" } } });
    expect(await submit({ input: "@s/server@9" })).toMatchObject({ status: 400, json: { error: { code: "REPOSITORY_NOT_FOUND" } } });
    expect(await used()).toBe(0);
  });

  it("what is no MCP server is refused, and not counted", async () => {
    const refused = await submit({ input: "@s/library" });
    expect(refused).toMatchObject({ status: 400, json: { error: { code: "NOT_AN_MCP_SERVER" } } });
    expect(await used()).toBe(0);
  });

  it("a server is taken, and looked into once for all who ask for its version", async () => {
    const downloads = () => upstream.seen.filter(({ path }) => path.endsWith(".tgz")).length;
    const before = downloads();
    const first = await submit({ input: "@s/server" });
    expect(first.status).toBe(202);
    await readStream(`${started.address}/scan/${first.json.data.scan_id}/stream`);
    const again = await submit({ input: "@s/server" });
    expect(again.status).toBe(200);
    const forced = await submit({ input: "@s/server", force_rescan: true });
    expect(forced.status).toBe(202);
    expect(downloads() - before).toBe(1);
    expect(await used()).toBe(3);
  });

  it("an upstream that fails is a 502, not a scan", async () => {
    const answer = upstream.answer;
    upstream.answer = () => ({ status: 503, headers: { "retry-after": "120" }, body: "{}" });
    const refused = await submit({ input: "@s/elsewhere" });
    expect(refused).toMatchObject({ status: 502, json: { error: { code: "UPSTREAM_UNAVAILABLE" } } });
    expect(refused.headers.get("retry-after")).toBe("120");
    upstream.answer = answer;
  });
});

describe("credentials", () => {
  const credentials = (token: string, type = "npm") => ({ type, token });
  const secret = { input: "@s/private", scan_visibility: "private" };

  it("must be for the kind of target, and for private scans only", async () => {
    const sent = upstream.seen.length;
    expect(await submit({ ...secret, credentials: credentials("right", "github") })).toMatchObject({
      status: 400,
      json: { error: { code: "CREDENTIAL_TYPE_MISMATCH" } },
    });
    expect(await submit({ input: "@s/server", credentials: credentials("right") })).toMatchObject({
      status: 400,
      json: { error: { code: "CREDENTIALS_PUBLIC_SCAN" } },
    });
    expect(await submit({ ...secret, credentials: { type: "npm", token: "" } })).toMatchObject({
      status: 400,
      json: { error: { code: "INVALID_CREDENTIALS" } },
    });
    expect(upstream.seen).toHaveLength(sent);
  });

  it("that the upstream refuses are refused here, before anything is counted", async () => {
    const before = await used();
    expect(await submit({ ...secret, credentials: credentials("wrong") })).toMatchObject({
      status: 400,
      json: { error: { code: "INVALID_CREDENTIALS" } },
    });
    expect(await submit(secret)).toMatchObject({ status: 400 });
    expect(await used()).toBe(before);
  });

  it("fetch what is then scanned, without a trace in any cache", async () => {
    const taken = await submit({ ...secret, credentials: credentials("right") });
    expect(taken.status).toBe(202);
    const events = await readStream(`${started.address}/scan/${taken.json.data.scan_id}/stream`, undefined, { cookie });
    expect(events.at(-1)?.type).toBe("scan_complete");
    const files = await readdir(started.dataDir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile() && entry.parentPath.includes("cache")))
      expect((await readFile(join(file.parentPath, file.name))).includes("@s/private")).toBe(false);
    expect(await readdir(join(started.dataDir, "artifacts"))).toEqual([]);
  });
});
