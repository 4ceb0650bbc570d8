import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface TestServer {
  readonly url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian keeps the server's programs outside PATH. */
const HOME = "/usr/lib/postgresql";

/** Folder of the newest installed server's programs; null where none is installed. */
export function postgresPrograms(): string | null {
  const versions = existsSync(HOME) ? readdirSync(HOME).filter((version) => existsSync(join(HOME, version, "bin/initdb"))) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  if (newest !== undefined) return join(HOME, newest, "bin");
  // A skipped suite must not pass for a run one where the server is promised.
  if (process.env.CI !== undefined) throw new Error(`no PostgreSQL server under ${HOME}`);
  return null;
}

/** Starts a server of our own in a temporary folder, reached by a socket there. */
export async function startPostgres(programs: string): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "service-pg-"));
  const data = join(folder, "data");
  // The server refuses to run as root.
  const asServer = async (program: string, ...args: string[]) => {
    const command = [join(programs, program), ...args];
    await (process.getuid?.() === 0
      ? run("runuser", ["-u", "postgres", "--", ...command], { cwd: "/" })
      : run(command[0] ?? "", command.slice(1)));
  };
  await chmod(folder, 0o777);
  await asServer("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync");
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
  const start = () => asServer("pg_ctl", "-D", data, "-w", "-o", options, "-l", join(folder, "log"), "start");
  const stop = () => asServer("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
  await start();
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    restart: async () => {
      await stop();
      await start();
    },
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
