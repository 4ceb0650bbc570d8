import { parseSettings } from "../settings.ts";
import { startWorkerProcess } from "../worker-main.ts";

/** A worker as a process, for tests that kill it. */
const settings = parseSettings(process.env);
if (!settings.ok) throw new Error(settings.problem.message);
const worker = await startWorkerProcess(settings.value, { scanChild: new URL("./fake-scan-child.mjs", import.meta.url) });
if (!worker.ok) throw new Error(worker.problem.message);
process.stdout.write("working\n");
process.once("SIGTERM", () => void worker.value.stop().then(() => process.exit(0)));
