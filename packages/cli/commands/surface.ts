import { targetName, warnings } from "@mcp-assay/core/report/facts";
import { stableJson } from "@mcp-assay/core/report/json";
import type { Report, ReportTool } from "@mcp-assay/core/report/report";
import { shorten, visible } from "@mcp-assay/core/report/visible";
import { type Command, Option } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";
import { progressOn } from "../progress.ts";

interface Flags {
  readonly output?: "text" | "json";
  readonly offline?: boolean;
  readonly cache: boolean;
}

/** What makes a tool dangerous whatever its code looks like. */
const DANGEROUS: Readonly<Record<string, string>> = {
  process_exec: "starts programs",
  code_eval: "evaluates code",
  file_write: "writes files",
  db_access: "queries a database",
};
const MAX_DESCRIPTION = 120;

/** `surface <target>`: what a client of the server can reach. */
export function surfaceCommand(program: Command, { machine, done }: Session): void {
  program
    .command("surface")
    .description("tools, resources, prompts, transport and auth signals")
    .argument("<target>", "as for scan")
    .addOption(new Option("--output <format>", "text on a terminal, json otherwise").choices(["text", "json"]))
    .option("--offline", "use the network for nothing")
    .option("--no-cache", "neither read nor write caches")
    .action(async (target: string, flags: Flags) => done(await surface(target, flags, machine)));
}

async function surface(target: string, flags: Flags, machine: Machine): Promise<ExitCode> {
  const [{ scanSettings }, { runScan }] = await Promise.all([import("../scan-settings.ts"), import("@mcp-assay/runner/run-scan")]);
  const settings = await scanSettings(target, { ...flags, mode: "deep" }, machine);
  if (!settings.ok) return complain(machine, settings.problem);
  const progress = progressOn(machine, false, target);
  const result = await runScan(settings.value.request, { onEvent: progress.event, signal: machine.signal });
  await progress.end();
  if (!result.ok) return complain(machine, result.problem);
  const { report, incomplete } = result.value;
  const json = (flags.output ?? (machine.stdout.isTTY ? "text" : "json")) === "json";
  await machine.stdout.write(json ? stableJson(report.mcp_surface) : surfaceText(report));
  return incomplete === null ? EXIT.done : complain(machine, incomplete);
}

function surfaceText(report: Report): string {
  const { mcp_surface: surface, findings } = report;
  const auth = [...new Set(surface.auth_signals.map((signal) => signal.type))];
  const worst = (tool: ReportTool) =>
    findings.find(
      (finding) => finding.mcp_context.tools.includes(tool.name) && (finding.severity === "critical" || finding.severity === "high"),
    );
  return [
    `${visible(targetName(report))}`,
    ...warnings(report).map((warning) => `! ${visible(warning)}`),
    `Transport: ${surface.transport}${auth.length === 0 ? "; no auth signals" : `; auth: ${auth.join(", ")}`}`,
    ...(surface.instructions === null ? [] : [`Instructions: ${shorten(visible(surface.instructions), MAX_DESCRIPTION)}`]),
    "",
    `Tools (${surface.tools.length})`,
    ...surface.tools.flatMap((tool) => toolLines(tool, worst(tool)?.title)),
    `Resources (${surface.resources.length})`,
    ...surface.resources.map((resource) => `  ${visible(resource.uri)}  ${visible(resource.name)}  ${place(resource.location)}`),
    `Prompts (${surface.prompts.length})`,
    ...surface.prompts.map((prompt) => `  ${visible(prompt.name)}(${prompt.arguments.map(visible).join(", ")})  ${place(prompt.location)}`),
    "",
  ].join("\n");
}

function toolLines(tool: ReportTool, finding: string | undefined): readonly string[] {
  const warnings = [
    ...tool.capabilities.flatMap((capability) => DANGEROUS[capability] ?? []),
    ...(finding === undefined ? [] : [`finding: ${finding}`]),
  ];
  const handler = tool.handler_location === null ? "no handler found" : `${visible(tool.handler)} at ${place(tool.handler_location)}`;
  return [
    `  ${visible(tool.name)}${warnings.length === 0 ? "" : `   ! ${warnings.join(", ")}`}`,
    ...(tool.description === "" ? [] : [`    ${shorten(visible(tool.description), MAX_DESCRIPTION)}`]),
    ...parameters(tool).map((line) => `    - ${line}`),
    `    ${handler}`,
  ];
}

function parameters({ input_schema: schema }: ReportTool): readonly string[] {
  return Object.entries(schema?.properties ?? {}).map(
    ([name, type]) => `${visible(name)}: ${type.type}${schema?.required?.includes(name) === true ? ", required" : ""}`,
  );
}

function place({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${visible(file)}:${line}`;
}
