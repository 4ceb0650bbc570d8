import { hiddenByIgnoreFiles } from "../inventory/ignore-files.ts";
import { isProgram } from "../inventory/languages.ts";
import type { Skipped } from "../inventory/take.ts";
import type { Unit } from "../language/ir.ts";
import type { Surface } from "../surface/surface.ts";
import type { AssembleInput } from "./assemble.ts";
import { LOST } from "./lost.ts";
import { compareText } from "./order.ts";
import type { Coverage } from "./report.ts";

export interface Note {
  readonly what: string;
  readonly where: string;
}

export interface RunError {
  readonly where: string;
  readonly message: string;
}

/** The note of a report on something that is no MCP server. */
export const NOT_A_SERVER = "this is not an MCP server: nothing in it declares a tool, resource or prompt or uses an MCP SDK";

/** What was looked at and what was not, for every file and every rule. */
export function coverageOf(input: AssembleInput, notes: readonly Note[]): Coverage {
  const { inventory, units, surface, run, failed } = input;
  const tools = surface.servers.flatMap((server) => server.tools);
  const parts = units.flatMap(partsOf);
  const skipped = [...inventory.skipped, ...failed, ...parts].sort(
    (a, b) => compareText(a.path, b.path) || compareText(a.reason, b.reason),
  );
  const analysed = units.filter((unit) => !isLost(unit)).length;
  const all = [...ungraded(input, analysed > 0 || skipped.length === 0), ...notFollowed(input), ...notes];
  return {
    files: { analysed, skipped },
    rules: {
      run: run.outcomes.filter(({ status }) => status === "fired" || status === "clean").length,
      skipped: run.outcomes.flatMap(({ rule, status, reason }) =>
        status === "skipped" ? [{ rule_id: rule.ruleId, reason: reason ?? "" }] : [],
      ),
    },
    tools: { found: tools.length, with_handler: tools.filter((tool) => tool.handler !== null).length },
    limits: [...input.limits, ...run.limits],
    ...(all.length === 0 ? {} : { notes: all }),
    complete: isWhole(input, skipped),
  };
}

/** Why there is no grade; nothing if there is one. What was left out may well be a server. */
function ungraded({ isServer, surface }: AssembleInput, looked: boolean): Note[] {
  if (isServer && offersAnything(surface)) return [];
  if (isServer) return [{ what: "no tool, resource or prompt of the server could be found, so there is no grade", where: "" }];
  return looked
    ? [{ what: NOT_A_SERVER, where: "" }]
    : [{ what: "every file of code was left out, so nothing can be said of this target", where: "" }];
}

/** Ignore files count in a folder that the user named only. */
function notFollowed({ snapshot, inventory }: AssembleInput): Note[] {
  if (snapshot.target.trusted) return [];
  return hiddenByIgnoreFiles(inventory.paths, inventory.textOf).map(({ by, files }) => ({
    what: `an ignore file would leave out ${files.length === 1 ? "one file" : `${files.length} files`} of code (${files[0]}); fetched targets are scanned whole`,
    where: by,
  }));
}

/** Whether anything that a client can reach was found. What was not found was not analysed. */
export function offersAnything(surface: Surface): boolean {
  return surface.servers.some((server) => server.tools.length + server.resources.length + server.prompts.length > 0);
}

/** A scan is whole if nothing ended early, reached a limit or failed, and no program of production was too much for it. */
function isWhole({ stopped, limits, failed, errors, run, contextOf }: AssembleInput, skipped: readonly Skipped[]): boolean {
  const lost = skipped.some(
    ({ path, reason }) =>
      LOST.has(reason) && (isProgram(path) ? contextOf(path) === "production" : reason === "unreadable" || reason === "limit"),
  );
  const cut = stopped || limits.length > 0 || run.limits.length > 0;
  return !cut && !lost && failed.length === 0 && errors.length === 0 && run.outcomes.every(({ status }) => status !== "error");
}

/** Nothing of the file came through: an empty module body and the reason why. */
export function isLost(unit: Unit): boolean {
  return unit.problems.some(({ kind }) => kind !== "syntax") && unit.nodeCount <= 2;
}

/** What a front end could not read of a file: one line for each kind. */
function partsOf(unit: Unit): Skipped[] {
  const kinds = [...new Set(unit.problems.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const problems = unit.problems.filter((problem) => problem.kind === kind);
    const first = problems[0] as Unit["problems"][number];
    const more = problems.length > 1 ? ` and ${problems.length - 1} more` : "";
    const rest = isLost(unit) ? "" : "; the rest was analysed";
    return { path: unit.path, reason: kind === "size" ? "too-large" : kind, detail: `line ${first.line}: ${first.message}${more}${rest}` };
  });
}
