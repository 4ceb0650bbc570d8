import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Contract, type Route, routesOf } from "./testing/api-document.ts";
import { generated } from "./testing/generated-requests.ts";
import { type Asked, BASES, type Cast, SCENES, unknownValue } from "./testing/scenes.ts";
import { type Person, Stage, type World } from "./testing/worlds.ts";

/** Requests made at random from the document, beside those that are led to each of its statuses; each part has a seed of its own. */
const REQUESTS = 1_000;
const PARTS = Array.from({ length: process.env.ASSAY_FULL === undefined ? 1 : 20 }, (_, part) => part);
const NOW = new Date("2026-03-10T12:00:00Z");

let stage: Stage;
let cast: Cast;
let routes: readonly Route[];
/** A key of ann, one that opens nothing, and one for another address. */
let keys: Readonly<Record<"whole" | "scopeless" | "elsewhere", string>>;
const contract = new Contract();

beforeAll(async () => {
  stage = await Stage.open(() => NOW);
  routes = routesOf(stage.apis.plain);
  const [ann, bob, cleo] = [await stage.person(), await stage.person(), await stage.person()];
  cast = { ann, bob, cleo, finn: await stage.person("free") };
  const secretOf = async (wish: object) => (await stage.key(ann, wish)).secret;
  keys = {
    whole: await secretOf({}),
    scopeless: await secretOf({ scopes: [] }),
    elsewhere: await secretOf({ allowed_cidrs: ["203.0.113.0/24"] }),
  };
  // An address that has tried to sign in as often as it may, whose hour lasts as long as the clock stands.
  const hour = new Date(Date.UTC(2026, 2, 10, 12)).toISOString();
  const used = { subject: `sign-in:${WORN}`, startsAt: hour, resetsAt: hour, limit: 1000 };
  for (const period of ["minute", "hour"] as const)
    for (let tries = 0; tries < 60; tries++) await stage.store.charge([{ ...used, period }]);
});
afterAll(async () => {
  tell();
  await stage.close();
});

const WORN = "192.0.2.1";

/** Sends a request and holds its answer against the document; gives what is wrong with it. */
async function send(route: Route, world: World, asked: Asked): Promise<string | null> {
  const { params = {}, query = {}, headers = {}, body, raw, from } = asked;
  const path = route.path.replaceAll(/\{([^}]+)\}/gu, (_, name: string) => encoded(params[name] ?? ""));
  const search = new URLSearchParams(query).toString();
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await stage.apis[world].inject({
    method: route.method as "GET",
    url: search === "" ? path : `${path}?${search}`,
    remoteAddress: from ?? stage.address(),
    headers: { ...(payload === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  if (response.statusCode === 500 && world !== "broken" && world !== "keyless")
    return `${route.name} failed: ${JSON.stringify(asked).slice(0, 500)}`;
  // The whole report, which has a schema of its own (schemas/).
  if (response.statusCode === 200 && query.format === "json") return null;
  return contract.fault(route, response);
}

/** Percent-encoded, lone surrogates as the replacement character, and no part that an address leaves out or climbs up. */
function encoded(text: string): string {
  const plain = encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(text)));
  return /^\.{0,2}$/u.test(plain) ? "0" : plain;
}

/** Ends every team of the cast. */
async function disband(): Promise<void> {
  for (const { id } of Object.values(cast) as Person[]) {
    const team = (await stage.store.account(id))?.team;
    if (team?.role === "owner") await stage.store.removeTeam(team.teamId);
  }
}

/** A request that succeeds. */
async function base(route: Route): Promise<Asked> {
  await disband();
  return (await BASES[route.name]?.(stage, cast)) ?? { headers: { cookie: cast.ann.cookie } };
}

/** The same request, turned so that it is refused, whatever its route. */
function turned(route: Route, asked: Asked): readonly (readonly [World, Asked])[] {
  const { cookie: _, ...headers } = asked.headers ?? {};
  const bearer = (key: string) => ({ ...asked, headers: { ...headers, authorization: `Bearer ${key}` } });
  const typed = { ...asked.headers, "content-type": "text/xml" };
  const names = (where: string) => (route.operation.parameters ?? []).filter((one) => one.in === where).map(({ name }) => name);
  const all = (where: string, value: (name: string) => string) => Object.fromEntries(names(where).map((name) => [name, value(name)]));
  const reads = route.method !== "GET";
  return [
    ["plain", { ...asked, headers }],
    ...Object.values(keys).map((key) => ["plain", bearer(key)] as const),
    ["plain", bearer("mcpsafe_none")],
    ["plain", { ...asked, headers: { ...asked.headers, origin: "https://elsewhere.example" } }],
    // Not to the auth library: it would sign them out.
    ...(route.path.startsWith("/api/auth/")
      ? []
      : [cast.cleo, cast.finn].map(({ cookie }) => ["plain", { ...asked, headers: { ...asked.headers, cookie } }] as const)),
    ["plain", { ...asked, headers: { ...asked.headers, "if-none-match": "*" } }],
    ["plain", { ...asked, params: all("path", (name) => unknownValue(route, name)) }],
    ["plain", { ...asked, params: all("path", () => "\u0000") }],
    ["plain", { ...asked, query: all("query", () => "\u0000") }],
    ...(reads
      ? ([
          ["plain", { ...asked, raw: "{" }],
          ["plain", { ...asked, body: { unheard: 1 } }],
          ["plain", { ...asked, raw: " ".repeat(300 * 1024) }],
          ["plain", { ...asked, raw: "<a/>", headers: typed }],
        ] as const)
      : []),
    ["spent", bearer(keys.whole)],
    ["spent", { ...asked, headers, from: WORN }],
    ["broken", asked],
    ["broken", bearer(keys.whole)],
  ];
}

/** Leads requests of one route to whatever it can be answered with. */
async function explore(route: Route): Promise<readonly string[]> {
  const faults: (string | null)[] = [];
  const refusable = await base(route);
  for (const [world, asked] of turned(route, refusable)) faults.push(await send(route, world, asked));
  for (const world of ["spent", "full", "away", "plain"] as const) {
    const asked = await base(route);
    faults.push(await send(route, world, asked));
    // Once more: what it removed or made is not there, or there already.
    faults.push(await send(route, world, asked));
  }
  for (const { world, make } of SCENES[route.name] ?? []) {
    await disband();
    faults.push(await send(route, world, await make(stage, cast)));
  }
  return faults.filter((fault) => fault !== null);
}

it("every route can be answered with every status that the document names, and with no other", async () => {
  const faults: string[] = [];
  for (const route of routes) faults.push(...(await explore(route)));
  expect({ faults, missing: contract.missing(routes) }).toEqual({ faults: [], missing: [] });
});

it("no method but those of the document is taken", async () => {
  const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
  for (const path of new Set(routes.map((route) => route.path))) {
    const own: readonly string[] = routes.filter((route) => route.path === path).map(({ method }) => method);
    for (const method of methods.filter((one) => !own.includes(one))) {
      const response = await stage.apis.plain.inject({ method, url: path.replaceAll(/\{[^}]+\}/gu, "npm") });
      expect({ path, method, status: response.statusCode }).toEqual({ path, method, status: 405 });
      expect(response.headers.allow?.split(", ")).toEqual(expect.arrayContaining([...own]));
    }
  }
});

it.each(PARTS)("no request makes the server fail, break its own document, or tell of its insides (part %i)", async (part) => {
  const bases = new Map<string, Asked>();
  for (const route of routes) bases.set(route.name, await base(route));
  const one = fc.constantFrom(...routes).chain((route) => fc.record({ route: fc.constant(route), asked: generated(route) }));
  const who = fc.constantFrom("nobody", "ann", "finn", "whole", "scopeless", "wrong", "odd");
  const world = fc.constantFrom<World>("plain", "plain", "plain", "spent", "full", "away");
  // Parts that are kept from a request that succeeds.
  const kept = fc.subarray(["params", "query", "body", "headers"] as const);
  await fc.assert(
    fc.asyncProperty(one, who, world, kept, async ({ route, asked }, sender, where, parts) => {
      const known = bases.get(route.name) ?? {};
      const same = Object.fromEntries(parts.map((part) => [part, known[part]]).filter(([, of]) => of !== undefined));
      const { raw, ...rest } = asked;
      const mixed = { ...rest, ...(raw === undefined || "body" in same ? {} : { raw }), ...same };
      const shown = "headers" in same ? {} : { headers: credentialsOf(sender) };
      expect(await send(route, where, { ...mixed, ...shown })).toBeNull();
    }),
    { numRuns: REQUESTS, seed: (fc.readConfigureGlobal().seed ?? 0) + part },
  );
});

function credentialsOf(sender: string): Readonly<Record<string, string>> {
  if (sender === "ann" || sender === "finn") return { cookie: cast[sender].cookie };
  if (sender === "whole" || sender === "scopeless") return { authorization: `Bearer ${keys[sender]}` };
  if (sender === "wrong") return { authorization: "Bearer mcpsafe_no" };
  return sender === "odd" ? { authorization: "Basic x" } : {};
}

/** Prints how often each route was answered with each status. */
function tell(): void {
  if (process.env.ASSAY_FULL === undefined) return;
  const lines = [...contract.seen].sort().map(([pair, count]) => `${pair}: ${count}`);
  process.stderr.write(`${lines.join("\n")}\n${lines.length} pairs of route and status\n`);
}
