import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { isScanId } from "./app/scan-id.ts";
import { parseSettings, type RunningService, startService } from "./serve.ts";
import { NO_UPSTREAM } from "./testing/no-upstream.ts";
import { postgresPrograms, startPostgres, type TestServer } from "./testing/postgres.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { readStream } from "./testing/read-stream.ts";

/** Limits are the subject of other tests. */
const GENEROUS = { ...PLANS, anonymous: { ...PLANS.anonymous, limits: { minute: 10_000 } } };

let programs: Programs;
let folder: string;
let service: RunningService;
let gate: string;
let databaseUrl: string | undefined;

beforeAll(async () => {
  programs = await buildPrograms();
  folder = await mkdtemp(join(tmpdir(), "service-test-"));
  gate = join(folder, "gate");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<RunningService> {
  const settings = parseSettings({
    ...process.env,
    PORT: "0",
    DATA_DIR: dataDir,
    LOG_LEVEL: "silent",
    WORKER_CONCURRENCY: "2",
    STOP_GRACE_SECONDS: "0",
    NPM_CONFIG_FAKE_SCAN_GATE: gate,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, SECRET_KEY: "only for this test, but long enough" }),
  });
  if (!settings.ok) throw new Error(settings.problem.message);
  const started = await startService(settings.value, { parts: { ...programs, plans: GENEROUS, upstream: NO_UPSTREAM } });
  if (!started.ok) throw new Error(started.problem.message);
  return started.value;
}

const get = (path: string, headers: Record<string, string> = {}) => fetch(service.address + path, { headers });
const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${service.address}/api/v1/scan`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

async function submit(input: string): Promise<string> {
  const response = await post({ input });
  expect(response.status).toBe(202);
  return ((await response.json()) as { data: { scan_id: string } }).data.scan_id;
}

/** Reads the stream to its end, then the result. */
async function finished(scanId: string): Promise<Record<string, unknown>> {
  await readStream(`${service.address}/scan/${scanId}/stream`);
  return (await (await get(`/scan/${scanId}`)).json()) as Record<string, unknown>;
}

describe.each(["embedded", "PostgreSQL"] as const)("on %s", (kind) => {
  describe.skipIf(kind === "PostgreSQL" && postgresPrograms() === null)("the service", () => {
    let server: TestServer | null = null;

    beforeAll(async () => {
      server = kind === "embedded" ? null : await startPostgres(postgresPrograms() ?? "");
      databaseUrl = server?.url;
      service = await start(join(folder, kind));
    });
    afterAll(async () => {
      await service.stop();
      await server?.stop();
      databaseUrl = undefined;
    });

    describe("a scan", () => {
      it("goes from submission to a graded result", async () => {
        const response = await post({ input: "@modelcontextprotocol/server-github", mode: "fast" });
        expect(response.status).toBe(202);
        const { success, data } = (await response.json()) as { success: boolean; data: { scan_id: string; canonical_id: string } };
        expect(success).toBe(true);
        expect(data.canonical_id).toBe("npm:@modelcontextprotocol/server-github@latest");
        expect(isScanId(data.scan_id)).toBe(true);
        const result = await finished(data.scan_id);
        expect(result).toMatchObject({
          scan_id: data.scan_id,
          status: "complete",
          input: "@modelcontextprotocol/server-github",
          input_type: "npm",
          package_name: "@modelcontextprotocol/server-github",
        });
        expect(result).toMatchObject({
          safety_score: 6,
          safety_grade: "F",
          aivss_score: 9.4,
          severity_distribution: { critical: 1, high: 0, medium: 0, low: 0 },
          schema_version: 2,
          cached: false,
        });
        expect(result.scanned_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u);
      });

      it("answers at every documented address, percent-encoded or not", async () => {
        const id = await submit("some-server");
        await finished(id);
        for (const path of [
          `/scan/${id}`,
          `/api/v1/scan/${id}`,
          `/scan/${encodeURIComponent(id)}`,
          `/api/v1/scan/${encodeURIComponent(id)}`,
        ]) {
          expect(await (await get(path)).json()).toMatchObject({ scan_id: id, status: "complete" });
        }
      });

      it("says that it is in progress, without a grade", async () => {
        const id = await submit("slow-server");
        const stream = readStream(`${service.address}/scan/${id}/stream`);
        await stream.has((event) => event.type === "rule_started");
        expect(await (await get(`/scan/${id}`)).json()).toMatchObject({
          status: "in_progress",
          safety_grade: null,
          safety_score: null,
          aivss_score: null,
          findings: [],
        });
        await writeFile(gate, "");
        expect((await stream).at(-1)?.type).toBe("scan_complete");
        await rm(gate);
      });

      it("that ran out of time keeps its findings without a grade", async () => {
        const result = await finished(await submit("cut-server"));
        expect(result).toMatchObject({
          status: "failed",
          error_code: "SCAN_TIMED_OUT",
          safety_grade: null,
          safety_score: null,
          aivss_score: null,
          msss_score: null,
        });
        expect(result.findings).toHaveLength(1);
      });

      it("of a missing package fails with its code and message", async () => {
        expect(await finished(await submit("missing-server"))).toMatchObject({
          status: "failed",
          error_code: "REPOSITORY_NOT_FOUND",
          error_message: expect.stringContaining("missing-server"),
          findings: [],
        });
      });

      it("of what is no server fails with its code, ungraded", async () => {
        expect(await finished(await submit("library-of-things"))).toMatchObject({
          status: "failed",
          error_code: "NOT_AN_MCP_SERVER",
          safety_grade: null,
        });
      });

      it("whose process dies fails, and the next one works", async () => {
        expect(await finished(await submit("crash-server"))).toMatchObject({ status: "failed", error_code: "INTERNAL" });
        expect(await finished(await submit("fine-server"))).toMatchObject({ status: "complete" });
      });

      it("carries any text of the target unharmed", async () => {
        const id = await submit("hostile-server");
        const events = await readStream(`${service.address}/scan/${id}/stream`);
        const result = (await (await get(`/scan/${id}`)).json()) as { findings: { description: string }[] };
        expect(result.findings[0]?.description).toBe("\u0000 \ud800 \u2028 </script> event: x\n\ndata: y");
        expect(events.at(-1)?.data).toMatchObject({ scan_result: { findings: [{ description: result.findings[0]?.description }] } });
      });
    });

    describe("the stream", () => {
      it("tells the whole story once, in order, to who comes late", async () => {
        const id = await submit("told-server");
        await finished(id);
        const events = await readStream(`${service.address}/api/v1/scan/${id}/stream`);
        expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
        expect(events.map((event) => event.type)).toEqual([
          "mode_selected",
          "stage_started",
          "stage_completed",
          "stage_started",
          "stage_completed",
          "stage_started",
          "rule_started",
          "rule_completed",
          "stage_completed",
          "scan_complete",
        ]);
        expect(events[0]?.data).toEqual({ type: "mode_selected", mode: "fast", scan_visibility: "public" });
        expect(events[6]?.data).toEqual({
          type: "rule_started",
          rule_id: "MCP-A001",
          rule_name: "Shell command",
          tier: "T1",
          severity_level: "critical",
        });
        expect(events.at(-1)?.data.scan_result).toEqual(await (await get(`/scan/${id}`)).json());
      });

      it("resumes behind any event, and has nothing for who has the last one", async () => {
        const id = await submit("resumed-server");
        await finished(id);
        const url = `${service.address}/scan/${id}/stream`;
        const all = await readStream(url);
        for (const { id: last } of all.slice(0, -1))
          expect((await readStream(url, last)).map((event) => event.id)).toEqual(all.slice(last).map((event) => event.id));
        const after = await get(`/scan/${id}/stream`, { "last-event-id": String(all.at(-1)?.id) });
        expect(after.status).toBe(204);
        expect(await after.text()).toBe("");
      });

      it("forbids proxies to hold it back", async () => {
        const id = await submit("proxied-server");
        const response = await get(`/scan/${id}/stream`);
        expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/u);
        expect(response.headers.get("x-accel-buffering")).toBe("no");
        await response.text();
      });
    });

    describe("refusals", () => {
      const refusals: readonly [string, unknown, number, string][] = [
        ["broken JSON", "{", 400, "INVALID_REQUEST"],
        ["no input", {}, 400, "INVALID_REQUEST"],
        ["an empty input", { input: "" }, 400, "INVALID_REQUEST"],
        ["a long input", { input: "a".repeat(513) }, 400, "INVALID_REQUEST"],
        ["an input that nothing understands", { input: "https://example.org/x" }, 400, "INVALID_REQUEST"],
        ["a path", { input: "/etc/passwd" }, 400, "INVALID_REQUEST"],
        ["a null byte", { input: "a\u0000b" }, 400, "INVALID_REQUEST"],
        ["an unknown field", { input: "x", force: true }, 400, "INVALID_REQUEST"],
        ["a prototype key", '{"input":"x","__proto__":{"mode":"deep"}}', 400, "INVALID_REQUEST"],
        ["an unknown mode", { input: "x", mode: "slow" }, 400, "INVALID_REQUEST"],
        ["an empty token", { input: "x", scan_visibility: "private", credentials: { type: "npm", token: "" } }, 400, "INVALID_CREDENTIALS"],
        ["an unknown credential type", { input: "x", credentials: { type: "svn", token: "t" } }, 400, "INVALID_CREDENTIALS"],
        ["credentials of a public scan", { input: "x", credentials: { type: "npm", token: "t" } }, 400, "CREDENTIALS_PUBLIC_SCAN"],
        ["a private scan without account", { input: "x", scan_visibility: "private" }, 401, "PRIVATE_REQUIRES_SIGNIN"],
        ["a deep scan without account", { input: "x", mode: "deep" }, 401, "SIGNIN_REQUIRED_FOR_DEEP"],
        ["a forced scan without account", { input: "x", force_rescan: true }, 401, "FORCE_RESCAN_REQUIRES_SIGNIN"],
        ["a body that is too large", JSON.stringify({ input: "x".repeat(70_000) }), 413, "PAYLOAD_TOO_LARGE"],
      ];
      it.each(refusals)("%s", async (_name, body, status, code) => {
        const response = await post(body);
        expect(response.status).toBe(status);
        const answer = (await response.json()) as { success: boolean; error: { code: string; message: string; request_id: string } };
        expect(answer).toEqual({
          success: false,
          error: expect.objectContaining({ code, message: expect.any(String), request_id: response.headers.get("x-request-id") }),
        });
      });

      it("a body that is no JSON is 415", async () => {
        const response = await post("input=x", { "content-type": "text/plain" });
        expect([response.status, await response.json()]).toEqual([
          415,
          expect.objectContaining({ error: expect.objectContaining({ code: "UNSUPPORTED_MEDIA_TYPE" }) }),
        ]);
      });

      it("X-API-Key is told where the key belongs", async () => {
        const response = await post({ input: "x" }, { "x-api-key": "mcpsafe_x" });
        expect([response.status, await response.json()]).toEqual([
          401,
          expect.objectContaining({ error: expect.objectContaining({ code: "UNAUTHENTICATED", hint: expect.stringContaining("Bearer") }) }),
        ]);
      });

      it.each([
        "/scan/AAAAAAAAAAAAAAA=",
        "/scan/short",
        "/scan/AAAAAAAAAAAAAAA=/stream",
        "/scan/%00/consensus",
        `/api/v1/scan/${"A".repeat(99)}`,
      ])("%s is no scan", async (path) => {
        const response = await get(path);
        expect([response.status, await response.json()]).toEqual([
          404,
          expect.objectContaining({ error: expect.objectContaining({ code: "SCAN_NOT_FOUND" }) }),
        ]);
      });

      it("consensus of a fast scan is not available", async () => {
        const response = await get(`/scan/${await submit("judged-server")}/consensus`);
        expect([response.status, await response.json()]).toEqual([
          404,
          expect.objectContaining({ error: expect.objectContaining({ code: "CONSENSUS_NOT_AVAILABLE" }) }),
        ]);
      });

      it("an unknown address is 404, another method 405 with what is allowed", async () => {
        expect([(await get("/nothing")).status, (await get("/%E0%A4%A")).status]).toEqual([404, 400]);
        const response = await fetch(`${service.address}/api/v1/scan`, { method: "PUT", body: "x" });
        expect([
          response.status,
          response.headers.get("allow"),
          ((await response.json()) as { error: { code: string } }).error.code,
        ]).toEqual([405, "POST", "METHOD_NOT_ALLOWED"]);
      });
    });

    describe("a second request for the same", () => {
      it("joins the scan that runs, under an id of its own", async () => {
        const first = await submit("slow-shared");
        const stream = readStream(`${service.address}/scan/${first}/stream`);
        await stream.has((event) => event.type === "rule_started");
        const second = await submit("npm:slow-shared");
        expect(second).not.toBe(first);
        const other = readStream(`${service.address}/scan/${second}/stream`);
        await writeFile(gate, "");
        const [one, two] = await Promise.all([stream, other]);
        await rm(gate);
        expect(two.map((event) => [event.id, event.type])).toEqual(one.map((event) => [event.id, event.type]));
        expect([one, two].map((events) => (events.at(-1)?.data.scan_result as { scan_id: string }).scan_id)).toEqual([first, second]);
      });

      it("is served from the cache: 200, cached, and a stream of two events", async () => {
        await finished(await submit("cached-server"));
        const response = await post({ input: "cached-server" });
        expect(response.status).toBe(200);
        const id = ((await response.json()) as { data: { scan_id: string } }).data.scan_id;
        expect(await (await get(`/scan/${id}`)).json()).toMatchObject({ scan_id: id, cached: true, status: "complete", safety_grade: "F" });
        const events = await readStream(`${service.address}/scan/${id}/stream`);
        expect(events.map((event) => [event.id, event.type])).toEqual([
          [1, "cache_hit"],
          [2, "scan_complete"],
        ]);
        expect(events[0]?.data).toEqual({ type: "cache_hit", pkg_key: "npm:cached-server", version: "1.2.3" });
        expect((await get(`/scan/${id}/stream`, { "last-event-id": "2" })).status).toBe(204);
      });

      it("with an Idempotency-Key is answered as the first; another body is a conflict", async () => {
        const headers = { "idempotency-key": "deploy-42" };
        const ids = await Promise.all(
          [1, 2, 3].map(
            async () =>
              ((await (await post({ input: "idempotent-server" }, headers)).json()) as { data: { scan_id: string } }).data.scan_id,
          ),
        );
        expect(new Set(ids).size).toBe(1);
        const other = await post({ input: "another-server" }, headers);
        expect([other.status, ((await other.json()) as { error: { code: string } }).error.code]).toEqual([409, "IDEMPOTENCY_CONFLICT"]);
      });
    });

    describe("formats", () => {
      it.each([
        ["sarif", "application/sarif+json", '"version": "2.1.0"'],
        ["json", "application/json", '"scan_id"'],
        ["html", "text/html", "<html"],
        ["markdown", "text/markdown", "#"],
      ])("%s by name and by Accept", async (name, type, part) => {
        const id = await submit(`formatted-${name}`);
        await finished(id);
        const response = await get(`/scan/${id}?format=${name}`);
        expect([response.status, response.headers.get("content-type")]).toEqual([200, expect.stringContaining(type)]);
        const text = await response.text();
        expect(text).toContain(part);
        if (name !== "json") expect(await (await get(`/api/v1/scan/${id}`, { accept: `${type}, */*;q=0.1` })).text()).toBe(text);
      });

      it("evidence is a gzipped archive", async () => {
        const id = await submit("proven-server");
        await finished(id);
        const bytes = gunzipSync(Buffer.from(await (await get(`/scan/${id}?format=evidence`)).arrayBuffer()));
        expect(bytes.toString("latin1")).toContain("SHA256SUMS");
      });

      it("an unchanged result is 304, an unknown format 400", async () => {
        const id = await submit("tagged-server");
        await finished(id);
        const first = await get(`/scan/${id}`);
        expect(first.headers.get("cache-control")).toContain("immutable");
        expect((await get(`/scan/${id}`, { "if-none-match": first.headers.get("etag") ?? "" })).status).toBe(304);
        expect((await get(`/scan/${id}?format=pdf`)).status).toBe(400);
      });
    });

    describe("the registry and the rules", () => {
      it("list, find and hash what was scanned", async () => {
        await finished(await submit("@listed/server"));
        const list = (await (await get("/api/v1/registry?q=@LISTED/&sort=grade")).json()) as {
          servers: unknown[];
          facets: { types: Record<string, number> };
        };
        expect(list.servers).toMatchObject([
          { input_type: "npm", package_name: "@listed/server", version: "1.2.3", safety_grade: "F", scans: 1 },
        ]);
        expect(list.facets.types.npm).toBeGreaterThan(0);
        expect(await (await get("/api/v1/registry/npm/@listed/server")).json()).toMatchObject({
          latest: { version: "1.2.3" },
          history: [{ safety_grade: "F" }],
          diff: null,
        });
        expect(await (await get("/api/v1/registry/npm/%40listed%2Fserver/hashes")).json()).toMatchObject({
          tools: [{ tool_name: "execute_command", hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/u) }],
        });
        expect((await get("/api/v1/registry/npm/nobody")).status).toBe(404);
      });

      it("answer from the catalogue", async () => {
        expect((await get("/api/v1/rules")).status).toBe(200);
        expect((await get("/threats/coverage")).status).toBe(200);
        expect((await get("/api/v1/rules/none")).status).toBe(404);
      });
    });

    describe("around scans", () => {
      it("badges are SVG, show the grade, and stay grey for what is unknown", async () => {
        const id = await submit("badge-server");
        await finished(id);
        const response = await get(`/api/badge/${id}`);
        expect([response.status, response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual([
          200,
          expect.stringContaining("image/svg+xml"),
          "public, max-age=3600",
        ]);
        expect(await response.text()).toContain("F · 6/100");
        expect((await get(`/api/badge/${id}`, { "if-none-match": response.headers.get("etag") ?? "" })).status).toBe(304);
        expect(await (await get("/badge/npm/badge-server.svg")).text()).toContain("F · 6/100");
        expect(await (await get("/badge/npm/badge-server.json")).json()).toMatchObject({
          schemaVersion: 1,
          label: "mcp-assay",
          message: expect.stringContaining("F · 6/100"),
        });
        expect(await (await get("/badge/npm/@nobody/server.svg")).text()).toContain("not scanned");
        const unknown = await get("/api/badge/nobody");
        expect([unknown.status, await unknown.text()]).toEqual([200, expect.stringContaining("not scanned")]);
      });

      it("metrics tell runs, streams and answers", async () => {
        await get("/healthz");
        const text = await (await get("/metrics")).text();
        expect(text).toMatch(/^mcp_assay_runs\{status="complete"\} \d+$/mu);
        expect(text).toMatch(/^mcp_assay_http_answers_total\{method="GET",route="\/healthz",status="200"\} [1-9]\d*$/mu);
      });

      it("health, readiness and the OpenAPI document answer", async () => {
        expect(await (await get("/healthz")).json()).toEqual({ status: "ok" });
        expect(await (await get("/readyz")).json()).toEqual({ status: "ok" });
        const document = (await (await get("/openapi.json")).json()) as { openapi: string; paths: Record<string, unknown> };
        expect(document.openapi).toBe("3.1.0");
        expect(Object.keys(document.paths)).toEqual(
          expect.arrayContaining([
            "/api/v1/scan",
            "/scan/{id}",
            "/scan/{id}/stream",
            "/scan/{id}/consensus",
            "/api/badge/{scan_id}",
            "/healthz",
          ]),
        );
      });

      it.runIf(kind === "embedded")("a second service on the same folder is refused in one line", async () => {
        await expect(start(join(folder, kind))).rejects.toThrow(/^the data folder is in use by process \d+ on \S+$/u);
      });

      it.runIf(kind === "embedded")("a stopped service has handed back what ran, and the next one ends it", async () => {
        const data = join(folder, "stopped");
        const first = await start(data);
        const response = await fetch(`${first.address}/api/v1/scan`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: '{"input":"slow-handed"}',
        });
        const { scan_id } = ((await response.json()) as { data: { scan_id: string } }).data;
        const before = readStream(`${first.address}/scan/${scan_id}/stream`);
        await before.has((event) => event.type === "rule_started");
        await first.stop();
        await before;
        expect(existsSync(join(data, "lock.json"))).toBe(false);
        await writeFile(gate, "");
        const second = await start(data);
        const events = await readStream(`${second.address}/scan/${scan_id}/stream`);
        await second.stop();
        await rm(gate);
        expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
        expect(new Set(events.map((event) => JSON.stringify([event.type, event.data.stage_name, event.data.rule_id]))).size).toBe(
          events.length,
        );
        expect(events.at(-1)?.type).toBe("scan_complete");
      });
    });
  });
});
