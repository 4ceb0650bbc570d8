import { createHash } from "node:crypto";
import { BUILT_PARTS } from "../parts.ts";
import type { Route } from "./api-document.ts";
import { cookieOf, type Person, type Stage, type World } from "./worlds.ts";

/** A request before it is sent: parameters by name, and what else differs from none. */
export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string;
  /** Where it comes from; somewhere new each time unless it is said. */
  readonly from?: string;
}

/** People whose things the requests are about: ann has a paid plan, her team and bob in it; cleo is alone, finn pays nothing. */
export interface Cast {
  readonly ann: Person;
  readonly bob: Person;
  readonly cleo: Person;
  readonly finn: Person;
}

type Making = (stage: Stage, cast: Cast) => Promise<Asked>;
export interface Scene {
  readonly world: World;
  readonly make: Making;
}

const PASSWORD = "correct horse battery";
const as = ({ cookie }: Person): Asked => ({ headers: { cookie } });
const scene = (make: Making, world: World = "plain"): Scene => ({ world, make });
const known = (scanId: string): Asked => ({ params: { id: scanId, scan_id: scanId } });

/** Token of an invitation of that address to a new team of somebody. */
async function invited(stage: Stage, owner: Person, email: string): Promise<string> {
  const token = `invitation-${stage.next()}`;
  const team = await stage.team(owner);
  await stage.invitation(team, email, createHash("sha256").update(token).digest("hex"));
  return token;
}

const submission: Making = async (stage, { ann }) => ({ ...as(ann), body: { input: `server-${stage.next()}` } });
const publicScan: Making = async (stage) => known(await stage.scan(null, "public"));
const inTeam: Making = async (stage, { ann, bob }) => {
  await stage.team(ann, bob);
  return as(ann);
};
const readsScan = { "GET /scan/{id}": publicScan, "GET /scan/{id}/consensus": publicScan, "GET /scan/{id}/stream": publicScan };

/** Of every route that needs more than its name, a request that succeeds in the plain world. Called after everybody has left every team. */
export const BASES: Readonly<Record<string, Making>> = {
  "POST /api/v1/scan": submission,
  ...readsScan,
  ...Object.fromEntries(Object.entries(readsScan).map(([name, make]) => [name.replace("GET ", "GET /api/v1"), make])),
  "DELETE /api/v1/scan/{id}": async (stage, { ann }) => ({ ...as(ann), ...known(await stage.scan(ann, "private")) }),
  "GET /api/badge/{scan_id}": publicScan,
  "GET /badge/{type}/{*}": async () => ({ params: { type: "npm", "*": "anything.svg" } }),
  "GET /api/v1/registry/{type}/{*}": async (stage) => {
    const name = `listed-${stage.next()}`;
    await stage.scan(null, "public", name);
    return { params: { type: "npm", "*": name } };
  },
  "GET /api/v1/rules/{*}": async () => ({ params: { "*": BUILT_PARTS.catalogue.rules[0]?.key ?? "" } }),
  "POST /api/v1/keys": async (_, { ann }) => ({ ...as(ann), body: { label: "x", scopes: ["scan:read"] } }),
  "DELETE /api/v1/keys/{id}": async (stage, { ann }) => ({ ...as(ann), params: { id: (await stage.key(ann)).id } }),
  "POST /api/v1/me/deletion": async (stage) => {
    const somebody = await stage.person();
    await stage.store.setCustomer(somebody.id, `paying-${somebody.id}`);
    return { ...as(somebody), body: { email: somebody.email } };
  },
  "POST /api/v1/billing/checkout": async (_, { ann }) => ({ ...as(ann), body: { plan: "team" } }),
  "POST /api/v1/billing/portal": async (stage, { ann }) => {
    await stage.store.setCustomer(ann.id, `customer-${ann.id}`);
    return as(ann);
  },
  "POST /api/v1/billing/webhook": async (stage, { ann }) => {
    await stage.store.setCustomer(ann.id, `customer-${ann.id}`);
    return { headers: { "stripe-signature": `customer-${ann.id}` }, body: {} };
  },
  "GET /api/v1/team": inTeam,
  "POST /api/v1/team": async (_, { ann }) => ({ ...as(ann), body: { name: "Crew" } }),
  "PATCH /api/v1/team": async (stage, cast) => ({ ...(await inTeam(stage, cast)), body: { name: "Others" } }),
  "DELETE /api/v1/team": inTeam,
  "GET /api/v1/team/usage": inTeam,
  "POST /api/v1/team/invite": async (stage, cast) => ({ ...(await inTeam(stage, cast)), body: { email: "dora@example.org" } }),
  "GET /api/v1/team/invite-preview": async (stage, cast) => ({ query: { token: await invited(stage, cast.ann, cast.cleo.email) } }),
  "POST /api/v1/team/invite/accept": async (stage, cast) => ({
    ...as(cast.cleo),
    body: { token: await invited(stage, cast.ann, cast.cleo.email) },
  }),
  "DELETE /api/v1/team/invites/{email}": async (stage, cast) => {
    await invited(stage, cast.ann, "dora@example.org");
    return { ...as(cast.ann), params: { email: "dora@example.org" } };
  },
  "DELETE /api/v1/team/members/{user_id}": async (stage, cast) => ({ ...(await inTeam(stage, cast)), params: { user_id: cast.bob.id } }),
  "POST /api/auth/sign-up/email": async (stage) => ({
    body: { email: `new-${stage.next()}@example.org`, password: PASSWORD, name: "N" },
  }),
  "POST /api/auth/sign-in/email": async (_, { bob }) => ({ body: { email: bob.email, password: PASSWORD } }),
  "POST /api/auth/sign-in/social": async () => ({ body: { provider: "github" } }),
  "GET /api/auth/oauth2/callback/{provider}": async () => ({ params: { provider: "github" }, query: { error: "access_denied" } }),
  "POST /api/auth/sign-out": async (stage) => as(await stage.person()),
  "GET /api/auth/reset-password/{token}": async () => ({ params: { token: "unknown" }, query: { callbackURL: "/new-password" } }),
  "POST /api/auth/request-password-reset": async (stage) => ({ body: { email: `nobody-${stage.next()}@example.org` } }),
  "POST /api/auth/reset-password": async (stage) => {
    const somebody = await stage.person();
    const token = `reset-${stage.next()}`;
    const data = { identifier: `reset-password:${token}`, value: somebody.id, expiresAt: new Date("2100-01-01") };
    await stage.store.authRecord("create", { model: "verification", data: { ...data, createdAt: new Date(), updatedAt: new Date() } });
    return { body: { newPassword: PASSWORD, token } };
  },
  "POST /api/auth/send-verification-email": async (stage) => ({ body: { email: `nobody-${stage.next()}@example.org` } }),
  "GET /api/auth/verify-email": async () => ({ query: { token: "unknown", callbackURL: "/verified" } }),
  "POST /api/auth/change-password": async (stage) => ({
    ...as(await stage.person()),
    body: { currentPassword: PASSWORD, newPassword: "another password" },
  }),
  "POST /api/auth/update-user": async (_, { bob }) => ({ ...as(bob), body: { name: "Robert" } }),
  "POST /api/auth/revoke-other-sessions": async (stage) => as(await stage.person()),
};

/** What neither a base nor a turn of one (fuzz.test.ts) leads to. */
export const SCENES: Readonly<Record<string, readonly Scene[]>> = {
  "POST /api/v1/scan": [
    scene(async (stage, cast) => {
      const asked = await submission(stage, cast);
      await stage.apis.plain.inject({ method: "POST", url: "/api/v1/scan", headers: asked.headers ?? {}, payload: asked.body as object });
      await stage.finishAll();
      return asked;
    }),
    scene(async (stage, cast) => {
      const asked = await submission(stage, cast);
      const headers = { ...asked.headers, "idempotency-key": `key-${stage.next()}` };
      await stage.apis.plain.inject({ method: "POST", url: "/api/v1/scan", headers, payload: { input: "something-else" } });
      return { ...asked, headers };
    }),
    scene(async (_, { finn }) => ({ ...as(finn), body: { input: "server", scan_visibility: "private" } })),
    ...["nowhere", "no-server", "too-large"].map((input) => scene(async (_, { ann }) => ({ ...as(ann), body: { input } }))),
    scene(async () => ({ body: { input: "server", mode: "deep" } })),
  ],
  "POST /api/v1/me/deletion": [
    scene(async (stage) => {
      const owner = await stage.person();
      await stage.team(owner, await stage.person());
      return { ...as(owner), body: { email: owner.email } };
    }),
  ],
  "POST /api/v1/billing/checkout": [
    scene(async (stage, { cleo }) => {
      await stage.store.setCustomer(cleo.id, `paying-${cleo.id}`);
      return { ...as(cleo), body: { plan: "team" } };
    }),
  ],
  "POST /api/v1/billing/webhook": [scene(async () => ({ body: {} }))],
  "POST /api/v1/team/invite": [
    scene(async (stage, cast) => ({ ...(await inTeam(stage, cast)), body: { email: cast.bob.email } })),
    scene(async (stage, { finn }) => {
      await stage.team(finn);
      return { ...as(finn), body: { email: "dora@example.org" } };
    }),
  ],
  "GET /api/v1/team/invite-preview": [scene(async () => ({ query: { token: "unknown" } }))],
  "POST /api/v1/team/invite/accept": [
    scene(async (stage, { ann, bob, cleo }) => {
      await stage.team(ann, bob);
      return { ...as(bob), body: { token: await invited(stage, cleo, bob.email) } };
    }),
  ],
  ...Object.fromEntries(
    ["/scan/{id}/stream", "/api/v1/scan/{id}/stream"].map((path) => [
      `GET ${path}`,
      [scene(async (stage, cast) => ({ ...(await publicScan(stage, cast)), headers: { "last-event-id": "999999" } }))],
    ]),
  ),
  "POST /api/auth/sign-up/email": [scene(async (_, { bob }) => ({ body: { email: bob.email, password: PASSWORD, name: "N" } }))],
  "POST /api/auth/sign-in/email": [
    scene(async (stage) => ({ body: { email: `nobody-${stage.next()}@example.org`, password: PASSWORD } })),
    scene(async (stage) => ({ body: { email: (await stage.person()).email, password: PASSWORD } }), "strict"),
  ],
  "GET /api/auth/oauth2/callback/{provider}": [
    scene(async (stage) => {
      const begun = await stage.apis.plain.inject({
        ...{ method: "POST", url: "/api/auth/sign-in/social", payload: { provider: "github" }, remoteAddress: stage.address() },
      });
      const state = new URL(begun.json<{ url: string }>().url).searchParams.get("state") ?? "";
      const headers = { cookie: cookieOf(begun.headers["set-cookie"]) };
      return { params: { provider: "github" }, query: { code: "x", state }, headers };
    }, "broken"),
  ],
  "GET /api/auth/verify-email": [
    scene(async () => ({ query: { token: "unknown" } })),
    scene(async (stage) => ({ query: { token: stage.mailed(await stage.person()) } })),
    scene(async (stage) => ({ query: { token: stage.mailed(await stage.person()) } }), "broken"),
  ],
  "GET /api/auth/get-session": [scene(async (_, { bob }) => as(bob)), scene(async (_, { bob }) => as(bob), "broken")],
  "GET /api/auth/token": [scene(async (_, { bob }) => as(bob)), scene(async (_, { bob }) => as(bob), "keyless")],
};

/** Value of a path parameter that nothing has. */
export function unknownValue({ operation }: Route, name: string): string {
  if (name === "email") return "nobody@example.org";
  const schema = operation.parameters?.find((one) => one.in === "path" && one.name === name)?.schema;
  return schema?.enum === undefined ? "0" : String(schema.enum[0]);
}
