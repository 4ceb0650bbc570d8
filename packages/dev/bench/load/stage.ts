import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { PLANS } from "@mcp-assay/service/app/plans";
import { postgresPrograms, startPostgres } from "@mcp-assay/service/testing/postgres";
import pg from "pg";

/** A service on PostgreSQL as its operator runs it: built, one API process, workers as wanted. */
export interface Stage {
  readonly address: string;
  readonly database: pg.Pool;
  /** Memory that the API process holds now, in bytes. */
  apiMemory(): number;
  /** Processor time that the API process has used, in seconds. */
  apiCpuSeconds(): number;
  startWorker(concurrency: number): Promise<Running>;
  close(): Promise<void>;
}

export interface Running {
  /** Processor time of the process and of those of its children that have ended, in seconds. */
  cpuSeconds(): number;
  end(): Promise<void>;
}

/** Ticks of /proc a second (USER_HZ of every Linux that Node runs on). */
const TICKS = 100;

export async function openStage(root: string, upstream: string): Promise<Stage> {
  const programs = postgresPrograms();
  if (programs === null) throw new Error("the load benchmark needs a PostgreSQL server (apt-get install postgresql)");
  const folder = await mkdtemp(path.join(tmpdir(), "assay-load-"));
  const server = await startPostgres(programs);
  const unlimited = Object.fromEntries(Object.entries(PLANS).map(([name, plan]) => [name, { ...plan, limits: {} }]));
  await writeFile(path.join(folder, "plans.json"), JSON.stringify(unlimited));
  const env = {
    ...process.env,
    ...{ PORT: "0", DATA_DIR: folder, DATABASE_URL: server.url, SECRET_KEY: "of a benchmark, and nothing depends on it" },
    ...{ LOG_LEVEL: "error", PLANS_FILE: path.join(folder, "plans.json"), STREAMS_PER_ADDRESS: "100000", QUEUE_LIMIT: "1000000" },
    ...{ UPSTREAM_PATIENCE_SECONDS: "0", NPM_REGISTRY_URL: upstream, OSV_API_URL: "off", PUBLIC_URL: "http://127.0.0.1" },
  };
  const start = (more: Record<string, string>, ...args: string[]) => startProgram(root, { ...env, ...more }, args);
  const api = start({}, "serve", "--no-worker");
  const [address] = (await once(createInterface(api.stdout as NodeJS.ReadableStream), "line")) as [string];
  const database = new pg.Pool({ connectionString: server.url, max: 2 });
  database.on("error", () => {});
  const started: ChildProcess[] = [api];
  return {
    address,
    database,
    apiMemory: () => statusOf(api, "VmRSS"),
    apiCpuSeconds: () => cpuOf(api),
    startWorker: async (concurrency) => {
      const worker = start({ WORKER_CONCURRENCY: String(concurrency) }, "worker");
      started.push(worker);
      return { cpuSeconds: () => cpuOf(worker), end: () => ended(worker, "SIGTERM") };
    },
    close: async () => {
      await Promise.all(started.map((one) => ended(one, "SIGKILL")));
      await database.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startProgram(root: string, env: NodeJS.ProcessEnv, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [path.join(root, "bin/mcp-assay.mjs"), ...args], { env, stdio: ["ignore", "pipe", "inherit"] });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

function statusOf({ pid }: ChildProcess, name: string): number {
  const line = new RegExp(`^${name}:\\s+(\\d+) kB`, "mu").exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? Number.NaN) * 1024;
}

/** Fields 14 to 17 of /proc/<pid>/stat: own and waited-for children's time in user mode and in the kernel. */
function cpuOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
}
