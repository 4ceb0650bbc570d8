import { readFileSync } from "node:fs";
import { parseSettings, startService } from "../serve.ts";
import { NO_UPSTREAM } from "./no-upstream.ts";

/** A whole service as a process, for tests that kill it. Programs are beside this one. */
const settings = parseSettings(process.env);
if (!settings.ok) throw new Error(settings.problem.message);
const beside = (name: string) => new URL(`./${name}.mjs`, import.meta.url);
const programs = { databaseThread: beside("database-thread.entry"), targetFetch: beside("target-fetch.entry") };
const engine =
  process.env.TEST_ENGINE === "real"
    ? { scanChild: beside("scan-child.entry") }
    : { scanChild: beside("fake-scan-child"), upstream: NO_UPSTREAM };
// Several processes with one clock, which a test sets.
const clock = process.env.TEST_CLOCK;
const time = clock === undefined ? {} : { now: () => new Date(readFileSync(clock, "utf8")) };
const service = await startService(settings.value, {
  worker: process.env.TEST_WORKER !== "none",
  parts: { ...programs, ...engine, ...time },
});
if (!service.ok) {
  process.stderr.write(`${service.problem.message}\n`);
  process.exit(2);
}
process.stdout.write(`${service.value.address}\n`);
process.once("SIGTERM", () => void service.value.stop().then(() => process.exit(0)));
