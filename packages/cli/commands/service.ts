import type { Result } from "@mcp-assay/core/problem";
import type { Command } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";

interface Flags {
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly concurrency?: string;
}

/** `serve`: HTTP and a worker, on an embedded database unless DATABASE_URL says otherwise. */
export function serveCommand(program: Command, { machine, ended }: Session): void {
  program
    .command("serve")
    .description("run the service: HTTP API and a worker")
    .option("--host <address>", "address to listen on (HOST)")
    .option("--port <port>", "port to listen on (PORT)")
    .option("--data <folder>", "folder of the embedded database (DATA_DIR)")
    .option("--concurrency <n>", "scans at a time (WORKER_CONCURRENCY)")
    .option("--no-worker", "HTTP only; needs DATABASE_URL")
    .action(async (flags: Flags & { readonly worker: boolean }) => ended(await serve(flags, machine)));
}

/** `worker`: scans only, for a PostgreSQL server shared with others. */
export function workerCommand(program: Command, { machine, ended }: Session): void {
  program
    .command("worker")
    .description("run a worker only; needs DATABASE_URL")
    .option("--concurrency <n>", "scans at a time (WORKER_CONCURRENCY)")
    .action(async (flags: Flags) => ended(await work(flags, machine)));
}

/** `migrate`: the database brought up to date. */
export function migrateCommand(program: Command, { machine, done }: Session): void {
  program
    .command("migrate")
    .description("bring the database up to date and end")
    .option("--data <folder>", "folder of the embedded database (DATA_DIR)")
    .action(async (flags: Flags) => done(await migrate(flags, machine)));
}

async function serve(flags: Flags & { readonly worker: boolean }, machine: Machine): Promise<ExitCode> {
  const { parseSettings, startService } = await import("@mcp-assay/service/serve");
  const settings = parseSettings(machine.env, given(flags));
  if (!settings.ok) return complain(machine, settings.problem);
  const service = await startService(settings.value, { worker: flags.worker });
  if (service.ok) {
    await machine.stdout.write(`${service.value.address}\n`);
    await machine.stderr.write("mcp-assay: ready; its API is described at /openapi.json, and Ctrl-C ends it\n");
  }
  return untilInterrupted(service, machine);
}

async function work(flags: Flags, machine: Machine): Promise<ExitCode> {
  const [{ parseSettings }, { startWorkerProcess }] = await Promise.all([
    import("@mcp-assay/service/settings"),
    import("@mcp-assay/service/worker-main"),
  ]);
  const settings = parseSettings(machine.env, given(flags));
  if (!settings.ok) return complain(machine, settings.problem);
  return untilInterrupted(await startWorkerProcess(settings.value), machine);
}

async function migrate(flags: Flags, machine: Machine): Promise<ExitCode> {
  const [{ parseSettings }, { migrateDatabase }] = await Promise.all([
    import("@mcp-assay/service/settings"),
    import("@mcp-assay/service/migrate"),
  ]);
  const settings = parseSettings(machine.env, given(flags));
  if (!settings.ok) return complain(machine, settings.problem);
  const migrated = await migrateDatabase(settings.value);
  if (!migrated.ok) return complain(machine, migrated.problem);
  await machine.stderr.write("mcp-assay: the database is up to date\n");
  return EXIT.done;
}

/** Runs until somebody asks it to end, then ends it in good order. */
async function untilInterrupted(started: Result<{ stop(): Promise<void> }>, machine: Machine): Promise<ExitCode> {
  if (!started.ok) return complain(machine, started.problem);
  await new Promise<void>((resolve) => {
    if (machine.signal.aborted) resolve();
    machine.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await started.value.stop();
  return EXIT.done;
}

function given({ host, port, data, concurrency }: Flags): { host?: string; port?: string; data?: string; concurrency?: string } {
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(data === undefined ? {} : { data }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
}
