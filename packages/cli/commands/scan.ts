import type { Severity } from "@mcp-assay/core/define/rule";
import type { Problem } from "@mcp-assay/core/problem";
import { hasGaps, whyIncomplete } from "@mcp-assay/core/report/facts";
import { SEVERITIES } from "@mcp-assay/core/report/order";
import type { Report } from "@mcp-assay/core/report/report";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import { type Command, InvalidArgumentError, Option } from "commander";
import { complain } from "../complain.ts";
import type { TargetEstimate } from "../estimate-output.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";
import { progressOn } from "../progress.ts";
import type { Format, Scanned } from "../scan-output.ts";
import type { ScanFlags, ScanSettings } from "../scan-settings.ts";

interface Flags extends ScanFlags {
  readonly output?: Format;
  readonly out?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color: boolean;
}

const FORMATS: readonly Format[] = ["text", "json", "sarif", "evidence", "html", "markdown", "sbom"];

const EXAMPLES = `
Examples:
  mcp-assay scan npm:@modelcontextprotocol/server-filesystem
  mcp-assay scan . --mode deep --fail-on high
  mcp-assay scan . --output sarif --out results.sarif

Classes: A code execution, B files, C requests to other hosts, D queries, E secrets, F login and OAuth, G tool poisoning,
H prompt injection, I privileges, J flows between tools, K access to others' data, L lifecycle, M hidden network, N supply chain.`;

/** `scan <target>...` */
export function scanCommand(program: Command, { machine, done }: Session): void {
  const command = program
    .command("scan")
    .description("scan folders, packages, repositories or images")
    .argument("<targets...>", "a folder, npm:name, pypi:name, owner/repo, docker:image, an id of the MCP Registry, or an address")
    .addOption(new Option("--output <format>", "how to report; text on a terminal, json otherwise").choices(FORMATS))
    .option("--out <path>", "write to this file; with --output evidence to this folder");
  addScanOptions(command)
    .option("--judges <file>", "panel of language models for deep scans; see docs/judges.md")
    .option("--estimate", "only say what the models of a deep scan would cost")
    .option("--quiet", "no progress")
    .option("--verbose", "everything: full traces, skipped files and rules")
    .option("--no-color", "no colours")
    .addHelpText("after", EXAMPLES)
    .action(async (targets: string[], flags: Flags) => done(await scanTargets(targets, flags, machine)));
}

/** Flags that say what is scanned and how; shared by commands that scan. */
export function addScanOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--mode <mode>", "fast: each tool and its direct callees; deep: the whole program (default: fast)").choices([
        "fast",
        "deep",
      ]),
    )
    .addOption(
      new Option("--fail-on <severity>", "exit 1 if a finding is at least this severe (default: none)").choices([...SEVERITIES, "none"]),
    )
    .addOption(
      new Option("--min-confidence <level>", "leave out findings below this (default: low, which is all)").choices([
        "low",
        "medium",
        "high",
      ]),
    )
    .option("--rule <id>", "run only this rule, by id or key (repeatable)", collected)
    .option("--skip-rule <id>", "do not run this rule (repeatable)", collected)
    .option("--class <letters>", "run only these classes of rules, such as A,B", listed)
    .option("--include <glob>", "scan only matching files (repeatable)", collected)
    .option("--exclude <glob>", "leave out matching files (repeatable)", collected)
    .option("--baseline <file>", "findings that were accepted before")
    .option("--config <file>", "configuration file; a local folder's own counts otherwise")
    .option("--jobs <n>", "threads that read code (default: one for each processor, at most 8)", wholeNumber)
    .option("--timeout <time>", "end after this time with what there is (default: 20m)")
    .option("--max-file-size <size>", "do not analyse larger files (default: 10mb)")
    .option("--no-cache", "neither read nor write caches")
    .option("--offline", "use the network for nothing")
    .option("--rules <path>", "folder of own rules and models (repeatable)", collected)
    .addOption(new Option("--msss <version>", "version of the MSSS score (default: 1.0)").choices(["1.0", "2.0"]));
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function listed(value: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...value
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  ];
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 256) throw new InvalidArgumentError("It takes a number from 1 to 256.");
  return number;
}

async function scanTargets(targets: readonly string[], flags: Flags, machine: Machine): Promise<ExitCode> {
  const { scanSettings } = await import("../scan-settings.ts");
  const settings: ScanSettings[] = [];
  for (const target of targets) {
    const one = await scanSettings(target, flags, machine);
    if (!one.ok) return complain(machine, one.problem);
    settings.push(one.value);
  }
  if (flags.estimate === true) return estimateTargets(settings, flags, machine);
  const scans: Scanned[] = [];
  let code: ExitCode = EXIT.done;
  for (const one of settings) {
    const outcome = await scanOne(one, flags, machine);
    if (machine.signal.aborted) return EXIT.interrupted;
    if ("problem" in outcome) code = worse(code, await complain(machine, outcome.problem));
    else {
      scans.push(outcome);
      const incomplete = outcome.incomplete ?? (hasGaps(outcome.report) ? partly(outcome.report) : null);
      code = worse(code, incomplete === null ? failing(outcome.report, one.failOn) : await complain(machine, incomplete));
    }
  }
  if (scans.length === 0) return code;
  const { deliver } = await import("../deliver.ts");
  const failed = await deliver(scans, {
    format: flags.output ?? (machine.stdout.isTTY && flags.out === undefined ? "text" : "json"),
    flags,
    machine,
  });
  return failed === null ? code : complain(machine, failed);
}

function partly(report: Report): Problem {
  const tooLarge = report.coverage.files.skipped.some(({ reason }) => reason === "too-large");
  return {
    code: "INTERNAL",
    message: `the scan is incomplete: ${whyIncomplete(report)}`,
    hint: `the report is whole but for that; ${tooLarge ? "--max-file-size raises the limit, --exclude leaves such files out on purpose" : "its errors and coverage say more"}`,
  };
}

type Ended = (Scanned & { readonly incomplete: Problem | null }) | { readonly problem: Problem };

async function scanOne({ request }: ScanSettings, flags: Flags, machine: Machine): Promise<Ended> {
  const { runScan } = await import("@mcp-assay/runner/run-scan");
  const progress = progressOn(machine, flags.quiet === true, request.input);
  const result = await runScan(request, { onEvent: progress.event, signal: machine.signal });
  await progress.end();
  if (!result.ok) return { problem: result.problem };
  return { report: result.value.report, snapshot: result.value.snapshot, options: request.options, incomplete: result.value.incomplete };
}

/** Scans without asking a model; prints what asking would take. */
async function estimateTargets(settings: readonly ScanSettings[], flags: Flags, machine: Machine): Promise<ExitCode> {
  const { runScan } = await import("@mcp-assay/runner/run-scan");
  const estimates: TargetEstimate[] = [];
  let code: ExitCode = EXIT.done;
  for (const { request } of settings) {
    const take = (event: ScanEvent): void => {
      if (event.type === "judge_estimate") estimates.push({ input: request.input, estimate: event.estimate });
    };
    const result = await runScan(request, { onEvent: take, signal: machine.signal });
    if (machine.signal.aborted) return EXIT.interrupted;
    const problem = result.ok ? result.value.incomplete : result.problem;
    if (problem !== null) code = worse(code, await complain(machine, problem));
  }
  const { renderEstimates } = await import("../estimate-output.ts");
  await machine.stdout.write(renderEstimates(estimates, flags.output === "json" || (flags.output === undefined && !machine.stdout.isTTY)));
  return code;
}

function failing(report: Report, failOn: Severity | "none"): ExitCode {
  if (failOn === "none") return EXIT.done;
  const bar = SEVERITIES.indexOf(failOn);
  return report.findings.some((finding) => SEVERITIES.indexOf(finding.severity) <= bar) ? EXIT.findings : EXIT.done;
}

/** Of several targets the worst end counts: incomplete, unreadable, findings, done. */
function worse(a: ExitCode, b: ExitCode): ExitCode {
  return Math.max(a, b) as ExitCode;
}
