import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { fromPglite } from "pg-boss";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Charge, NewScan, Store } from "../app/store.ts";
import { migrate } from "./migrate.ts";
import { startQueue } from "./queue.ts";
import { createStore } from "./store.ts";

/** Statements sent since the last look; begin and commit of a transaction are not among them. */
let sent: string[] = [];
let store: Store;
let close: () => Promise<void>;

beforeAll(async () => {
  const lite = await PGlite.create();
  await migrate({
    run: async (sql) => void (await lite.exec(sql)),
    column: async (sql) => (await lite.query<unknown[]>(sql, [], { rowMode: "array" })).rows.map((row) => String(row[0])),
  });
  const boss = await startQueue({ db: fromPglite(lite), backend: "pglite" }, () => {});
  store = createStore({ sql: drizzle(lite, { logger: { logQuery: (query) => void sent.push(query) } }), boss });
  close = async () => {
    await boss.stop({ graceful: false });
    await lite.close();
  };
});
afterAll(() => close());

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  sent = [];
  await work();
  return sent.length;
}

const chargesOf = (subject: string): Charge[] =>
  (["minute", "day", "week"] as const).map((period) => ({
    ...{ subject, period, startsAt: "2026-03-09T00:00:00Z", resetsAt: "2026-03-16T00:00:00Z", limit: 9 },
  }));

function scanOf(id: string, changes: Partial<NewScan> = {}): NewScan {
  const names = {
    input: id,
    inputType: "npm",
    packageName: id,
    canonicalId: `npm:${id}@latest`,
    mode: "fast",
    visibility: "public",
  } as const;
  const none = { accountId: null, freshMs: null, idempotency: null, fetchedBy: null, callbackUrl: null };
  return { ...names, ...none, scanId: id, runId: id, submitter: "me", cacheKey: id, charges: chargesOf("me"), queueLimit: 100, ...changes };
}

it("taking a submission is seven statements, whatever the number of windows it counts in", async () => {
  await store.submit(scanOf("first"));
  // Counts, lock, look for shared work, look at the queue, run with event and scan, job, notice.
  expect(await statementsOf(() => store.submit(scanOf("second")))).toBe(7);
  // Counts, lock, look for shared work, hold the run, scan.
  expect(await statementsOf(() => store.submit(scanOf("third", { cacheKey: "second" })))).toBe(5);
});

it("a counted read with a key is three statements", async () => {
  await store.createAccount({ id: "a", email: "a@example.org", name: "a", plan: "team" });
  const key = {
    id: "k",
    accountId: "a",
    hash: "h",
    prefix: "p",
    label: "l",
    scopes: [],
    allowedCidrs: [],
    expiresAt: "2100-01-01T00:00:00Z",
  };
  await store.createKey(key);
  const read = async () => {
    await store.keyByHash("h");
    await store.charge(chargesOf("read"));
    await store.scan("first");
  };
  await read();
  expect(await statementsOf(read)).toBe(3);
});
