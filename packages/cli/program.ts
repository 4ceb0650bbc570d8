import { fail } from "@mcp-assay/core/problem";
import { visible } from "@mcp-assay/core/report/visible";
import { Command, CommanderError } from "commander";
import { adminCommand } from "./commands/admin.ts";
import { baselineCommand } from "./commands/baseline.ts";
import { dbCommand } from "./commands/db.ts";
import { explainCommand } from "./commands/explain.ts";
import { initCommand } from "./commands/init.ts";
import { rulesCommand } from "./commands/rules.ts";
import { scanCommand } from "./commands/scan.ts";
import { schemaCommand } from "./commands/schema.ts";
import { migrateCommand, serveCommand, workerCommand } from "./commands/service.ts";
import { surfaceCommand } from "./commands/surface.ts";
import { verifyCommand } from "./commands/verify.ts";
import { versionCommand } from "./commands/version.ts";
import { complain } from "./complain.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Machine } from "./machine.ts";

/** What a command gets: the machine, and where it leaves its exit code. */
export interface Session {
  readonly machine: Machine;
  readonly done: (code: ExitCode) => void;
  /** For commands that run until somebody ends them: an interruption is how they end. */
  readonly ended: (code: ExitCode) => void;
}

/** Runs one command line, to its exit code. Never throws and never exits. */
export async function runProgram(args: readonly string[], machine: Machine): Promise<ExitCode> {
  let code: ExitCode = EXIT.done;
  let orderly = false;
  const help: string[] = [];
  const errors: string[] = [];
  const done = (how: ExitCode): void => {
    code = how;
  };
  const ended = (how: ExitCode): void => {
    done(how);
    orderly = true;
  };
  const program = programFor({ machine, done, ended }, help, errors);
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) return crashed(error, args, machine);
    await machine.stdout.write(help.join(""));
    if (error.exitCode === 0) return EXIT.done;
    if (error.code === "commander.help") return stderr(machine, errors.join(""));
    const usage = errors
      .join(" ")
      .replace(/^error: /, "")
      .replace(/\s+/g, " ")
      .trim()
      .replace(/\.$/, "");
    return stderr(machine, `mcp-assay: ${visible(usage)}; see: ${["mcp-assay", ...verbsOf(program, args), "--help"].join(" ")}\n`);
  }
  return machine.signal.aborted && !orderly ? EXIT.interrupted : code;
}

/** The commands that the line names, for the help that speaks about them. */
function verbsOf(command: Command, [first, ...rest]: readonly string[]): readonly string[] {
  const verb = command.commands.find((one) => one.name() === first);
  return verb === undefined ? [] : [verb.name(), ...verbsOf(verb, rest)];
}

async function stderr(machine: Machine, text: string): Promise<ExitCode> {
  await machine.stderr.write(text);
  return EXIT.usage;
}

/** Commands take over what is said of output and exit before they are added. */
function programFor(session: Session, help: string[], errors: string[]): Command {
  const program = new Command("mcp-assay");
  program
    .description("Is this MCP server safe to connect? Reads its source, never runs it.")
    .exitOverride()
    .configureOutput({ writeOut: (text) => void help.push(text), writeErr: (text) => void errors.push(text) })
    .showSuggestionAfterError()
    .addHelpText(
      "after",
      "\nStart with: mcp-assay scan npm:<package>, or mcp-assay scan <folder>. Help on a command: mcp-assay help <command>.\n\nExit codes: 0 done, 1 findings at or above --fail-on, 2 wrong usage or configuration, 3 target not found or not\nreadable, 4 scan incomplete (the report is still written), 130 interrupted.",
    );
  for (const add of [
    scanCommand,
    surfaceCommand,
    rulesCommand,
    explainCommand,
    baselineCommand,
    initCommand,
    verifyCommand,
    schemaCommand,
    dbCommand,
    serveCommand,
    workerCommand,
    migrateCommand,
    adminCommand,
    versionCommand,
  ])
    add(program, session);
  return program;
}

/** A mistake of ours: one line for everybody, the stack for those who ask. */
async function crashed(error: unknown, args: readonly string[], machine: Machine): Promise<ExitCode> {
  if (machine.signal.aborted) return EXIT.interrupted;
  const message = error instanceof Error ? error.message : String(error);
  const problem = fail("INTERNAL", `the program failed: ${message}`, { hint: "please report it; --verbose shows the stack" });
  const code = problem.ok ? EXIT.incomplete : await complain(machine, problem.problem);
  if (args.includes("--verbose") && error instanceof Error) await machine.stderr.write(`${error.stack ?? ""}\n`);
  return code;
}
