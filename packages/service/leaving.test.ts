import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientOf, signUp } from "./testing/client.ts";
import { readStream } from "./testing/read-stream.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";

let started: StartedService;
const ask = clientOf(() => started.address);
const end = (cookie: string, email: string) => ask("/api/v1/me/deletion", { cookie, body: { email } });

/** A finished scan of a signed-in user. */
async function scanned(cookie: string, input: string, visibility: "public" | "private"): Promise<string> {
  const made = await ask("/api/v1/scan", { cookie, body: { input, scan_visibility: visibility } });
  const id = made.json.data.scan_id as string;
  await readStream(`${started.address}/api/v1/scan/${id}/stream`, undefined, { cookie });
  return id;
}

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("whoever leaves", () => {
    beforeAll(async () => {
      started = await startOn(kind, { DEFAULT_PLAN: "team", WORKER_CONCURRENCY: "2" });
    });
    afterAll(() => started?.remove());

    it("takes along everything that is kept about him, without secrets", async () => {
      const cookie = await signUp(ask, "ann");
      const made = await ask("/api/v1/keys", { cookie, body: { label: "ci", scopes: ["scan:read"] } });
      const ids = [await scanned(cookie, "ann-public", "public"), await scanned(cookie, "ann-private", "private")];
      const all = await ask("/api/v1/me/export", { cookie });
      expect(all.headers.get("content-disposition")).toContain("attachment");
      expect(all.json).toMatchObject({
        account: { email: "ann@example.org", name: "ann", plan: "team" },
        team: null,
        keys: [{ label: "ci", prefix: made.json.data.prefix, revoked_at: null }],
        sign_in_methods: [{ provider: "credential" }],
      });
      expect(all.json.scans.map((scan: { scan_id: string }) => scan.scan_id).sort()).toEqual([...ids].sort());
      expect(all.json.audit_log.map((entry: { action: string }) => entry.action)).toEqual(
        expect.arrayContaining(["session.opened", "key.created"]),
      );
      expect(all.text).not.toContain(made.json.data.key);
      expect(all.text).not.toMatch(/argon2|"hash"|"token"/u);
    });

    it("leaves public results without an owner, and nothing else", async () => {
      const cookie = await signUp(ask, "ben");
      const key = (await ask("/api/v1/keys", { cookie, body: { label: "ci", scopes: ["scan:read"] } })).json.data.key as string;
      const shown = await scanned(cookie, "ben-public", "public");
      const hidden = await scanned(cookie, "ben-private", "private");
      expect((await end(cookie, "somebody@example.org")).json.error.code).toBe("EMAIL_MISMATCH");
      expect((await end(cookie, "Ben@Example.org")).status).toBe(204);

      expect((await ask(`/api/v1/scan/${shown}`)).status).toBe(200);
      expect((await ask("/api/v1/me", { cookie })).status).toBe(401);
      expect((await ask(`/api/v1/scan/${hidden}`, { bearer: key })).status).toBe(401);
      const again = await ask("/api/auth/sign-in/email", { body: { email: "ben@example.org", password: "correct horse battery" } });
      expect(again.status).toBe(401);
      const heir = await signUp(ask, "ben");
      expect((await ask("/api/v1/me/export", { cookie: heir })).json).toMatchObject({ scans: [], keys: [] });
      expect((await ask(`/api/v1/scan/${hidden}`, { cookie: heir })).status).toBe(404);
    });

    it("hands his team over first, unless he is alone in it", async () => {
      const [owner, member] = [await signUp(ask, "cleo"), await signUp(ask, "dan")];
      expect((await ask("/api/v1/team", { cookie: owner, body: { name: "Crew" } })).status).toBe(201);
      const invited = await ask("/api/v1/team/invite", { cookie: owner, body: { email: "dan@example.org" } });
      const token = new URL(invited.json.data.invite_url).searchParams.get("token");
      expect((await ask("/api/v1/team/invite/accept", { cookie: member, body: { token } })).status).toBe(200);
      expect((await end(owner, "cleo@example.org")).json.error).toMatchObject({ code: "CONFLICT" });
      expect((await end(member, "dan@example.org")).status).toBe(204);
      expect((await end(owner, "cleo@example.org")).status).toBe(204);
    });
  });
});
