import { PGlite } from "@electric-sql/pglite";
import { getTableConfig } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ending, Lease, NewScan, Store } from "../app/store.ts";
import { postgresPrograms, startPostgres } from "../testing/postgres.ts";
import { openEmbedded } from "./embedded.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import * as schema from "./schema.ts";
import { openServer } from "./server.ts";
import * as signInSchema from "./sign-in-schema.ts";
import * as teamSchema from "./team-schema.ts";

let store: Store;
let close: () => Promise<void>;
let count = 0;

const ENDING: Ending = {
  status: "complete",
  report: "{}",
  resolvedVersion: "1",
  resolvedDigest: "d",
  aivssScore: 1,
  safetyScore: 90,
  safetyGrade: "A",
  errorCode: null,
  errorMessage: null,
};

function scanOf(changes: Partial<NewScan> = {}): NewScan {
  const name = `server-${++count}`;
  return {
    ...{
      scanId: `scan-${count}`,
      runId: `run-${count}`,
      input: name,
      inputType: "npm",
      packageName: name,
      canonicalId: `npm:${name}@latest`,
      mode: "fast",
      visibility: "public",
    },
    ...{
      accountId: null,
      submitter: "",
      cacheKey: null,
      freshMs: null,
      idempotency: null,
      fetchedBy: null,
      callbackUrl: null,
      charges: [],
      queueLimit: 1000,
    },
    ...changes,
  };
}

async function submitted(changes: Partial<NewScan> = {}): Promise<string> {
  const outcome = await store.submit(scanOf(changes));
  if (!("scanId" in outcome)) throw new Error(outcome.kind);
  return outcome.scanId;
}

async function claimed(leaseMs = 60_000): Promise<Lease> {
  const claim = await store.claim("worker", leaseMs);
  if (claim === null) throw new Error("nothing to do");
  return claim;
}

const stage = (name: string) => ({ type: "stage_started", subject: name, payload: JSON.stringify({ stage_name: name }) });

/** Each opens an empty database, and gives the way to close it. */
const DATABASES: Readonly<Record<string, () => Promise<{ readonly store: Store; close(): Promise<void> }>>> = {
  embedded: async () => {
    const opened = await openEmbedded(null, () => {});
    if (!opened.ok) throw new Error(opened.problem.message);
    return opened.value;
  },
  PostgreSQL: async () => {
    const server = await startPostgres(postgresPrograms() ?? "");
    const opened = await openServer(server.url, () => {});
    if (!opened.ok) throw new Error(opened.problem.message);
    const closeAll = async () => {
      await opened.value.close();
      await server.stop();
    };
    return { store: opened.value.store, close: closeAll };
  },
};

describe.each(Object.keys(DATABASES))("%s", (name) => {
  describe.skipIf(name === "PostgreSQL" && postgresPrograms() === null)("store", () => {
    beforeAll(async () => {
      const opened = await DATABASES[name]?.();
      if (opened === undefined) throw new Error(name);
      ({ store } = opened);
      close = () => opened.close();
    });
    afterAll(() => close());

    describe("a run", () => {
      it("is taken by one worker, once", async () => {
        await submitted();
        const claims = await Promise.all([1, 2, 3].map((worker) => store.claim(`worker-${worker}`, 60_000)));
        expect(claims.filter((claim) => claim !== null)).toHaveLength(1);
      });

      it("keeps each event once, numbered without gap, however often it is written", async () => {
        const id = await submitted();
        const lease = await claimed();
        await store.append(lease, [stage("resolve"), stage("fetch"), stage("resolve")]);
        await store.append(lease, [stage("fetch"), stage("surface")]);
        await store.finish(lease, ENDING);
        expect((await store.events(id, 0, 100)).map((event) => [event.seq, event.type, event.subject])).toEqual([
          [1, "mode_selected", ""],
          [2, "stage_started", "resolve"],
          [3, "stage_started", "fetch"],
          [4, "stage_started", "surface"],
          [5, "scan_complete", ""],
        ]);
      });

      it("whose lease ran out goes to another worker, and the first can write no more", async () => {
        const id = await submitted();
        const first = await claimed(0);
        await store.append(first, [stage("resolve")]);
        expect(await store.recover(false)).toBe(1);
        const second = await claimed();
        expect(second.fence).toBe(first.fence + 1);
        expect([await store.renew(first, 1000), await store.append(first, [stage("late")]), await store.finish(first, ENDING)]).toEqual([
          false,
          false,
          false,
        ]);
        await store.append(second, [stage("resolve"), stage("fetch")]);
        expect([await store.finish(second, ENDING), await store.finish(second, ENDING)]).toEqual([true, false]);
        expect((await store.events(id, 1, 100)).map((event) => event.subject || event.type)).toEqual(["resolve", "fetch", "scan_complete"]);
      });

      it("is given up after five workers died over it", async () => {
        const id = await submitted();
        for (let attempt = 0; attempt < 5; attempt++) {
          await claimed(0);
          await store.recover(false);
        }
        expect(await store.claim("worker", 1000)).toBeNull();
        expect(await store.scan(id)).toMatchObject({ status: "failed", errorCode: "INTERNAL" });
        expect((await store.events(id, 1, 100)).map((event) => event.type)).toEqual(["scan_failed"]);
      });

      it("whose files are fetched with a token waits for its snapshot, and dies with who holds the token", async () => {
        const submission = scanOf({ visibility: "private", fetchedBy: { owner: "api", leaseMs: -1 } });
        await store.submit(submission);
        expect(await store.claim("worker", 60_000)).toBeNull();
        const lease = { runId: submission.runId, owner: "api", fence: 1 };
        expect(await store.handOver({ ...lease, owner: "another" }, "key")).toBe(false);
        expect(await store.handOver(lease, "key")).toBe(true);
        const claim = await claimed(-1);
        expect(claim).toMatchObject({ runId: submission.runId, snapshotKey: "key" });
        expect(await store.recover(false)).toBe(1);
        expect(await store.unfinished([submission.runId, "unknown"])).toEqual([submission.runId]);
        const again = await claimed();
        expect(again).toMatchObject({ runId: submission.runId, snapshotKey: "key" });
        await store.finish(again, ENDING);
        expect(await store.unfinished([submission.runId])).toEqual([]);

        const lost = scanOf({ visibility: "private", fetchedBy: { owner: "api", leaseMs: -1 } });
        await store.submit(lost);
        await store.recover(false);
        expect(await store.scan(lost.scanId)).toMatchObject({ status: "failed", errorCode: "CREDENTIALS_LOST" });
        expect(await store.handOver({ ...lease, runId: lost.runId }, "key")).toBe(false);
      });

      it("that is handed back waits again, and the attempt does not count", async () => {
        await submitted();
        for (let round = 0; round < 5; round++) await store.release(await claimed());
        const lease = await claimed();
        expect(await store.finish(lease, ENDING)).toBe(true);
      });
    });

    describe("callbacks", () => {
      it("are due when the run has ended, and tried by one worker at a time until they are settled", async () => {
        const id = await submitted({ callbackUrl: "https://example.org/x" });
        expect(await store.claimCallback(60_000)).toBeNull();
        await store.finish(await claimed(), ENDING);
        const [first, other] = await Promise.all([store.claimCallback(60_000), store.claimCallback(60_000)]);
        expect([first, other].filter((one) => one !== null)).toEqual([{ scanId: id, url: "https://example.org/x", attempt: 1 }]);
        await store.settleCallback({ scanId: id, url: "", attempt: 1 }, { againInMs: -1 });
        expect(await store.claimCallback(-1)).toMatchObject({ attempt: 2 });
        // Who took it has died: its time is over.
        expect(await store.claimCallback(-1)).toMatchObject({ attempt: 3 });
        await store.settleCallback({ scanId: id, url: "", attempt: 2 }, "delivered");
        expect(await store.claimCallback(-1)).toMatchObject({ attempt: 4 });
        await store.settleCallback({ scanId: id, url: "", attempt: 4 }, "delivered");
        expect(await store.claimCallback(-1)).toBeNull();
      });
    });

    describe("submissions", () => {
      const limited = (subject: string, limit: number) => ({
        subject,
        period: "day" as const,
        limit,
        startsAt: "2026-01-05T00:00:00.000Z",
        resetsAt: "2026-01-06T00:00:00.000Z",
      });

      it("of one cache key share one run while it is unfinished, and its report afterwards", async () => {
        const many = await Promise.all(Array.from({ length: 8 }, () => store.submit(scanOf({ cacheKey: "one" }))));
        expect(many.map((outcome) => outcome.kind).sort()).toEqual([...Array(7).fill("joined"), "new"]);
        expect(new Set(many.map((outcome) => ("scanId" in outcome ? outcome.scanId : ""))).size).toBe(8);
        await store.finish(await claimed(), ENDING);
        const late = await store.submit(scanOf({ cacheKey: "one" }));
        expect(late.kind).toBe("cached");
        expect(await store.scan("scanId" in late ? late.scanId : "")).toMatchObject({ cached: true, status: "complete", safetyGrade: "A" });
        expect(await store.claim("worker", 1000)).toBeNull();
      });

      it("do not share a failed run, nor one that is too old", async () => {
        await submitted({ cacheKey: "failed" });
        await store.finish(await claimed(), { ...ENDING, status: "failed", errorCode: "INTERNAL", errorMessage: "x" });
        expect((await store.submit(scanOf({ cacheKey: "failed" }))).kind).toBe("new");
        await store.finish(await claimed(), ENDING);
        expect((await store.submit(scanOf({ cacheKey: "failed", freshMs: 0 }))).kind).toBe("new");
        await store.finish(await claimed(), ENDING);
      });

      it("with one Idempotency-Key are one scan; another body is a conflict", async () => {
        const idempotency = { caller: "me", key: "k", bodyHash: "a" };
        const many = await Promise.all(
          Array.from({ length: 5 }, () => store.submit(scanOf({ idempotency, charges: [limited("idempotent", 1)] }))),
        );
        expect(new Set(many.map((outcome) => ("scanId" in outcome ? outcome.scanId : outcome.kind))).size).toBe(1);
        expect((await store.submit(scanOf({ idempotency: { ...idempotency, bodyHash: "b" } }))).kind).toBe("conflict");
        expect(await store.replay({ ...idempotency, caller: "you" })).toBeNull();
        await store.finish(await claimed(), ENDING);
        expect(await store.claim("worker", 1000)).toBeNull();
      });

      it("take turns: the first of one comes before the later ones of another", async () => {
        const ids = [];
        for (const submitter of ["many", "many", "many", "one", "two"]) ids.push(await submitted({ submitter }));
        const taken = [];
        for (let claim = await store.claim("worker", 60_000); claim !== null; claim = await store.claim("worker", 60_000)) {
          taken.push(claim.runId.replace("run", "scan"));
          await store.finish(claim, ENDING);
        }
        const [a, b, c, d, e] = ids;
        expect(taken).toEqual([a, d, e, b, c]);
      });

      it("beyond the queue limit are refused without trace", async () => {
        await submitted();
        const refused = scanOf({ queueLimit: 1, charges: [limited("full", 5)] });
        expect(await store.submit(refused)).toEqual({ kind: "full" });
        expect([await store.scan(refused.scanId), await store.used([limited("full", 5)])]).toEqual([null, [0]]);
        await store.finish(await claimed(), ENDING);
      });

      it("are counted exactly, however many come at once", async () => {
        const charges = [limited("exact", 7), { ...limited("exact", 100), period: "month" as const }];
        const many = await Promise.all(Array.from({ length: 50 }, () => store.charge(charges)));
        expect(many.filter((full) => full === null)).toHaveLength(7);
        expect(many.filter((full) => full?.period === "day")).toHaveLength(43);
        expect(await store.used(charges)).toEqual([7, 7]);
      });
    });

    describe("lists", () => {
      it("of one account's scans are paged without loss or repeat, and hold nobody else's", async () => {
        const mine = await store.createAccount({ id: "lister", email: "Lister@example.org", name: "L", plan: "free" });
        expect(mine).not.toBeNull();
        expect(await store.createAccount({ id: "other", email: "lister@EXAMPLE.org", name: "L", plan: "free" })).toBeNull();
        const ids: string[] = [];
        for (let index = 0; index < 5; index++)
          ids.push(await submitted({ accountId: "lister", input: index === 2 ? "50%_off" : "plain" }));
        await submitted();
        const filter = { accountId: "lister", after: null, limit: 2 };
        const seen: string[] = [];
        for (let page = await store.listScans(filter); page.length > 0; ) {
          seen.push(...page.map((row) => row.scanId));
          const last = page.at(-1);
          page = last === undefined ? [] : await store.listScans({ ...filter, after: { createdAt: last.createdAt, id: last.scanId } });
        }
        expect(seen.sort()).toEqual(ids.sort());
        expect((await store.listScans({ ...filter, limit: 9, q: "%_O" })).map((row) => row.input)).toEqual(["50%_off"]);
        for (let lease = await store.claim("worker", 60_000); lease !== null; lease = await store.claim("worker", 60_000))
          await store.finish(lease, ENDING);
      });

      it("of the registry hold the newest public report of each target", async () => {
        const scan = { inputType: "npm", packageName: "@listed/server" };
        for (const [resolvedVersion, safetyGrade] of [
          ["1.0.0", "F"],
          ["2.0.0", "B"],
        ] as const) {
          await submitted(scan);
          await store.finish(await claimed(), { ...ENDING, resolvedVersion, safetyGrade });
        }
        await submitted({ ...scan, visibility: "private" });
        await store.finish(await claimed(), { ...ENDING, resolvedVersion: "3.0.0" });
        const filter = { q: "@LISTED/", sort: "grade" as const, offset: 0, limit: 10 };
        expect(await store.listRegistry(filter)).toMatchObject([
          { packageName: "@listed/server", version: "2.0.0", safetyGrade: "B", scans: 2 },
        ]);
        expect(await store.listRegistry({ ...filter, grade: "F" })).toEqual([]);
        expect((await store.history("npm", "@listed/server", 10)).map((row) => row.resolvedVersion)).toEqual(["2.0.0", "1.0.0"]);
        expect((await store.registryFacets()).types.npm).toBeGreaterThan(0);
      });
    });
  });
});

describe("migrations", () => {
  it("make exactly the tables and columns of the schema", async () => {
    const lite = await migrated();
    for (const table of Object.values({ ...schema, ...signInSchema, ...teamSchema })) {
      const { name, columns } = getTableConfig(table);
      const { rows } = await lite.query<{ column_name: string; is_nullable: string }>(
        "select column_name, is_nullable from information_schema.columns where table_name = $1 order by 1",
        [name],
      );
      const expected = columns
        .map((column) => ({ column_name: column.name, is_nullable: column.notNull ? "NO" : "YES" }))
        .sort((a, b) => (a.column_name < b.column_name ? -1 : 1));
      expect(rows).toEqual(expected);
    }
    await lite.close();
  });

  it("run once, and refuse a database of a newer version", async () => {
    const lite = await migrated();
    expect(await migrate(connection(lite))).toEqual({ ok: true, value: [] });
    await lite.query("insert into schema_migrations (name) values ('9999-future')");
    expect(await migrate(connection(lite))).toMatchObject({
      ok: false,
      problem: { code: "CONFIG_INVALID", message: expect.stringContaining("9999-future") },
    });
    await lite.close();
  });
});

function connection(lite: PGlite) {
  return {
    run: async (sql: string) => void (await lite.exec(sql)),
    column: async (sql: string) => (await lite.query<unknown[]>(sql, [], { rowMode: "array" })).rows.map((row) => String(row[0])),
  };
}

async function migrated(): Promise<PGlite> {
  const lite = await PGlite.create();
  expect(await migrate(connection(lite))).toEqual({ ok: true, value: MIGRATIONS.map((migration) => migration.name) });
  return lite;
}
