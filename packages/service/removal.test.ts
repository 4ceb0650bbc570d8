import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, signUp } from "./testing/client.ts";
import { readStream } from "./testing/read-stream.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";

let started: StartedService;
const ask = clientOf(() => started.address);

/** A private scan that runs and will not end, and a stream that follows it. */
async function followed(cookie: string, input: string) {
  const made = await ask("/api/v1/scan", { cookie, body: { input, scan_visibility: "private" } });
  const path = `/api/v1/scan/${made.json.data.scan_id}`;
  const stream = readStream(`${started.address}${path}/stream`, undefined, { cookie });
  await stream.has((event) => event.type === "rule_started");
  return { path, stream };
}

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("the stream of a private scan", () => {
    beforeAll(async () => {
      started = await startOn(kind, { DEFAULT_PLAN: "team", WORKER_CONCURRENCY: "2" });
    });
    afterAll(() => started?.remove());

    it("ends with the scan when its owner removes it, and opens no more", async () => {
      const cookie = await signUp(ask, "ann");
      const { path, stream } = await followed(cookie, "slow-removed");
      expect((await ask(path, { cookie, method: "DELETE" })).status).toBe(204);
      const last = (await stream).at(-1);
      expect(last?.data).toMatchObject({ type: "scan_failed", error_message: "the scan was removed", error_code: "SCAN_NOT_FOUND" });
      const again = await ask(`${path}/stream`, { cookie, headers: { "last-event-id": String(last?.id) } });
      expect([again.status, again.json.error.code]).toEqual([404, "SCAN_NOT_FOUND"]);
      expect((await ask(path, { cookie })).status).toBe(404);
    });

    it("ends with the account of its owner", async () => {
      const cookie = await signUp(ask, "ben");
      const { path, stream } = await followed(cookie, "slow-left");
      expect((await ask("/api/v1/me/deletion", { cookie, body: { email: "ben@example.org" } })).status).toBe(204);
      expect((await stream).at(-1)?.data).toMatchObject({ type: "scan_failed", error_code: "SCAN_NOT_FOUND" });
      expect((await ask(path)).status).toBe(404);
    });
  });
});
