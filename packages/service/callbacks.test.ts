import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkCallbackUrl } from "./app/callback.ts";
import { clientOf } from "./testing/client.ts";
import { readStream } from "./testing/read-stream.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";

interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let origin: string;
let started: StartedService;
const calls: Call[] = [];
/** What the receiver answers next; then 200. */
const answers: number[] = [];
const ask = clientOf(() => started.address);

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    calls.push({ path: request.url ?? "", headers: request.headers, body });
    response.writeHead(answers.shift() ?? 200, { location: "/elsewhere" }).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

const callTo = (path: string) =>
  vi.waitFor(() => {
    const call = calls.find((one) => one.path === path);
    if (call === undefined) throw new Error(`no call to ${path}`);
    return call;
  }, 60_000);
const submit = (input: string, path: string) => ask("/api/v1/scan", { body: { input, callback_url: origin + path } });

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("callbacks", () => {
    beforeAll(async () => {
      calls.length = 0;
      started = await startOn(kind, { CALLBACK_ORIGINS: origin });
    });
    afterAll(() => started?.remove());

    it("tell that a scan has ended, once, signed with a secret that its submitter was told", async () => {
      const { json } = await submit("called-back", "/done");
      const call = await callTo("/done");
      expect(JSON.parse(call.body)).toMatchObject({
        type: "scan_complete",
        data: {
          scan_id: json.data.scan_id,
          status: "complete",
          safety_grade: "F",
          report_url: `${started.address}/scan/${encodeURIComponent(json.data.scan_id)}`,
        },
      });
      const signed = `${call.headers["webhook-id"]}.${call.headers["webhook-timestamp"]}.${call.body}`;
      const key = Buffer.from(json.data.callback_secret.replace("whsec_", ""), "base64");
      expect(call.headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
      expect(call.headers["webhook-id"]).toBe(json.data.scan_id);
    });

    it("come for scans that fail, are joined, or are served from the cache too", async () => {
      const failing = await submit("missing-package", "/failed");
      const [one, two] = await Promise.all([submit("shared-server", "/one"), submit("shared-server", "/two")]);
      expect(JSON.parse((await callTo("/failed")).body)).toMatchObject({
        type: "scan_failed",
        data: { scan_id: failing.json.data.scan_id, error_code: "REPOSITORY_NOT_FOUND" },
      });
      expect(JSON.parse((await callTo("/one")).body).data.scan_id).toBe(one?.json.data.scan_id);
      expect(JSON.parse((await callTo("/two")).body).data.scan_id).toBe(two?.json.data.scan_id);
      const cached = await submit("shared-server", "/cached");
      expect(cached.status).toBe(200);
      expect(JSON.parse((await callTo("/cached")).body)).toMatchObject({ data: { cached: true } });
    });

    it("are not sent on by a redirect", async () => {
      answers.push(302);
      const { json } = await submit("redirected-server", "/redirects");
      await readStream(`${started.address}/scan/${json.data.scan_id}/stream`);
      await callTo("/redirects");
      await submit("after-that-server", "/after");
      await callTo("/after");
      expect(calls.some(({ path }) => path === "/elsewhere")).toBe(false);
    });

    it("go to public addresses only", async () => {
      for (const url of [
        "http://example.org/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://user:pass@example.org/",
        "nonsense",
        "https://localhost/",
        "file:///etc/passwd",
      ])
        expect(await ask("/api/v1/scan", { body: { input: "x", callback_url: url } })).toMatchObject({
          status: 400,
          json: { error: { code: "INVALID_REQUEST", message: expect.stringContaining("callback_url: ") } },
        });
    });
  });
});

it("an address of ours may be written with any path and query", () => {
  expect(checkCallbackUrl("https://example.org/a?b=c", new Set())).toEqual({ ok: true, value: "https://example.org/a?b=c" });
});
