import { readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { type Baseline, generateBaseline, mergeBaselines } from "@mcp-assay/core/report/baseline";
import { stableJson } from "@mcp-assay/core/report/json";
import type { Finding } from "@mcp-assay/core/report/report";
import { visible } from "@mcp-assay/core/report/visible";
import { sha256 } from "@mcp-assay/runner/sha256";
import type { Command } from "commander";
import { complain } from "../complain.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import type { Machine } from "../machine.ts";
import type { Session } from "../program.ts";
import { readBaseline } from "../scan-settings.ts";
import { writeWhole } from "../write-file.ts";

interface GenerateFlags {
  readonly from: string;
  readonly out: string;
  readonly reason: string;
  readonly by?: string;
}

/** `baseline generate|view|merge`: files of accepted findings. */
export function baselineCommand(program: Command, { machine, done }: Session): void {
  const baseline = program.command("baseline").description("findings that somebody has accepted");
  baseline
    .command("generate")
    .description("accept all findings of a JSON report")
    .requiredOption("--from <report>", "report written by scan --output json")
    .requiredOption("--reason <text>", "why they are accepted")
    .option("--by <name>", "who accepts them (default: you)")
    .option("--out <file>", "file to write", "baseline.json")
    .action(async (flags: GenerateFlags) => done(await generate(flags, machine)));
  baseline
    .command("view")
    .description("list what a baseline accepts")
    .argument("<file>")
    .action(async (file: string) => done(await view(file, machine)));
  baseline
    .command("merge")
    .description("one baseline out of several; of two entries for one finding the newer stays")
    .argument("<files...>")
    .requiredOption("--out <file>", "file to write")
    .action(async (files: string[], flags: { readonly out: string }) => done(await merge(files, flags.out, machine)));
}

async function generate(flags: GenerateFlags, machine: Machine): Promise<ExitCode> {
  const findings = await readFindings(resolve(machine.cwd, flags.from), flags.from);
  if (!findings.ok) return complain(machine, findings.problem);
  const by = { reason: flags.reason, acceptedBy: flags.by ?? userName(machine), now: timestamp(machine) };
  return write(flags.out, generateBaseline(findings.value, by, sha256), machine);
}

async function view(file: string, machine: Machine): Promise<ExitCode> {
  const baseline = await readBaseline(resolve(machine.cwd, file));
  if (!baseline.ok) return complain(machine, baseline.problem);
  const lines = baseline.value.entries.map((entry) =>
    visible(`${entry.rule_id} ${entry.file}:${entry.line}: ${entry.reason} (${entry.accepted_by}, ${entry.timestamp})`),
  );
  await machine.stdout.write(`${[...lines, `${lines.length} accepted`].join("\n")}\n`);
  return EXIT.done;
}

async function merge(files: readonly string[], out: string, machine: Machine): Promise<ExitCode> {
  const baselines: Baseline[] = [];
  for (const file of files) {
    const baseline = await readBaseline(resolve(machine.cwd, file));
    if (!baseline.ok) return complain(machine, baseline.problem);
    baselines.push(baseline.value);
  }
  return write(out, mergeBaselines(baselines, timestamp(machine)), machine);
}

async function write(out: string, baseline: Baseline, machine: Machine): Promise<ExitCode> {
  const written = await writeWhole(resolve(machine.cwd, out), stableJson(baseline));
  if (!written.ok) return complain(machine, written.problem);
  await machine.stderr.write(`mcp-assay: wrote ${visible(out)}, ${baseline.entries.length} accepted\n`);
  return EXIT.done;
}

type Known = Pick<Finding, "id" | "rule_id" | "fingerprint" | "location">;

/** The findings of a report or of several in an array; only what a baseline keeps of them is looked at. */
async function readFindings(path: string, named: string): Promise<Result<readonly Known[]>> {
  try {
    const data = JSON.parse(await readFile(path, "utf8")) as unknown;
    const reports = (Array.isArray(data) ? data : [data]) as { readonly findings?: unknown }[];
    const findings = reports.flatMap((report) => (Array.isArray(report?.findings) ? (report.findings as Known[]) : [null]));
    const whole = findings.every(
      (finding) =>
        typeof finding?.rule_id === "string" && typeof finding.fingerprint === "string" && typeof finding.location?.file === "string",
    );
    return whole ? ok(findings as Known[]) : fail("INVALID_REQUEST", "this is no JSON report of a scan", { where: named });
  } catch (error) {
    const { code = "it is not JSON" } = error as NodeJS.ErrnoException;
    return fail("INVALID_REQUEST", `the report cannot be read (${code})`, { where: named });
  }
}

function userName({ env }: Machine): string {
  try {
    return userInfo().username;
  } catch {
    // Containers run under numbers that have no name.
    return env.USER ?? "unknown";
  }
}

function timestamp({ now }: Machine): string {
  return `${now().toISOString().slice(0, 19)}Z`;
}
