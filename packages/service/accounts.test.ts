import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openAdmin } from "./admin.ts";
import type { Scope } from "./app/caller.ts";
import { makeKey } from "./app/keys.ts";
import { PLANS } from "./app/plans.ts";
import { parseSettings, type RunningService, type Settings, startService } from "./serve.ts";
import { openDatabase } from "./store/open.ts";
import { NO_UPSTREAM } from "./testing/no-upstream.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { readStream } from "./testing/read-stream.ts";
import { sampleConsensus } from "./testing/sample-report.ts";

let programs: Programs;
let folder: string;
let service: RunningService;
let now = new Date("2026-03-10T12:00:30Z");
/** Keys by what they are. */
const keys = new Map<string, string>();

beforeAll(async () => {
  programs = await buildPrograms();
  folder = await mkdtemp(join(tmpdir(), "service-accounts-"));
  const parsed = parseSettings({ ...process.env, PORT: "0", DATA_DIR: folder, LOG_LEVEL: "silent" });
  if (!parsed.ok) throw new Error(parsed.problem.message);
  await prepare(parsed.value);
  const plans = {
    ...PLANS,
    anonymous: { ...PLANS.anonymous, limits: { minute: 3, day: 5 } },
    free: { ...PLANS.free, limits: { minute: 2, month: 1000 } },
  };
  const started = await startService(parsed.value, {
    parts: { ...programs, plans, now: () => now, upstream: { ...NO_UPSTREAM, resolve } },
  });
  if (!started.ok) throw new Error(started.problem.message);
  service = started.value;
});
afterAll(async () => {
  await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

const resolve = async ({ name }: { name: string }) =>
  name === "nowhere"
    ? ({ ok: false, problem: { code: "REPOSITORY_NOT_FOUND", message: "npm has no such package" } } as const)
    : ({ ok: true, value: { version: "1.2.3", integrity: null } } as const);

/** Accounts and keys as an operator makes them, and keys that no longer work. */
async function prepare(settings: Settings): Promise<void> {
  const admin = await openAdmin(settings, programs);
  if (!admin.ok) throw new Error(admin.problem.message);
  for (const plan of ["free", "developer", "team"]) {
    expect((await admin.value.createUser({ email: `${plan}@example.org`, name: plan, plan })).ok).toBe(true);
    const key = await admin.value.createKey(`${plan}@example.org`, "test");
    if (key.ok) keys.set(plan, key.value);
  }
  expect(await admin.value.importKeys("team@example.org mcp_legacy0123456789abcdef\n")).toEqual({ ok: true, value: 1 });
  expect(await admin.value.importKeys("nobody@example.org mcp_x\n")).toMatchObject({
    ok: false,
    problem: { message: "line 1: there is no user nobody@example.org" },
  });
  expect((await admin.value.createUser({ email: "FREE@example.org", name: "again", plan: "free" })).ok).toBe(false);
  expect((await admin.value.setPlan("free@example.org", "gold")).ok).toBe(false);
  keys.set("legacy", "mcp_legacy0123456789abcdef");
  await admin.value.close();
  const opened = await openDatabase({ databaseUrl: null, dataDir: settings.dataDir, threadEntry: programs.databaseThread }, () => {});
  if (!opened.ok) throw new Error(opened.problem.message);
  const { store, close } = opened.value;
  const owner = (await store.accountByEmail("developer@example.org"))?.id ?? "";
  const add = async (name: string, wish: { scopes?: Scope[]; allowed_cidrs?: string[]; expires_in_days?: number }) => {
    const made = makeKey({ randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)), now: () => now }, owner, {
      label: name,
      scopes: ["scan:submit", "scan:read", "scan:list", "registry:read"],
      allowed_cidrs: [],
      expires_in_days: 30,
      ...wish,
    });
    keys.set(name, made.secret);
    return (await store.createKey(made.key)).id;
  };
  await add("read only", { scopes: ["scan:read"] });
  await add("submit only", { scopes: ["scan:submit"] });
  await add("expired", { expires_in_days: -1 });
  await add("elsewhere", { allowed_cidrs: ["203.0.113.0/24", "2001:db8::/32"] });
  await add("here", { allowed_cidrs: ["127.0.0.0/8", "::1/128"] });
  await store.revokeKey(owner, await add("revoked", {}));
  await close();
}

const bearer = (key: string) => (key === "" ? {} : { authorization: `Bearer ${keys.get(key) ?? key}` });
const get = (path: string, key = "") => fetch(service.address + path, { headers: bearer(key) as Record<string, string> });
const submit = (body: object, key = "") =>
  fetch(`${service.address}/api/v1/scan`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(bearer(key) as Record<string, string>) },
    body: JSON.stringify(body),
  });
const codeOf = async (response: Response) => [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
const idOf = async (response: Response) => ((await response.json()) as { data: { scan_id: string } }).data.scan_id;

describe("keys", () => {
  it.each(["expired", "revoked", "mcpsafe_unknown", `mcpsafe_${"0".repeat(40)}`])("a key that is %s is 401", async (key) => {
    expect(await codeOf(await get("/api/v1/scans", key))).toEqual([401, "UNAUTHENTICATED"]);
    expect(await codeOf(await submit({ input: "x" }, key))).toEqual([401, "UNAUTHENTICATED"]);
  });

  it("work from allowed networks only", async () => {
    expect(await codeOf(await get("/api/v1/scans", "elsewhere"))).toEqual([403, "FORBIDDEN"]);
    expect((await get("/api/v1/scans", "here")).status).toBe(200);
  });

  it("do what their scopes say", async () => {
    expect(await codeOf(await submit({ input: "x" }, "read only"))).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect(await codeOf(await get("/api/v1/scans", "read only"))).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect(await codeOf(await get("/api/v1/registry", "read only"))).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect(await codeOf(await get("/scan/AAAAAAAAAAAAAAA=", "submit only"))).toEqual([403, "INSUFFICIENT_SCOPE"]);
    expect(await codeOf(await get("/scan/AAAAAAAAAAAAAAA=", "read only"))).toEqual([404, "SCAN_NOT_FOUND"]);
  });

  it("of the older shape work until their prefix ends", async () => {
    expect((await get("/api/v1/scans", "legacy")).status).toBe(200);
    const before = now;
    now = new Date("2027-04-29T00:00:00Z");
    expect((await get("/api/v1/scans", "legacy")).status).toBe(401);
    now = before;
  });

  it("tell whose they are and what is used", async () => {
    expect(await (await get("/api/v1/me", "team")).json()).toMatchObject({ email: "team@example.org", plan: "team", via: "key" });
    expect(await (await get("/api/v1/usage", "team")).json()).toMatchObject({
      plan: "team",
      submissions: [
        { window: "minute", limit: 120 },
        { window: "month", limit: 50_000 },
      ],
      reads: [{ limit: 1200 }, { limit: 500_000 }],
    });
  });

  it("do not handle keys", async () => {
    expect(await codeOf(await get("/api/v1/keys", "team"))).toEqual([403, "FORBIDDEN"]);
    expect(await codeOf(await get("/api/v1/keys"))).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("deep scans", () => {
  it("tell of each judge that votes, and have a consensus to look at", async () => {
    const id = await idOf(await submit({ input: "judged-server", mode: "deep" }, "team"));
    const events = await readStream(`${service.address}/scan/${id}/stream`);
    expect(events.filter(({ type }) => type === "judge_verdict").map(({ data }) => data)).toEqual([
      { type: "judge_verdict", model_id: "first", panel_index: 0, panel_size: 4 },
      { type: "judge_verdict", model_id: "third", panel_index: 2, panel_size: 4 },
      { type: "judge_verdict", model_id: "fourth", panel_index: 3, panel_size: 4 },
    ]);
    for (const path of [`/scan/${id}/consensus`, `/api/v1/scan/${id}/consensus`])
      expect(await (await get(path)).json()).toEqual({ scan_id: decodeURIComponent(id), ...sampleConsensus() });
  });

  it("have no consensus where they fail", async () => {
    const id = await idOf(await submit({ input: "missing-judged", mode: "deep" }, "team"));
    await readStream(`${service.address}/scan/${id}/stream`);
    expect(await codeOf(await get(`/scan/${id}/consensus`))).toEqual([404, "CONSENSUS_NOT_AVAILABLE"]);
  });
});

describe("private scans", () => {
  it("need a paid plan", async () => {
    expect(await codeOf(await submit({ input: "hidden", scan_visibility: "private" }, "free"))).toEqual([402, "SUBSCRIPTION_REQUIRED"]);
  });

  it("exist for their owner only, and nowhere in public", async () => {
    const id = await idOf(await submit({ input: "hidden-server", scan_visibility: "private", mode: "deep" }, "team"));
    expect(
      (await readStream(`${service.address}/scan/${id}/stream`, undefined, bearer("team") as Record<string, string>)).at(-1)?.type,
    ).toBe("scan_complete");
    expect(await (await get(`/api/v1/scan/${id}`, "team")).json()).toMatchObject({ scan_visibility: "private", status: "complete" });
    expect((await get(`/api/v1/scan/${id}`, "team")).headers.get("cache-control")).toBe("no-store");
    const consensus = await get(`/api/v1/scan/${id}/consensus`, "team");
    expect([consensus.status, consensus.headers.get("cache-control")]).toEqual([200, "no-store"]);
    for (const key of ["", "developer"]) {
      for (const path of [`/scan/${id}`, `/api/v1/scan/${id}`, `/scan/${id}/stream`, `/scan/${id}/consensus`, `/scan/${id}?format=sarif`])
        expect(await codeOf(await get(path, key))).toEqual([404, "SCAN_NOT_FOUND"]);
    }
    expect(await (await get(`/api/badge/${id}`)).text()).toContain("not scanned");
    expect(JSON.stringify(await (await get("/api/v1/registry")).json())).not.toContain("hidden-server");
    expect(await (await get("/api/v1/scans?visibility=private", "team")).json()).toMatchObject({
      scans: [{ scan_id: id }],
      next_cursor: null,
    });
    expect(await (await get("/api/v1/scans", "developer")).json()).toMatchObject({ scans: [] });
    expect((await submit({ input: "hidden-server" }, "team")).status).toBe(202);
  });
});

describe("removal", () => {
  it("is the owner's, of private scans only", async () => {
    now = new Date("2026-03-09T08:00:00Z");
    const remove = (id: string, key: string) =>
      fetch(`${service.address}/api/v1/scan/${id}`, { method: "DELETE", headers: bearer(key) as Record<string, string> });
    const hidden = await idOf(await submit({ input: "removed-server", scan_visibility: "private" }, "team"));
    const shown = await idOf(await submit({ input: "kept-server" }, "team"));
    expect(await codeOf(await remove(hidden, ""))).toEqual([401, "UNAUTHENTICATED"]);
    expect(await codeOf(await remove(hidden, "developer"))).toEqual([404, "SCAN_NOT_FOUND"]);
    expect(await codeOf(await remove(shown, "team"))).toEqual([403, "FORBIDDEN"]);
    expect((await remove(hidden, "team")).status).toBe(204);
    expect(await codeOf(await get(`/api/v1/scan/${hidden}`, "team"))).toEqual([404, "SCAN_NOT_FOUND"]);
    expect((await get(`/api/v1/scan/${hidden}/stream`, "team")).status).toBe(404);
  });
});

describe("limits", () => {
  it("deny the request beyond, name the window, and start anew at its edge", async () => {
    now = new Date("2026-03-10T12:05:59.500Z");
    const first = await submit({ input: "limit-1" }, "free");
    expect([
      first.status,
      first.headers.get("ratelimit-limit"),
      first.headers.get("ratelimit-remaining"),
      first.headers.get("ratelimit-reset"),
    ]).toEqual([202, "2", "1", "1"]);
    expect((await submit({ input: "limit-1" }, "free")).ok).toBe(true);
    const denied = await submit({ input: "limit-3" }, "free");
    expect([denied.status, denied.headers.get("retry-after")]).toEqual([429, "1"]);
    expect(await denied.json()).toMatchObject({
      error: { code: "RATE_LIMITED", details: { window: "minute", limit: 2, current: 2, reset_at: "2026-03-10T12:06:00.000Z" } },
    });
    now = new Date("2026-03-10T12:06:00Z");
    expect((await submit({ input: "limit-3" }, "free")).status).toBe(202);
  });

  it("let exactly the allowed number through of many at once", async () => {
    now = new Date("2026-03-12T08:00:00Z");
    const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => submit({ input: `burst-${index}` })));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(3);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(17);
  });

  it("tell the wider window once it denies", async () => {
    now = new Date("2026-03-12T08:01:00Z");
    const statuses = [];
    for (const index of [1, 2, 3]) statuses.push((await submit({ input: `day-${index}` })).status);
    expect(statuses).toEqual([202, 202, 429]);
    expect(await (await submit({ input: "day-4" })).json()).toMatchObject({ error: { details: { window: "day", limit: 5 } } });
  });

  it("hold forced scans to ten an hour, three of one target", async () => {
    now = new Date("2026-03-13T08:00:00Z");
    const forced = (input: string) => submit({ input, force_rescan: true }, "team");
    for (let round = 0; round < 3; round++) expect((await forced("forced-server")).status).toBe(202);
    expect(await codeOf(await forced("forced-server"))).toEqual([429, "FORCE_RESCAN_RATE_LIMITED"]);
    for (let index = 0; index < 7; index++) expect((await forced(`forced-${index}`)).status).toBe(202);
    expect(await codeOf(await forced("forced-last"))).toEqual([429, "FORCE_RESCAN_RATE_LIMITED"]);
  });

  it("do not count what does not exist, but count it elsewhere", async () => {
    now = new Date("2026-03-14T08:00:00Z");
    for (let round = 0; round < 20; round++)
      expect(await codeOf(await submit({ input: "nowhere" }, "team"))).toEqual([400, "REPOSITORY_NOT_FOUND"]);
    expect(await codeOf(await submit({ input: "nowhere" }, "team"))).toEqual([429, "RATE_LIMITED"]);
  });
});
