import { resolve } from "node:path";
import type { Result } from "@mcp-assay/core/problem";
import { visible } from "@mcp-assay/core/report/visible";
import type { ImportResult } from "@mcp-assay/sources/advisories/import";
import type { Command } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { advisoryFolder } from "../folders.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";

const DAY_MS = 86_400_000;

/** `db import|update|status`: known vulnerabilities on this machine. */
export function dbCommand(program: Command, { machine, done }: Session): void {
  const db = program.command("db").description("advisory data for known vulnerabilities");
  db.command("import")
    .description("take OSV records from a zip or folder that was downloaded")
    .argument("<path>")
    .action(async (path: string) => done(await importFrom(path, machine)));
  db.command("update")
    .description("download the records of all ecosystems that are looked up")
    .action(async () => done(await update(machine)));
  db.command("status")
    .description("what is there and how old it is")
    .action(async () => done(await status(machine)));
}

async function importFrom(path: string, machine: Machine): Promise<ExitCode> {
  const { importAdvisories } = await import("@mcp-assay/sources/advisories/import");
  return tell(await importAdvisories(resolve(machine.cwd, path), advisoryFolder(machine), machine.now()), machine);
}

async function update(machine: Machine): Promise<ExitCode> {
  const [{ createIo }, { updateAdvisories }] = await Promise.all([
    import("@mcp-assay/sources/open"),
    import("@mcp-assay/sources/advisories/update"),
  ]);
  const io = createIo({ env: machine.env, cacheDir: null, offline: false, cwd: machine.cwd, home: machine.home });
  try {
    return await tell(await updateAdvisories(advisoryFolder(machine), io, machine.now()), machine);
  } finally {
    await io.close();
  }
}

async function tell(result: Result<ImportResult>, machine: Machine): Promise<ExitCode> {
  if (!result.ok) return complain(machine, result.problem);
  const { status: now, unreadable } = result.value;
  const lost = unreadable === 0 ? "" : `; ${unreadable} records could not be read`;
  await machine.stdout.write(`${now.advisories} advisories, the newest of ${visible(now.newestRecord)}${lost}\n`);
  return EXIT.done;
}

async function status(machine: Machine): Promise<ExitCode> {
  const { databaseStatus } = await import("@mcp-assay/sources/advisories/database");
  const now = await databaseStatus(advisoryFolder(machine));
  if (now === null) {
    await machine.stdout.write("no advisory data; get it with: mcp-assay db update\n");
    return EXIT.done;
  }
  const days = Math.floor((machine.now().getTime() - new Date(now.importedAt).getTime()) / DAY_MS);
  await machine.stdout.write(
    `${now.advisories} advisories, the newest of ${visible(now.newestRecord)}, imported ${days} days ago (${visible(now.digest)})\n`,
  );
  return EXIT.done;
}
