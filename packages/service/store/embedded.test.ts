import { PGlite } from "@electric-sql/pglite";
import { getTableConfig } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ending, Lease, NewScan, Store } from "../app/store.ts";
import { type EmbeddedStore, openEmbedded } from "./embedded.ts";
import { MIGRATIONS, migrate } from "./migrate.ts";
import * as schema from "./schema.ts";

let embedded: EmbeddedStore;
let store: Store;
let count = 0;

beforeAll(async () => {
  const opened = await openEmbedded(null, () => {});
  if (!opened.ok) throw new Error(opened.problem.message);
  embedded = opened.value;
  store = embedded.store;
});
afterAll(() => embedded.close());

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

async function submitted(): Promise<string> {
  const name = `server-${++count}`;
  const scan: NewScan = {
    scanId: `scan-${count}`,
    runId: `run-${count}`,
    input: name,
    inputType: "npm",
    packageName: name,
    canonicalId: `npm:${name}@latest`,
    mode: "fast",
    visibility: "public",
  };
  return (await store.submit(scan)).scanId;
}

async function claimed(leaseMs = 60_000): Promise<Lease> {
  const claim = await store.claim("worker", leaseMs);
  if (claim === null) throw new Error("nothing to do");
  return claim;
}

const stage = (name: string) => ({ type: "stage_started", subject: name, payload: JSON.stringify({ stage_name: name }) });

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

  it("is given up after three workers died over it", async () => {
    const id = await submitted();
    for (let attempt = 0; attempt < 3; attempt++) {
      await claimed(0);
      await store.recover(false);
    }
    expect(await store.claim("worker", 1000)).toBeNull();
    expect(await store.scan(id)).toMatchObject({ status: "failed", errorCode: "INTERNAL" });
    expect((await store.events(id, 1, 100)).map((event) => event.type)).toEqual(["scan_failed"]);
  });

  it("that is handed back waits again, and the attempt does not count", async () => {
    await submitted();
    for (let round = 0; round < 5; round++) await store.release(await claimed());
    const lease = await claimed();
    expect(await store.finish(lease, ENDING)).toBe(true);
  });
});

describe("migrations", () => {
  it("make exactly the tables and columns of the schema", async () => {
    const lite = await migrated();
    for (const table of Object.values(schema)) {
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
