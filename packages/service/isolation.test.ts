import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeKey } from "./app/keys.ts";
import { type InProcess, openInProcess } from "./testing/in-process.ts";

/**
 * Everybody who may ask. The private scan, the team and the keys are those of "owner"; "admin" and "member" are in
 * his team, "other" owns another one. The five below come with a key of "owner", the others in a session.
 */
const SESSIONS = ["free", "member", "admin", "owner", "other"] as const;
const KEYS = ["key", "scopeless", "expired", "revoked", "elsewhere"] as const;
const CALLERS = ["anonymous", ...SESSIONS, ...KEYS] as const;
type Who = (typeof CALLERS)[number];
type Statuses = Readonly<Record<Who, number>>;

const everybody = (status: number): Statuses => Object.fromEntries(CALLERS.map((who) => [who, status])) as Record<Who, number>;
/** Keys that do not work are refused wherever anybody is asked who he is. */
const BROKEN = { expired: 401, revoked: 401, elsewhere: 403 };
const known = (status: number, rest: Partial<Statuses> = {}): Statuses => ({ ...everybody(status), ...BROKEN, ...rest });
/** Not for keys. */
const session = (status: number, rest: Partial<Statuses> = {}) => known(status, { anonymous: 401, key: 403, scopeless: 403, ...rest });
/** The auth library does not look at keys at all. */
const library = (inSession: number, without: number): Statuses => ({
  ...everybody(without),
  ...Object.fromEntries(SESSIONS.map((who) => [who, inSession])),
});
const ofTeam = (owners: number, admin: number, member: number) => session(owners, { free: 404, admin, member });

const PRIVATE = "PPPPPPPPPPPPPPP=";
const READS = known(404, { owner: 200, key: 200, scopeless: 403 });
/** Of every route, who gets what. A route that is missing here fails. */
const MATRIX: Readonly<Record<string, Statuses>> = {
  "POST /api/v1/scan": known(202, { anonymous: 401, free: 402, scopeless: 403 }),
  "GET /scan/{id}": READS,
  "GET /api/v1/scan/{id}": READS,
  "GET /scan/{id}/stream": { ...READS, owner: 204, key: 204 },
  "GET /api/v1/scan/{id}/stream": { ...READS, owner: 204, key: 204 },
  "GET /scan/{id}/consensus": known(404, { scopeless: 403 }),
  "GET /api/v1/scan/{id}/consensus": known(404, { scopeless: 403 }),
  "DELETE /api/v1/scan/{id}": known(404, { anonymous: 401, owner: 204, key: 204, scopeless: 403 }),
  "GET /api/v1/scans": known(200, { anonymous: 401, scopeless: 403 }),
  "GET /api/v1/registry": known(200),
  "GET /api/v1/registry/{type}/{*}": known(404),
  "GET /api/v1/me": known(200, { anonymous: 401 }),
  "GET /api/v1/usage": known(200, { anonymous: 401 }),
  "GET /api/v1/me/export": session(200),
  // The address in the body is nobody's: what removal does, its own suite shows.
  "POST /api/v1/me/deletion": session(403),
  // What is paid for, its own suite shows; here nothing is.
  "POST /api/v1/billing/checkout": session(404),
  "POST /api/v1/billing/portal": session(404),
  "POST /api/v1/billing/webhook": everybody(404),
  "GET /api/v1/keys": session(200),
  "POST /api/v1/keys": session(201, { free: 402 }),
  "DELETE /api/v1/keys/{id}": session(404, { owner: 204 }),
  "GET /api/v1/team": ofTeam(200, 200, 200),
  "POST /api/v1/team": session(409, { free: 201 }),
  "PATCH /api/v1/team": ofTeam(200, 403, 403),
  "DELETE /api/v1/team": ofTeam(204, 403, 403),
  "GET /api/v1/team/usage": ofTeam(200, 403, 403),
  "POST /api/v1/team/invite": ofTeam(201, 201, 403),
  "GET /api/v1/team/invite-preview": everybody(404),
  "POST /api/v1/team/invite/accept": session(404),
  "DELETE /api/v1/team/invites/{email}": { ...ofTeam(204, 204, 403), other: 404 },
  "DELETE /api/v1/team/members/{user_id}": { ...ofTeam(204, 204, 204), other: 404 },
  "GET /api/v1/rules": everybody(200),
  "GET /api/v1/rules/{*}": everybody(404),
  "GET /api/v1/threats/coverage": everybody(200),
  "GET /threats/coverage": everybody(200),
  "GET /api/badge/{scan_id}": everybody(200),
  "GET /badge/{type}/{*}": everybody(200),
  "GET /healthz": everybody(200),
  "GET /readyz": everybody(200),
  "POST /api/auth/sign-up/email": everybody(200),
  "POST /api/auth/sign-in/email": everybody(401),
  "POST /api/auth/sign-in/social": everybody(404),
  "GET /api/auth/oauth2/callback/{provider}": everybody(302),
  "POST /api/auth/sign-out": everybody(200),
  "GET /api/auth/get-session": everybody(200),
  "GET /api/auth/token": library(200, 401),
  "GET /api/auth/jwks": everybody(200),
  "POST /api/auth/request-password-reset": everybody(200),
  "GET /api/auth/reset-password/{token}": everybody(302),
  "POST /api/auth/reset-password": everybody(400),
  "POST /api/auth/send-verification-email": library(400, 200),
  "GET /api/auth/verify-email": everybody(401),
  "POST /api/auth/change-password": library(400, 401),
  "POST /api/auth/update-user": library(200, 401),
  "POST /api/auth/revoke-other-sessions": library(200, 401),
};
/** Bodies; addresses are new each time, since attempts on one account are limited. */
const BODIES: Readonly<Record<string, (count: number) => object>> = {
  "POST /api/auth/sign-up/email": (count) => ({ email: `new-${count}@example.org`, password: "long enough", name: "N" }),
  "POST /api/v1/scan": () => ({ input: "other-server", scan_visibility: "private" }),
  "POST /api/v1/billing/checkout": () => ({ plan: "team" }),
  "POST /api/v1/billing/webhook": () => ({}),
  "POST /api/v1/me/deletion": () => ({ email: "somebody-else@example.org" }),
  "POST /api/v1/keys": () => ({ label: "x", scopes: ["scan:read"] }),
  "POST /api/v1/team": () => ({ name: "New" }),
  "PATCH /api/v1/team": () => ({ name: "Renamed" }),
  "POST /api/v1/team/invite": () => ({ email: "somebody@example.org" }),
  "POST /api/v1/team/invite/accept": () => ({ token: "unknown" }),
  "POST /api/auth/sign-in/email": (count) => ({ email: `nobody-${count}@example.org`, password: "wrong password" }),
  "POST /api/auth/sign-in/social": () => ({ provider: "github" }),
  "POST /api/auth/sign-out": () => ({}),
  "POST /api/auth/request-password-reset": (count) => ({ email: `nobody-${count}@example.org` }),
  "POST /api/auth/reset-password": () => ({ newPassword: "another password", token: "unknown" }),
  "POST /api/auth/send-verification-email": (count) => ({ email: `nobody-${count}@example.org` }),
  "POST /api/auth/change-password": () => ({ currentPassword: "wrong password", newPassword: "another password" }),
  "POST /api/auth/update-user": () => ({ name: "Renamed" }),
  "POST /api/auth/revoke-other-sessions": () => ({}),
};

const QUERIES: Readonly<Record<string, string>> = {
  "GET /api/v1/team/invite-preview": "?token=unknown",
  "GET /api/auth/verify-email": "?token=unknown",
  "GET /api/auth/reset-password/{token}": "?callbackURL=/new-password",
};

let server: InProcess;
const cookies = new Map<Who, string>();
const keys = new Map<Who, string>();
const ids = new Map<Who, string>();
const now = () => new Date("2026-03-10T12:00:00Z");
let count = 0;
/** A key of "owner" that may go. */
let spareKey = "";

beforeAll(async () => {
  server = await openInProcess(now);
  for (const who of SESSIONS) {
    await signUp(who, `${who}@example.org`);
    const account = await server.store.accountByEmail(`${who}@example.org`);
    ids.set(who, account?.id ?? "");
    await server.store.setPlan(account?.id ?? "", who === "free" ? "free" : "team");
  }
  for (const [who, wish] of Object.entries({
    key: {},
    scopeless: { scopes: ["registry:read"] },
    expired: { expires_in_days: -1 },
    elsewhere: { allowed_cidrs: ["203.0.113.0/24"] },
    revoked: {},
  }))
    await addKey(who as Who, wish);
  await server.store.revokeKey(ids.get("owner") ?? "", (await addKey("revoked")).id);
});
afterAll(() => server.close());

const ask = (request: object) =>
  server.app.inject({ remoteAddress: `10.${count >> 16}.${(count >> 8) & 255}.${count++ & 255}`, ...request });

async function signUp(who: Who, email: string): Promise<void> {
  const payload = { email, password: "correct horse battery", name: who };
  const response = await ask({ method: "POST", url: "/api/auth/sign-up/email", payload });
  cookies.set(who, String(response.headers["set-cookie"]).split(";")[0] ?? "");
}

async function addKey(who: Who, wish: object = {}) {
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const scopes = ["scan:submit", "scan:read", "scan:list", "registry:read"] as const;
  const made = makeKey({ randomBytes, now }, ids.get("owner") ?? "", {
    label: who,
    scopes,
    allowed_cidrs: [],
    expires_in_days: 30,
    ...wish,
  });
  keys.set(who, made.secret);
  return server.store.createKey(made.key);
}

/** What the routes change, made anew before each of them. Gives the id of a key that may go. */
async function scenery(): Promise<string> {
  await teamsOf();
  const { store } = server;
  const owner = ids.get("owner") ?? "";
  await store.removeScan(PRIVATE, owner);
  const names = { input: "hidden", inputType: "npm", packageName: "hidden", canonicalId: "npm:hidden@latest" };
  const rest = {
    cacheKey: null,
    freshMs: null,
    idempotency: null,
    fetchedBy: null,
    callbackUrl: null,
    charges: [],
    queueLimit: 1_000_000,
    accountId: owner,
    submitter: owner,
  };
  await store.submit({ ...names, ...rest, scanId: PRIVATE, runId: `run-${++count}`, mode: "deep", visibility: "private" });
  const nothing = { report: null, resolvedVersion: null, resolvedDigest: null, aivssScore: null, safetyScore: null, safetyGrade: null };
  for (let claim = await store.claim("w", 60_000); claim !== null; claim = await store.claim("w", 60_000))
    await store.finish(claim, { ...nothing, status: "failed", errorCode: "INTERNAL", errorMessage: "x" });
  const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const spare = makeKey({ randomBytes, now }, owner, { label: "spare", scopes: [], allowed_cidrs: [], expires_in_days: 1 });
  return (await store.createKey(spare.key)).id;
}

async function teamsOf(): Promise<void> {
  const { store } = server;
  for (const who of SESSIONS) {
    const account = await store.account(ids.get(who) ?? "");
    if (account?.team?.role === "owner") await store.removeTeam(account.team.teamId);
  }
  await store.createTeam({ id: "theirs", name: "Theirs", ownerId: ids.get("owner") ?? "" });
  await store.createTeam({ id: "another", name: "Another", ownerId: ids.get("other") ?? "" });
  const invite = { teamId: "theirs", invitedBy: "owner", expiresAt: "2100-01-01T00:00:00Z" };
  for (const role of ["admin", "member"] as const) {
    await store.invite({ ...invite, email: `${role}@example.org`, role, tokenHash: role }, null);
    await store.joinTeam(role, ids.get(role) ?? "", now().toISOString());
  }
  await store.invite({ ...invite, email: "invited@example.org", role: "member", tokenHash: "open" }, null);
}

/** Every route of the running server, by method and path as the document writes them. */
function routes(): readonly string[] {
  const { paths = {} } = server.app.swagger() as { paths?: Record<string, Record<string, unknown>> };
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => !route.startsWith("HEAD "));
}

it("every route stands in the matrix", () => {
  expect([...routes()].sort()).toEqual(Object.keys(MATRIX).sort());
});

describe.each(Object.entries(MATRIX))("%s", (route, statuses) => {
  it.each(CALLERS)("as %s", async (who) => {
    const [method = "", path = ""] = route.split(" ");
    const changes = method !== "GET" && !path.startsWith("/api/auth/");
    if (changes || spareKey === "") spareKey = await scenery();
    const body = BODIES[route]?.(++count);
    const query = QUERIES[route] ?? "";
    const headers = {
      ...(path.endsWith("/stream") ? { "last-event-id": "99" } : {}),
      ...(keys.has(who) ? { authorization: `Bearer ${keys.get(who)}` } : {}),
      ...(cookies.has(who) ? { cookie: cookies.get(who) } : {}),
    };
    const payload = body === undefined ? {} : { payload: body };
    const response = await ask({ method, url: filled(path, spareKey) + query, headers, ...payload });
    expect(response.statusCode).toBe(statuses[who]);
    if (who !== "owner" && who !== "key") expect(response.body).not.toContain('"hidden"');
    if (route.endsWith("/sign-out") && cookies.has(who)) await signInAgain(who);
  });
});

async function signInAgain(who: Who): Promise<void> {
  const payload = { email: `${who}@example.org`, password: "correct horse battery" };
  const response = await ask({ method: "POST", url: "/api/auth/sign-in/email", payload });
  cookies.set(who, String(response.headers["set-cookie"]).split(";")[0] ?? "");
}

function filled(path: string, spareKey: string): string {
  return path
    .replace("{type}", "npm")
    .replace("{*}", "hidden")
    .replace("keys/{id}", `keys/${spareKey}`)
    .replace(/\{(?:scan_)?id\}/u, encodeURIComponent(PRIVATE))
    .replace("{provider}", "github")
    .replace("{token}", "unknown")
    .replace("{email}", "invited%40example.org")
    .replace("{user_id}", ids.get("member") ?? "");
}
