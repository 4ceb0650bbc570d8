import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answered, clientOf, signUp } from "./testing/client.ts";
import { DATABASES, isMissing, type StartedService, startOn } from "./testing/start-service.ts";
import { PRICES, type StripeFake, startStripe } from "./testing/stripe-fake.ts";

let started: StartedService;
let stripe: StripeFake;
const ask = clientOf(() => started.address);
const planOf = async (cookie: string) => (await ask("/api/v1/me", { cookie })).json.plan;
const buy = (cookie: string, plan: string) => ask("/api/v1/billing/checkout", { cookie, body: { plan } });

async function tell({ body, signature }: { body: string; signature: string }): Promise<Answered> {
  const headers = { "content-type": "application/json", "stripe-signature": signature };
  const response = await fetch(`${started.address}/api/v1/billing/webhook`, { method: "POST", headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, cookie: "", text, json: JSON.parse(text) };
}
const changed = (customer: string) => stripe.message("customer.subscription.updated", { object: "subscription", customer });

/** Somebody who has been to the checkout, and who he is there. */
async function customer(name: string) {
  const cookie = await signUp(ask, name);
  expect((await buy(cookie, "developer")).status).toBe(200);
  const [id = ""] = [...stripe.customers].find(([, fields]) => fields.get("email") === `${name}@example.org`) ?? [];
  return { cookie, id };
}

describe.each(DATABASES)("on %s", (kind) => {
  describe.skipIf(isMissing(kind))("payments", () => {
    beforeAll(async () => {
      stripe = await startStripe();
      started = await startOn(kind, stripe.env);
    });
    afterAll(async () => {
      await started?.remove();
      await stripe?.close();
    });

    it("lead to a checkout, a plan, and back", async () => {
      const { cookie, id } = await customer("ann");
      expect((await buy(cookie, "team")).json.data.url).toBe(`https://checkout.example/${PRICES.team}`);
      expect([...stripe.customers].filter(([, fields]) => fields.get("email") === "ann@example.org")).toHaveLength(1);
      expect(await planOf(cookie)).toBe("free");

      const paid = stripe.subscribe(id, PRICES.team);
      expect((await tell(stripe.message("checkout.session.completed", { object: "checkout.session", customer: id }))).status).toBe(200);
      expect(await planOf(cookie)).toBe("team");
      expect((await buy(cookie, "business")).json.error.code).toBe("CONFLICT");
      expect((await ask("/api/v1/billing/portal", { cookie, method: "POST" })).json.data.url).toBe(`https://portal.example/${id}`);

      paid.status = "canceled";
      const end = stripe.message("customer.subscription.deleted", { object: "subscription", customer: id });
      expect((await tell(end)).status).toBe(200);
      expect(await planOf(cookie)).toBe("free");
      const log = (await ask("/api/v1/me/export", { cookie })).json.audit_log as { action: string; details: object }[];
      expect(log.filter(({ action }) => action === "plan.changed").map(({ details }) => details)).toEqual([
        { from: "free", to: "team", by: "payment" },
        { from: "team", to: "free", by: "payment" },
      ]);
    });

    it("count as they are, whatever order their messages come in, and however often", async () => {
      const { cookie, id } = await customer("ben");
      const before = changed(id);
      const paid = stripe.subscribe(id, PRICES.developer);
      stripe.subscribe(id, PRICES.business).status = "unpaid";
      await Promise.all([changed(id), changed(id), before, before].map(tell));
      expect(await planOf(cookie)).toBe("developer");
      paid.status = "past_due";
      await tell(before);
      expect(await planOf(cookie)).toBe("developer");
      paid.status = "canceled";
      await Promise.all([before, changed(id)].map(tell));
      expect(await planOf(cookie)).toBe("free");
    });

    it("are not changed by messages of others", async () => {
      const { cookie, id } = await customer("cleo");
      stripe.subscribe(id, PRICES.business);
      const message = changed(id);
      const refused = [
        { ...message, signature: "" },
        { ...message, body: message.body.replace(id, `${id}0`) },
        stripe.message("customer.subscription.updated", { customer: id }, new Date(Date.now() - 3_600_000)),
      ];
      for (const one of refused) expect((await tell(one)).json.error.code).toBe("INVALID_REQUEST");
      expect((await tell(stripe.message("invoice.created", { customer: id }))).status).toBe(200);
      expect((await tell(changed("cus_of_somebody_else"))).status).toBe(200);
      expect(await planOf(cookie)).toBe("free");
    });

    it("end with the account, or the account does not", async () => {
      const { cookie, id } = await customer("dan");
      const paid = stripe.subscribe(id, PRICES.team);
      stripe.broken = true;
      const leave = () => ask("/api/v1/me/deletion", { cookie, body: { email: "dan@example.org" } });
      expect((await leave()).json.error.code).toBe("UPSTREAM_UNAVAILABLE");
      expect((await tell(changed(id))).status).toBe(502);
      stripe.broken = false;
      expect((await leave()).status).toBe(204);
      expect(paid.status).toBe("canceled");
    });

    it("go on when the account may not end, and so stays", async () => {
      const { cookie, id } = await customer("eve");
      const paid = stripe.subscribe(id, PRICES.team);
      await tell(changed(id));
      expect((await ask("/api/v1/team", { cookie, body: { name: "Crew" } })).status).toBe(201);
      const invited = await ask("/api/v1/team/invite", { cookie, body: { email: "finn@example.org" } });
      const token = new URL(invited.json.data.invite_url).searchParams.get("token");
      const member = await signUp(ask, "finn");
      expect((await ask("/api/v1/team/invite/accept", { cookie: member, body: { token } })).status).toBe(200);
      const leave = () => ask("/api/v1/me/deletion", { cookie, body: { email: "eve@example.org" } });

      expect((await leave()).json.error.code).toBe("CONFLICT");
      expect(paid.status).toBe("active");
      await tell(changed(id));
      expect(await planOf(cookie)).toBe("team");

      expect((await ask("/api/v1/team", { cookie, method: "DELETE" })).status).toBe(204);
      expect((await leave()).status).toBe(204);
      expect(paid.status).toBe("canceled");
    });
  });
});
