import { parentPort } from "node:worker_threads";
import type { FetchJob, FromFetch } from "./fetch-messages.ts";
import { fetchTarget } from "./fetch-target.ts";

/** Program of a fetching thread: one job after the other. */
parentPort?.on("message", async (job: FetchJob) => {
  const say = (message: FromFetch) => parentPort?.postMessage(message);
  try {
    const fetched = await fetchTarget(job, (stage) => say({ kind: "progress", stage }));
    say(fetched.ok ? { kind: "fetched", fetched: fetched.value } : { kind: "refused", problem: fetched.problem });
  } catch (error) {
    // Its text may quote what was read.
    const name = error instanceof Error ? error.name : "error";
    say({ kind: "refused", problem: { code: "INTERNAL", message: `the target could not be fetched (${name})` } });
  }
});
