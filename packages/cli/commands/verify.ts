import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { SUMS_FILE } from "@mcp-assay/core/report/evidence";
import { verifyEvidence } from "@mcp-assay/core/report/evidence-verify";
import { visible } from "@mcp-assay/core/report/visible";
import { sha256 } from "@mcp-assay/runner/sha256";
import type { Command } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";

/** `verify <bundle>`: whether an evidence bundle is what was written. */
export function verifyCommand(program: Command, { machine, done }: Session): void {
  program
    .command("verify")
    .description("check the sums of an evidence bundle")
    .argument("<bundle>", "folder of the bundle")
    .action(async (bundle: string) => done(await verify(bundle, machine)));
}

async function verify(bundle: string, machine: Machine): Promise<ExitCode> {
  const files = await readBundle(resolve(machine.cwd, bundle), bundle);
  if (!files.ok) return complain(machine, files.problem);
  const troubles = verifyEvidence(files.value, sha256);
  if (troubles.length === 0) {
    await machine.stdout.write(`${visible(bundle)}: ${files.value.size - 1} files are as they were written\n`);
    return EXIT.done;
  }
  for (const trouble of troubles) await machine.stdout.write(`${visible(trouble)}\n`);
  return EXIT.findings;
}

async function readBundle(folder: string, named: string): Promise<Result<Map<string, string>>> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = new Map<string, string>();
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = join(entry.parentPath, entry.name);
      files.set(relative(folder, file).split(sep).join("/"), await readFile(file, "utf8"));
    }
    if (!files.has(SUMS_FILE)) return fail("TARGET_NOT_FOUND", `this is no evidence bundle: it has no ${SUMS_FILE}`, { where: named });
    return ok(files);
  } catch (error) {
    return fail("TARGET_NOT_FOUND", `the bundle cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`, { where: named });
  }
}
