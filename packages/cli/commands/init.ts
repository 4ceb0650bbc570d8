import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import { visible } from "@mcp-assay/core/report/visible";
import type { Command } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";
import { writeWhole } from "../write-file.ts";

const NAME = "mcp-assay.yaml";
const SHOWN = 10;

/** `init`: a commented configuration for a folder. */
export function initCommand(program: Command, { machine, done }: Session): void {
  program
    .command("init")
    .description(`write a commented ${NAME}`)
    .argument("[folder]", "folder of the server", ".")
    .option("--force", "replace the file that is there")
    .action(async (folder: string, flags: { readonly force?: boolean }) => done(await init(folder, flags.force === true, machine)));
}

async function init(folder: string, force: boolean, machine: Machine): Promise<ExitCode> {
  const path = join(resolve(machine.cwd, folder), NAME);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists && !force)
    return complain(machine, {
      code: "CONFIG_INVALID",
      message: `there is already a ${NAME}`,
      where: path,
      hint: "replace it with --force",
    });
  const [{ createIo, openTarget }, { takeInventory }] = await Promise.all([
    import("@mcp-assay/sources/open"),
    import("@mcp-assay/core/inventory/take"),
  ]);
  const io = createIo({ env: machine.env, cacheDir: null, offline: true, cwd: machine.cwd, home: machine.home });
  const opened = await openTarget(resolve(machine.cwd, folder), io);
  await io.close();
  if (!opened.ok) return complain(machine, opened.problem);
  const { languages, entryPoints } = takeInventory(opened.value);
  const starts = [...new Set(entryPoints.map((entry) => `${entry.path ?? entry.module} (${entry.by})`))];
  const written = await writeWhole(path, template(Object.keys(languages), starts));
  if (!written.ok) return complain(machine, written.problem);
  await machine.stderr.write(`mcp-assay: wrote ${visible(path)}\n`);
  return EXIT.done;
}

function template(languages: readonly string[], starts: readonly string[]): string {
  const shown = starts.slice(0, SHOWN).map((start) => `#   ${visible(start)}`);
  return [
    "# Configuration of mcp-assay. Every key is optional; the schema is printed by: mcp-assay schema config",
    "#",
    `# Found here: ${languages.length === 0 ? "no code" : languages.join(", ")}. Execution starts at:`,
    ...(shown.length === 0 ? ["#   (no manifest says where)"] : shown),
    "",
    "# fast: each tool and its direct callees. deep: the whole program.",
    "mode: deep",
    "",
    "# Exit code 1 if a finding is at least this severe: critical, high, medium, low, info or none.",
    "fail_on: high",
    "",
    "# Leave out findings that are less certain: low shows all.",
    "min_confidence: low",
    "",
    "# Globs. What is left out is counted in the report's coverage.",
    "# include: []",
    "# exclude: ['experiments/**']",
    "",
    "# Rules by key or id: switched off, or with another severity and the reason for it.",
    "# rules:",
    "#   MCP-E002: off",
    "#   filesystem/path-traversal: { severity: medium, reason: 'runs in a container without secrets' }",
    "",
    "# Findings that were accepted: mcp-assay baseline generate --from report.json --reason '…'",
    "# baseline: baseline.json",
    "",
    "# timeouts: { scan: 20m }",
    "",
  ].join("\n");
}
