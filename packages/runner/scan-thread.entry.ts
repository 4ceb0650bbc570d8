import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { runJob, type ScanJob } from "./scan-job.ts";
import type { FromScanThread } from "./thread-messages.ts";

const port = parentPort as MessagePort;
const say = (message: FromScanThread): void => port.postMessage(message);
const ended = await runJob(workerData as ScanJob, (event) => say({ kind: "event", event }), false);
say(ended.ok ? { kind: "done", ...ended.value } : { kind: "refused", problem: ended.problem });
