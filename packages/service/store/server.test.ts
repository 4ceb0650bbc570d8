import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Charge, Database } from "../app/store.ts";
import { postgresPrograms, startPostgres, type TestServer } from "../testing/postgres.ts";
import { isMissing } from "../testing/start-service.ts";
import { openServer } from "./server.ts";

/** More than the pool has connections, so that some are at every step when the server stops. */
const AT_ONCE = 60;
const RESTARTS = 4;

describe.skipIf(isMissing("PostgreSQL"))("a server that restarts", () => {
  let server: TestServer;
  let database: Database;
  beforeAll(async () => {
    server = await startPostgres(postgresPrograms() ?? "");
    const opened = await openServer(server.url, () => {});
    if (!opened.ok) throw new Error(opened.problem.message);
    database = opened.value;
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  const charge = (): Charge => ({
    ...{ subject: "restarts", period: "month", limit: 1_000_000 },
    ...{ startsAt: "2026-03-01T00:00:00.000Z", resetsAt: "2026-04-01T00:00:00.000Z" },
  });

  it("costs the transactions it interrupts and no connection", async () => {
    let stopped = false;
    const endless = async () => {
      while (!stopped) await database.store.charge([charge()]).catch(() => new Promise((next) => setTimeout(next, 5)));
    };
    const busy = Array.from({ length: AT_ONCE }, endless);
    for (let restart = 0; restart < RESTARTS; restart++) await server.restart();
    stopped = true;
    await Promise.all(busy);
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => database.store.charge([charge()])));
    expect(answers.every((answer) => answer === null)).toBe(true);
  });

  it("is listened to again", async () => {
    const heard = vi.fn();
    database.notices.onWork(heard);
    await vi.waitFor(async () => {
      await submitOne(database);
      expect(heard).toHaveBeenCalled();
    }, 60_000);
  });
});

let submitted = 0;

/** Whatever is queued is announced. */
async function submitOne({ store }: Database): Promise<void> {
  submitted++;
  await store.submit({
    ...{
      scanId: `scan-${submitted}`,
      runId: `run-${submitted}`,
      input: "x",
      inputType: "npm",
      packageName: "x",
      canonicalId: "npm:x@latest",
    },
    ...{ mode: "fast", visibility: "public", accountId: null, submitter: "", cacheKey: null, freshMs: null, idempotency: null },
    ...{ callbackUrl: null, charges: [], fetchedBy: null, queueLimit: 1_000_000 },
  });
}
