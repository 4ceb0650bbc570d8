import { parseSettings, startService } from "../serve.ts";

/** A whole service as a process, for tests that kill it. Programs are beside this one. */
const settings = parseSettings(process.env);
if (!settings.ok) throw new Error(settings.problem.message);
const databaseThread = new URL("./database-thread.entry.mjs", import.meta.url);
const scanChild = new URL("./fake-scan-child.mjs", import.meta.url);
const service = await startService(settings.value, { parts: { databaseThread, scanChild, resolve: async () => null } });
if (!service.ok) {
  process.stderr.write(`${service.problem.message}\n`);
  process.exit(2);
}
process.stdout.write(`${service.value.address}\n`);
process.once("SIGTERM", () => void service.value.stop().then(() => process.exit(0)));
