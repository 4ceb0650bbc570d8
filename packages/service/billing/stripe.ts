import Stripe from "stripe";
import { type Billing, PAID_PLANS, type PaidPlan } from "../app/billing.ts";

export interface StripeSettings {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Price of each plan that can be bought. */
  readonly prices: Readonly<Record<PaidPlan, string>>;
  /** Where its API is. */
  readonly apiUrl: string;
}

/** Somebody who is late with a payment keeps what he has while it is tried again. */
const PAYING: ReadonlySet<string> = new Set(["active", "trialing", "past_due"]);
const TIMEOUT_MS = 10_000;

/** Payments by Stripe: its own pages for paying and changing, its messages for what became of it. */
export function stripeBilling(settings: StripeSettings, publicUrl: () => string): Billing {
  const { protocol, hostname, port } = new URL(settings.apiUrl);
  const stripe = new Stripe(settings.secretKey, {
    ...{ host: hostname, port: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port) },
    ...{ protocol: protocol === "http:" ? "http" : "https", timeout: TIMEOUT_MS, maxNetworkRetries: 2, telemetry: false },
  });
  const subscriptions = async (customer: string) =>
    (await stripe.subscriptions.list({ customer, status: "all", limit: 100 })).data.filter(({ status }) => PAYING.has(status));
  return {
    createCustomer: async ({ id, email, name }) =>
      (await stripe.customers.create({ email, name, metadata: { account_id: id } }, { idempotencyKey: `customer ${id}` })).id,
    checkout: async (customer, accountId, plan) => {
      const session = await stripe.checkout.sessions.create({
        ...{ mode: "subscription", customer, client_reference_id: accountId, line_items: [{ price: settings.prices[plan], quantity: 1 }] },
        ...{ success_url: `${publicUrl()}/account?paid=1`, cancel_url: `${publicUrl()}/account` },
      });
      if (session.url === null) throw new Error("the checkout has no page");
      return session.url;
    },
    portal: async (customer) => (await stripe.billingPortal.sessions.create({ customer, return_url: `${publicUrl()}/account` })).url,
    plansOf: async (customer) => {
      const prices = (await subscriptions(customer)).flatMap(({ items }) => items.data.map(({ price }) => price.id));
      return PAID_PLANS.filter((plan) => prices.includes(settings.prices[plan]));
    },
    cancel: async (customer) => {
      for (const { id } of await subscriptions(customer)) await stripe.subscriptions.cancel(id);
    },
    customerIn: (message, signature) => {
      try {
        return customerOf(stripe.webhooks.constructEvent(message, signature, settings.webhookSecret));
      } catch {
        return undefined;
      }
    },
  };
}

function customerOf(event: Stripe.Event): string | null {
  const relevant = event.type.startsWith("customer.subscription.") || event.type === "checkout.session.completed";
  const { customer } = event.data.object as { customer?: unknown };
  if (!relevant) return null;
  return typeof customer === "string" ? customer : ((customer as { id?: string } | null | undefined)?.id ?? null);
}
