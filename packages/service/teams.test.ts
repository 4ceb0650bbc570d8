import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PLANS } from "./app/plans.ts";
import { clientOf, mailTo, signUp } from "./testing/client.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";

let started: StartedService;
/** One moment, so that no window ends in between. */
const now = new Date();
const ask = clientOf(() => started.address);
const idOf = async (cookie: string): Promise<string> => (await ask("/api/v1/me", { cookie })).json.id;

/** A team of an owner with one more member. */
async function teamOf(name: string) {
  const owner = await signUp(ask, `${name}-owner`);
  const member = await signUp(ask, `${name}-member`);
  expect((await ask("/api/v1/team", { cookie: owner, body: { name } })).status).toBe(201);
  await join(owner, member, `${name}-member`);
  return { owner, member };
}

async function join(inviter: string, invited: string, name: string, role = "member") {
  const made = await ask("/api/v1/team/invite", { cookie: inviter, body: { email: `${name.toUpperCase()}@example.org`, role } });
  expect(made.status).toBe(201);
  const token = new URL(made.json.data.invite_url).searchParams.get("token");
  expect((await ask("/api/v1/team/invite/accept", { cookie: invited, body: { token } })).status).toBe(200);
}

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("teams", () => {
    beforeAll(async () => {
      const team = { ...PLANS.team, seats: 3, limits: { minute: 50, month: 3 } };
      started = await startOn(kind, { DEFAULT_PLAN: "team", WORKER_CONCURRENCY: "2" }, { plans: { ...PLANS, team }, now: () => now });
    });
    afterAll(() => started?.remove());

    it("grow by invitations to an address, sent by mail", async () => {
      const owner = await signUp(ask, "ann");
      const invited = await signUp(ask, "ben");
      const stranger = await signUp(ask, "eve");
      expect(await ask("/api/v1/team", { cookie: owner })).toMatchObject({ status: 404 });
      expect(await ask("/api/v1/team", { cookie: owner, body: { name: "Crew" } })).toMatchObject({
        status: 201,
        json: {
          data: { name: "Crew", plan: "team", seats: { used: 1, limit: 3 }, members: [{ email: "ann@example.org", role: "owner" }] },
        },
      });
      expect((await ask("/api/v1/team", { cookie: owner, body: { name: "Second" } })).status).toBe(409);
      expect((await ask("/api/v1/team/invite", { cookie: owner, body: { email: "Ben@Example.org", role: "admin" } })).status).toBe(201);
      const token = /team\/invite\?token=([\w-]+)/u.exec(await mailTo(started.dataDir, "Ben@example.org"))?.[1];
      expect(await ask(`/api/v1/team/invite-preview?token=${token}`)).toMatchObject({
        status: 200,
        json: { team_name: "Crew", invited_by: "ann", email: "ben@example.org", role: "admin" },
      });
      expect(await ask("/api/v1/team/invite/accept", { cookie: stranger, body: { token } })).toMatchObject({
        status: 403,
        json: { error: { code: "EMAIL_MISMATCH" } },
      });
      expect((await ask("/api/v1/team/invite/accept", { cookie: invited, body: { token } })).status).toBe(200);
      expect((await ask("/api/v1/team/invite/accept", { cookie: invited, body: { token } })).status).toBe(404);
      expect(await ask("/api/v1/me", { cookie: invited })).toMatchObject({ json: { role: "admin" } });
    });

    it("keep invitations within their seats, and withdraw them", async () => {
      const { owner } = await teamOf("seats");
      const invite = (email: string) => ask("/api/v1/team/invite", { cookie: owner, body: { email } });
      expect((await invite("one@example.org")).status).toBe(201);
      expect((await invite("one@example.org")).status).toBe(201);
      expect(await invite("two@example.org")).toMatchObject({ status: 402, json: { error: { code: "SUBSCRIPTION_REQUIRED" } } });
      expect((await invite("seats-member@example.org")).status).toBe(409);
      expect((await ask("/api/v1/team/invites/ONE%40example.org", { cookie: owner, method: "DELETE" })).status).toBe(204);
      expect((await ask("/api/v1/team/invites/one%40example.org", { cookie: owner, method: "DELETE" })).status).toBe(404);
      expect((await invite("two@example.org")).status).toBe(201);
    });

    it("let each role do what is its own", async () => {
      const { owner, member } = await teamOf("roles");
      const admin = await signUp(ask, "roles-admin");
      await join(owner, admin, "roles-admin", "admin");
      const ids = { owner: await idOf(owner), admin: await idOf(admin), member: await idOf(member) };
      const remove = (cookie: string, id: string) => ask(`/api/v1/team/members/${id}`, { cookie, method: "DELETE" });
      expect((await ask("/api/v1/team/invite", { cookie: member, body: { email: "x@example.org" } })).status).toBe(403);
      expect((await ask("/api/v1/team/usage", { cookie: admin })).status).toBe(403);
      expect((await ask("/api/v1/team", { cookie: admin, method: "PATCH", body: { name: "Mine" } })).status).toBe(403);
      expect((await remove(member, ids.admin)).status).toBe(403);
      expect((await remove(admin, ids.owner)).status).toBe(403);
      expect((await remove(owner, ids.owner)).status).toBe(403);
      expect((await remove(admin, "nobody")).status).toBe(404);
      const handedOver = await ask("/api/v1/team", { cookie: owner, method: "PATCH", body: { name: "Ours", owner_id: ids.admin } });
      expect(handedOver).toMatchObject({ status: 200, json: { data: { name: "Ours" } } });
      expect(await ask("/api/v1/me", { cookie: admin })).toMatchObject({ json: { role: "owner" } });
      expect(await ask("/api/v1/me", { cookie: owner })).toMatchObject({ json: { role: "admin" } });
      expect((await remove(member, ids.member)).status).toBe(204);
      expect((await ask("/api/v1/team", { cookie: owner, method: "DELETE" })).status).toBe(403);
      expect((await ask("/api/v1/team", { cookie: admin, method: "DELETE" })).status).toBe(204);
      expect((await ask("/api/v1/team", { cookie: owner })).status).toBe(404);
      expect((await ask("/api/v1/team", { cookie: member })).status).toBe(404);
    });

    it("share their month, and are refused when it is used up", async () => {
      const { owner, member } = await teamOf("shared");
      const submit = (cookie: string, input: string) => ask("/api/v1/scan", { cookie, body: { input } });
      expect((await submit(owner, "one")).status).toBe(202);
      expect((await submit(member, "two")).status).toBe(202);
      expect((await submit(member, "three")).status).toBe(202);
      for (const cookie of [owner, member])
        expect(await submit(cookie, "four")).toMatchObject({
          status: 429,
          json: { error: { code: "ORG_RATE_LIMITED", details: { window: "month", limit: 3, current: 3 } } },
        });
      expect(await ask("/api/v1/team/usage", { cookie: owner })).toMatchObject({
        json: {
          members: [
            { email: "shared-owner@example.org", scans: 1 },
            { email: "shared-member@example.org", scans: 2 },
          ],
        },
      });
      expect(await ask("/api/v1/usage", { cookie: member })).toMatchObject({
        json: {
          submissions: [
            { window: "minute", used: 2 },
            { window: "month", limit: 3, used: 3 },
          ],
        },
      });
    });
  });
});
