import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";

const KEY = "sk_test_of_the_fake";
const WEBHOOK_SECRET = "whsec_of_the_fake";
export const PRICES = { developer: "price_developer", team: "price_team", business: "price_business" } as const;

interface Subscription {
  readonly id: string;
  readonly customer: string;
  readonly price: string;
  status: string;
}
type Fields = URLSearchParams;
type Made = readonly [number, object];

export interface StripeFake {
  /** Settings of a service that uses it. */
  readonly env: Readonly<Record<string, string>>;
  readonly subscriptions: Subscription[];
  readonly customers: ReadonlyMap<string, Fields>;
  /** Requests fail until it answers again. */
  broken: boolean;
  /** A customer pays for a price from now on. */
  subscribe(customer: string, price: string): Subscription;
  /** A message as Stripe signs it. */
  message(type: string, object: object, sentAt?: Date): { readonly body: string; readonly signature: string };
  close(): Promise<void>;
}

/** The part of Stripe's API that is used: form bodies, bearer keys, idempotency keys, lists and error objects as it has them. */
export async function startStripe(): Promise<StripeFake> {
  const customers = new Map<string, Fields>();
  const remembered = new Map<string, Made>();
  const subscriptions: Subscription[] = [];
  let count = 0;
  const id = (prefix: string) => `${prefix}_${++count}`;
  const routes: Readonly<Record<string, (fields: Fields, name: string) => Made>> = {
    "POST /v1/customers": (fields) => {
      const customer = id("cus");
      customers.set(customer, fields);
      return [200, { id: customer, object: "customer" }];
    },
    "POST /v1/checkout/sessions": (fields) =>
      customers.has(fields.get("customer") ?? "") && fields.get("mode") === "subscription"
        ? [200, { id: id("cs"), object: "checkout.session", url: `https://checkout.example/${fields.get("line_items[0][price]")}` }]
        : [400, wrong("No such customer")],
    "POST /v1/billing_portal/sessions": (fields) => [
      200,
      { id: id("bps"), object: "billing_portal.session", url: `https://portal.example/${fields.get("customer")}` },
    ],
    "GET /v1/subscriptions": (fields) => [
      200,
      { object: "list", has_more: false, data: subscriptions.filter(({ customer }) => customer === fields.get("customer")).map(described) },
    ],
    "DELETE /v1/subscriptions": (_, name) => {
      const found = subscriptions.find((one) => one.id === name);
      if (found === undefined) return [404, wrong("No such subscription")];
      found.status = "canceled";
      return [200, described(found)];
    },
  };
  const answer = (request: IncomingMessage, body: string): Made => {
    if (fake.broken) return [503, wrong("try again")];
    if (request.headers.authorization !== `Bearer ${KEY}`) return [401, wrong("Invalid API Key provided")];
    if (request.headers["stripe-version"] === undefined) return [400, wrong("no version")];
    const url = new URL(request.url ?? "/", "http://fake");
    const [path = "", name = ""] = /^(\/v1\/(?:checkout\/|billing_portal\/)?[a-z]+)\/?(.*)$/u.exec(url.pathname)?.slice(1) ?? [];
    const route = routes[`${request.method} ${path}`];
    if (route === undefined) return [404, wrong("Unrecognized request URL")];
    const key = String(request.headers["idempotency-key"] ?? "");
    const made = remembered.get(key) ?? route(request.method === "POST" ? new URLSearchParams(body) : url.searchParams, name);
    if (key !== "") remembered.set(key, made);
    return made;
  };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const [status, made] = answer(request, body);
    response.writeHead(status, { "content-type": "application/json", "request-id": id("req") }).end(JSON.stringify(made));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const fake: StripeFake = {
    ...{ customers, subscriptions, broken: false },
    env: {
      ...{
        STRIPE_API_URL: `http://127.0.0.1:${port}`,
        STRIPE_SECRET_KEY: KEY,
        STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
        DEFAULT_PLAN: "free",
      },
      ...{ STRIPE_PRICE_DEVELOPER: PRICES.developer, STRIPE_PRICE_TEAM: PRICES.team, STRIPE_PRICE_BUSINESS: PRICES.business },
    },
    subscribe: (customer, price) => {
      const made = { id: id("sub"), customer, price, status: "active" };
      subscriptions.push(made);
      return made;
    },
    message: (type, object, sentAt = new Date()) => {
      const body = JSON.stringify({ id: id("evt"), object: "event", type, data: { object } });
      const timestamp = Math.floor(sentAt.getTime() / 1000);
      return { body, signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret: WEBHOOK_SECRET, timestamp }) };
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return fake;
}

function described({ id, customer, price, status }: Subscription): object {
  const items = { object: "list", data: [{ id: `si_${id}`, price: { id: price, object: "price" } }] };
  return { id, object: "subscription", customer, status, items };
}

function wrong(message: string): object {
  return { error: { type: "invalid_request_error", message } };
}
