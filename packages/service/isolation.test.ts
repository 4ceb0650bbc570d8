import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Api } from "./api/context.ts";
import type { Scope } from "./app/caller.ts";
import { makeKey } from "./app/keys.ts";
import type { Store } from "./app/store.ts";
import { openInProcess } from "./testing/in-process.ts";

/** Everybody who may ask. "owner" is whose the private scan is. */
const CALLERS = ["anonymous", "free", "owner", "other", "scopeless", "expired", "revoked", "elsewhere"] as const;
type Who = (typeof CALLERS)[number];
type Statuses = Readonly<Record<Who, number>>;

const everybody = (status: number): Statuses => Object.fromEntries(CALLERS.map((who) => [who, status])) as Record<Who, number>;
/** Keys that do not work are refused wherever anybody is asked who he is. */
const BROKEN = { expired: 401, revoked: 401, elsewhere: 403 };
const known = (rest: Partial<Statuses>, status: number): Statuses => ({ ...everybody(status), ...BROKEN, ...rest });

const PRIVATE = "PPPPPPPPPPPPPPP=";
/** Of every route, who gets what. Private things are those of "owner". A route that is missing here fails. */
const MATRIX: Readonly<Record<string, Statuses>> = {
  "POST /api/v1/scan": known({ anonymous: 401, free: 402, owner: 202, other: 202, scopeless: 403 }, 0),
  "GET /scan/{id}": known({ owner: 200, scopeless: 403 }, 404),
  "GET /api/v1/scan/{id}": known({ owner: 200, scopeless: 403 }, 404),
  "GET /scan/{id}/stream": known({ owner: 204, scopeless: 403 }, 404),
  "GET /api/v1/scan/{id}/stream": known({ owner: 204, scopeless: 403 }, 404),
  "GET /scan/{id}/consensus": known({ scopeless: 403 }, 404),
  "GET /api/v1/scan/{id}/consensus": known({ scopeless: 403 }, 404),
  "DELETE /api/v1/scan/{id}": known({ anonymous: 401, owner: 204, scopeless: 403 }, 404),
  "GET /api/v1/scans": known({ anonymous: 401, scopeless: 403 }, 200),
  "GET /api/v1/registry": known({}, 200),
  "GET /api/v1/registry/{type}/{*}": known({}, 404),
  "GET /api/v1/me": known({ anonymous: 401 }, 200),
  "GET /api/v1/usage": known({ anonymous: 401 }, 200),
  "GET /api/v1/keys": known({ anonymous: 401 }, 403),
  "POST /api/v1/keys": known({ anonymous: 401 }, 403),
  "DELETE /api/v1/keys/{id}": known({ anonymous: 401 }, 403),
  "GET /api/v1/rules": everybody(200),
  "GET /api/v1/rules/{*}": everybody(404),
  "GET /api/v1/threats/coverage": everybody(200),
  "GET /threats/coverage": everybody(200),
  "GET /api/badge/{scan_id}": everybody(200),
  "GET /badge/{type}/{*}": everybody(200),
  "GET /healthz": everybody(200),
  "GET /readyz": everybody(200),
};
const BODIES: Readonly<Record<string, object>> = {
  "POST /api/v1/scan": { input: "other-server", scan_visibility: "private" },
  "POST /api/v1/keys": { label: "x", scopes: ["scan:read"] },
};

let app: Api;
let store: Store;
let close: () => Promise<void>;
const keys = new Map<Who, string>();
const now = () => new Date("2026-03-10T12:00:00Z");

beforeAll(async () => {
  const opened = await openInProcess(now);
  ({ app, store, close } = opened);
  await people();
});
afterAll(() => close());

async function people(): Promise<void> {
  const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const scopes: Scope[] = ["scan:submit", "scan:read", "scan:list", "registry:read"];
  for (const [who, plan] of [
    ["free", "free"],
    ["owner", "team"],
    ["other", "team"],
  ] as const)
    await store.createAccount({ id: who, email: `${who}@example.org`, name: who, plan });
  const add = async (who: Who, account: string, wish: object = {}) => {
    const { secret, key } = makeKey({ randomBytes, now }, account, { label: who, scopes, allowed_cidrs: [], expires_in_days: 30, ...wish });
    keys.set(who, secret);
    return (await store.createKey(key)).id;
  };
  for (const who of ["free", "owner", "other"] as const) await add(who, who);
  await add("scopeless", "owner", { scopes: ["registry:read"] });
  await add("expired", "owner", { expires_in_days: -1 });
  await add("elsewhere", "owner", { allowed_cidrs: ["203.0.113.0/24"] });
  await store.revokeKey("owner", await add("revoked", "owner"));
}

/** The private scan of "owner", finished; made anew, since one of the routes removes it. */
async function privateScan(): Promise<void> {
  await store.removeScan(PRIVATE, "owner");
  const names = { input: "hidden", inputType: "npm", packageName: "hidden", canonicalId: "npm:hidden@latest" };
  const free = { cacheKey: null, freshMs: null, idempotency: null, charges: [], queueLimit: 1000 };
  await store.submit({
    ...names,
    ...free,
    scanId: PRIVATE,
    runId: `run-${++count}`,
    mode: "deep",
    visibility: "private",
    accountId: "owner",
    submitter: "owner",
  });
  const nothing = { report: null, resolvedVersion: null, resolvedDigest: null, aivssScore: null, safetyScore: null, safetyGrade: null };
  for (let claim = await store.claim("w", 60_000); claim !== null; claim = await store.claim("w", 60_000))
    await store.finish(claim, { ...nothing, status: "failed", errorCode: "INTERNAL", errorMessage: "x" });
}
let count = 0;

/** Every route of the running server, by method and path as the document writes them. */
function routes(): readonly string[] {
  const { paths = {} } = app.swagger() as { paths?: Record<string, Record<string, unknown>> };
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((route) => !route.startsWith("HEAD "));
}

it("every route stands in the matrix", () => {
  expect([...routes()].sort()).toEqual(Object.keys(MATRIX).sort());
});

describe.each(Object.entries(MATRIX))("%s", (route, statuses) => {
  it.each(CALLERS)("as %s", async (who) => {
    await privateScan();
    const [method = "", path = ""] = route.split(" ");
    const lastEvent = path.endsWith("/stream") ? { "last-event-id": "99" } : {};
    const key = keys.get(who);
    const url = path
      .replace("{type}", "npm")
      .replace("{*}", "hidden")
      .replace("keys/{id}", "keys/00")
      .replace(/\{(?:scan_)?id\}/u, encodeURIComponent(PRIVATE));
    const body = BODIES[route];
    const response = await app.inject({
      method: method as "GET",
      url,
      headers: { ...lastEvent, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      ...(body === undefined ? {} : { payload: body }),
    });
    expect(response.statusCode).toBe(statuses[who]);
    if (who !== "owner") expect(response.body).not.toContain('"hidden"');
  });
});
