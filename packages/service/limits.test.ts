import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PLANS } from "./app/plans.ts";
import { clientOf, signUp } from "./testing/client.ts";
import { postgresPrograms, startPostgres, type TestServer } from "./testing/postgres.ts";
import { type StartedProcess, startProcess } from "./testing/process.ts";
import { buildPrograms, type Programs } from "./testing/programs.ts";
import { isMissing, type StartedService, startOn } from "./testing/start-service.ts";

const CLIENTS = 50;
const LIMIT = process.env.ASSAY_FULL === undefined ? 30 : 300;

describe.skipIf(isMissing("PostgreSQL"))("limits of two processes", () => {
  let programs: Programs;
  let folder: string;
  let server: TestServer;
  let database: pg.Client;
  const processes: StartedProcess[] = [];
  const addresses: string[] = [];

  beforeAll(async () => {
    programs = await buildPrograms();
    folder = await mkdtemp(join(tmpdir(), "service-limits-"));
    server = await startPostgres(postgresPrograms() ?? "");
    const limits = { minute: LIMIT, day: 100_000 };
    await writeFile(join(folder, "plans.json"), JSON.stringify({ ...PLANS, anonymous: { ...PLANS.anonymous, limits } }));
    await setClock("2026-03-10T12:00:00.000Z");
    const env = {
      ...process.env,
      ...{ PORT: "0", DATA_DIR: folder, DATABASE_URL: server.url, SECRET_KEY: "only for this test, but long enough" },
      ...{ LOG_LEVEL: "silent", TEST_WORKER: "none", TEST_CLOCK: join(folder, "clock"), PLANS_FILE: join(folder, "plans.json") },
      QUEUE_LIMIT: "1000000",
    };
    for (let count = 0; count < 2; count++) {
      const started = await startProcess(programs.serve, env);
      processes.push(started);
      addresses.push(started.line);
    }
    database = new pg.Client({ connectionString: server.url });
    await database.connect();
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.end("SIGKILL")));
    await database?.end();
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** As a whole or not at all: a reader must never see half of it. */
  async function setClock(time: string): Promise<void> {
    await writeFile(join(folder, "clock.next"), time);
    await rename(join(folder, "clock.next"), join(folder, "clock"));
  }

  let input = 0;
  /** So many submissions from many clients to both processes at once; gives what they were answered. */
  async function flood(total: number, halfWay: () => Promise<void> = async () => {}): Promise<readonly number[]> {
    const statuses: number[] = [];
    let left = total;
    const clients = Array.from({ length: CLIENTS }, async (_, index) => {
      const ask = clientOf(() => addresses[index % 2] ?? "");
      while (left-- > 0) {
        if (left === Math.floor(total / 2)) await halfWay();
        statuses.push((await ask("/api/v1/scan", { body: { input: `server-${++input}` } })).status);
      }
    });
    await Promise.all(clients);
    return statuses;
  }

  async function usedIn(minute: string): Promise<number> {
    const found = await database.query(
      "select coalesce(sum(used), 0)::int as used from usage_counts where period = 'minute' and subject like 'submit:%' and starts_at = $1",
      [minute],
    );
    return found.rows[0].used;
  }
  const takenOf = (statuses: readonly number[]) => statuses.filter((status) => status === 202).length;

  it("let exactly the allowed number through", async () => {
    const statuses = await flood(LIMIT * 2);
    expect(takenOf(statuses)).toBe(LIMIT);
    expect(statuses.filter((status) => status === 429)).toHaveLength(LIMIT);
    expect(await usedIn("2026-03-10T12:00:00Z")).toBe(LIMIT);
  });

  it("are used up until the last moment of their window, and whole at the first of the next", async () => {
    await setClock("2026-03-10T12:00:59.999Z");
    expect(takenOf(await flood(CLIENTS))).toBe(0);
    await setClock("2026-03-10T12:01:00.000Z");
    expect(takenOf(await flood(LIMIT + CLIENTS))).toBe(LIMIT);
  });

  it("hold on both sides of an edge that is passed under load", async () => {
    await setClock("2026-03-10T12:02:59.999Z");
    const statuses = await flood(LIMIT * 4, () => setClock("2026-03-10T12:03:00.000Z"));
    const [before, after] = [await usedIn("2026-03-10T12:02:00Z"), await usedIn("2026-03-10T12:03:00Z")];
    expect([before, after]).toEqual([LIMIT, LIMIT]);
    expect(takenOf(statuses)).toBe(before + after);
  });
});

describe("limits", () => {
  let started: StartedService;
  const now = new Date("2026-03-10T12:00:30.000Z");
  const ask = clientOf(() => started.address);

  beforeAll(async () => {
    const anonymous = { ...PLANS.anonymous, limits: { minute: 3, day: 1000, week: 4 } };
    started = await startOn("embedded", { STREAMS_PER_ADDRESS: "2" }, { now: () => now, plans: { ...PLANS, anonymous } });
  });
  afterAll(() => started?.remove());

  const headersOf = ({ headers }: { readonly headers: Headers }) =>
    ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "retry-after"].map((name) => headers.get(name));

  it("are told with every answer, by the window that is nearest to its end", async () => {
    expect(headersOf(await ask("/scan/AAAAAAAAAAAAAAA="))).toEqual(["3", "3", "30", null]);
    expect(headersOf(await ask("/api/v1/scan", { body: { input: "one" } }))).toEqual(["3", "2", "30", null]);
    expect(headersOf(await ask("/api/v1/scan", { body: { input: "one" } }))).toEqual(["3", "1", "30", null]);
    expect(headersOf(await ask("/api/v1/scan", { body: { input: "one" } }))).toEqual(["3", "0", "30", null]);
    const denied = await ask("/api/v1/scan", { body: { input: "one" } });
    expect(denied.status).toBe(429);
    expect(headersOf(denied)).toEqual(["3", "0", "30", "30"]);
    expect(denied.json.error.details).toEqual({ window: "minute", limit: 3, current: 3, reset_at: "2026-03-10T12:01:00.000Z" });
  });

  it("hold for open streams of one address", async () => {
    const cookie = await signUp(ask, "reader");
    const { json } = await ask("/api/v1/scan", { cookie, body: { input: "slow-server" } });
    const open = async () => {
      const gone = new AbortController();
      const response = await fetch(`${started.address}/scan/${json.data.scan_id}/stream`, { signal: gone.signal });
      return { status: response.status, retryAfter: response.headers.get("retry-after"), leave: () => gone.abort() };
    };
    const [first, second] = [await open(), await open()];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await open()).toMatchObject({ status: 429, retryAfter: "5" });
    first.leave();
    await vi.waitFor(async () => expect((await open()).status).toBe(200), 30_000);
    second.leave();
  });
});

describe("answers", () => {
  let started: StartedService;
  const ask = clientOf(() => started.address);

  beforeAll(async () => {
    started = await startOn("embedded", { PUBLIC_URL: "https://assay.example", TRUST_PROXY: "127.0.0.1" });
  });
  afterAll(() => started?.remove());

  it("may be read by scripts of other sites where nobody has to sign in, and only there", async () => {
    expect((await ask("/api/v1/registry")).headers.get("access-control-allow-origin")).toBe("*");
    expect((await ask("/api/v1/me")).headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask("/api/v1/scan", { body: { input: "x" } })).headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask("/api/v1/scan", { method: "OPTIONS" })).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("keep browsers on https, and out of frames", async () => {
    const { headers } = await ask("/healthz");
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  it("count who stands behind a trusted proxy, IPv6 by its network", async () => {
    const remaining = async (address: string) =>
      (await ask("/api/v1/scan", { body: { input: "x" }, headers: { "x-forwarded-for": address } })).headers.get("ratelimit-remaining");
    expect(await remaining("198.51.100.1")).toBe("9");
    expect(await remaining("198.51.100.2")).toBe("9");
    expect(await remaining("2001:db8:1:2::1")).toBe("9");
    expect(await remaining("2001:db8:1:2:ffff::9")).toBe("8");
    expect(await remaining("2001:db8:1:3::1")).toBe("9");
  });

  it("include a reference of all routes that needs no script", async () => {
    const page = await ask("/docs/api");
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    const { json } = await ask("/openapi.json");
    for (const path of Object.keys(json.paths)) expect(page.text).toContain(path);
    expect(page.text).not.toMatch(/<script|javascript:/iu);
  });
});
