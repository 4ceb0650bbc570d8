import type { Problem } from "@mcp-assay/core/problem";
import { visible } from "@mcp-assay/core/report/visible";
import { type ExitCode, exitCodeOf } from "./exit-codes.ts";
import type { Machine } from "./machine.ts";

/** One line on stderr: what, where, what to do. */
export async function complain(machine: Machine, problem: Problem): Promise<ExitCode> {
  const where = problem.where === undefined || problem.message.includes(problem.where) ? "" : ` (${problem.where})`;
  const hint = problem.hint === undefined ? "" : `; ${problem.hint}`;
  await machine.stderr.write(`mcp-assay: ${visible(problem.message + where + hint)}\n`);
  return exitCodeOf(problem);
}
