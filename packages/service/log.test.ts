import { DrizzleQueryError } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openLog } from "./log.ts";
import { openMemory, serveOver } from "./testing/in-process.ts";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
let lines: string[] = [];
const log = openLog("info", { write: (line) => void lines.push(line) });
let database: Awaited<ReturnType<typeof openMemory>>;

beforeAll(async () => {
  database = await openMemory();
});
afterAll(() => database.close());

it("a failed statement is logged without its values", () => {
  lines = [];
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (email)=(ann@example.org) already exists." });
  log.error({ err: new DrizzleQueryError("insert into accounts values ($1)", ["ann@example.org\nand more"], cause) }, "it failed");
  log.error({ err: cause }, "the driver failed");
  const text = lines.join("");
  expect(text).toContain("insert into accounts");
  expect(text).toContain("23505");
  expect(text).toContain("log.test.ts");
  expect(text).not.toMatch(/ann@example|and more/u);
});

it("what is logged of a request names the trace that it belongs to", async () => {
  const app = await serveOver(database, () => new Date(), { logger: log });
  const traceOf = async (traceparent: string) => {
    lines = [];
    await app.inject({ url: "/healthz", headers: { traceparent } });
    return lines.map((line) => JSON.parse(line) as { trace_id?: string; reqId?: string });
  };
  const traced = await traceOf(`00-${TRACE}-00f067aa0ba902b7-01`);
  expect(traced.length).toBeGreaterThan(0);
  for (const line of traced) expect(line).toMatchObject({ trace_id: TRACE, parent_id: "00f067aa0ba902b7", reqId: expect.any(String) });
  for (const wrong of ["", `00-${"0".repeat(32)}-00f067aa0ba902b7-01`, `00-${TRACE}"-x`, "x".repeat(500)])
    for (const line of await traceOf(wrong)) expect(line.trace_id).toBeUndefined();
  await app.close();
});
