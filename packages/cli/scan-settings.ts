import { lstat, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import type { Severity } from "@mcp-assay/core/define/rule";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { type Baseline, parseBaseline } from "@mcp-assay/core/report/baseline";
import type { ScanOptions } from "@mcp-assay/core/scan-options";
import type { ScanRequest } from "@mcp-assay/runner/scan-request";
import { type FoundConfig, findConfig, loadConfig } from "./config/find-config.ts";
import { advisoryFolder, cacheFolder } from "./folders.ts";
import { type JudgeFlags, judgesSetting } from "./judges-setting.ts";
import type { Machine } from "./machine.ts";
import { parseDuration, parseSize } from "./quantities.ts";
import { checkRuleNames } from "./rule-names.ts";

/** The flags of `scan` as given; what is absent was not said. */
export interface ScanFlags extends JudgeFlags {
  readonly mode?: "fast" | "deep";
  readonly failOn?: Severity | "none";
  readonly minConfidence?: "low" | "medium" | "high";
  readonly rule?: readonly string[];
  readonly skipRule?: readonly string[];
  readonly class?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly baseline?: string;
  readonly config?: string;
  readonly jobs?: number;
  readonly timeout?: string;
  readonly maxFileSize?: string;
  readonly cache: boolean;
  readonly rules?: readonly string[];
  readonly msss?: "1.0" | "2.0";
}

export interface ScanSettings {
  readonly request: ScanRequest;
  readonly failOn: Severity | "none";
}

const DEFAULT_TIMEOUT_MS = 20 * 60_000;
/** More threads than this only wait for each other. */
const MOST_JOBS = 8;

/** One target's settings: flags over its configuration over defaults. */
export async function scanSettings(input: string, flags: ScanFlags, machine: Machine): Promise<Result<ScanSettings>> {
  const found = flags.config === undefined ? await configOf(input, machine) : await loadConfig(flags.config, machine.cwd);
  if (!found.ok) return found;
  const options = optionsOf(flags, found.value);
  const packs = [
    ...(flags.rules ?? []).map((path) => resolve(machine.cwd, path)),
    ...within(found.value, [...(found.value.config.rulePacks ?? []), ...(found.value.config.models ?? [])]),
  ];
  const checked = await checkRuleNames(options, packs);
  if (!checked.ok) return checked;
  const baseline = await baselineOf(flags, found.value, machine);
  if (!baseline.ok) return baseline;
  const request = requestOf(input, flags, found.value, options, machine);
  if (!request.ok) return request;
  const judges = await judgesSetting(flags, options.mode, machine);
  if (!judges.ok) return judges;
  const { profile } = found.value.config;
  return ok({
    request: {
      ...request.value,
      ...(baseline.value === null ? {} : { baseline: baseline.value }),
      ...(profile === undefined ? {} : { profile }),
      ...(found.value.file === null ? {} : { configFile: found.value.file }),
      ...(packs.length === 0 ? {} : { packs }),
      ...(judges.value === null ? {} : { judges: judges.value }),
    },
    failOn: flags.failOn ?? found.value.config.failOn ?? "none",
  });
}

/** Only a folder on this machine may configure its own scan. */
async function configOf(input: string, machine: Machine): Promise<Result<FoundConfig>> {
  const folder = resolve(machine.cwd, input.replace(/^~(?=$|[/\\])/, machine.home));
  const info = await lstat(folder).catch(() => null);
  return info?.isDirectory() === true ? findConfig(folder) : ok({ config: {}, folder: machine.cwd, file: null });
}

function optionsOf(flags: ScanFlags, { config }: FoundConfig): ScanOptions {
  const rules = [...(config.rules ?? [])];
  return {
    mode: flags.mode ?? config.mode ?? "fast",
    msss: flags.msss ?? "1.0",
    minConfidence: flags.minConfidence ?? config.minConfidence ?? "low",
    onlyRules: flags.rule ?? [],
    skipRules: [...(flags.skipRule ?? []), ...rules.flatMap(([name, setting]) => (setting === "off" ? [name] : []))],
    classes: (flags.class ?? []).map((letter) => letter.toUpperCase()),
    severityOverrides: Object.fromEntries(rules.flatMap(([name, setting]) => (setting === "off" ? [] : [[name, setting]]))),
  };
}

function requestOf(input: string, flags: ScanFlags, { config }: FoundConfig, options: ScanOptions, machine: Machine): Result<ScanRequest> {
  const timeout = flags.timeout === undefined ? ok(config.scanTimeoutMs ?? DEFAULT_TIMEOUT_MS) : parseDuration(flags.timeout, "--timeout");
  if (!timeout.ok) return timeout;
  const size = flags.maxFileSize === undefined ? null : parseSize(flags.maxFileSize, "--max-file-size");
  if (size?.ok === false) return size;
  return ok({
    input,
    options,
    jobs: flags.jobs ?? Math.min(availableParallelism(), MOST_JOBS),
    timeoutMs: timeout.value,
    cacheDir: flags.cache ? cacheFolder(machine) : null,
    keepReport: true,
    offline: flags.offline ?? false,
    advisoryDir: advisoryFolder(machine),
    narrow: {
      include: [...(flags.include ?? config.include ?? [])],
      exclude: [...(config.exclude ?? []), ...(flags.exclude ?? [])],
      languages: config.languages ?? [],
      ...(size === null ? {} : { maxFileSize: size.value }),
    },
  });
}

async function baselineOf(flags: ScanFlags, found: FoundConfig, machine: Machine): Promise<Result<Baseline | null>> {
  const path =
    flags.baseline === undefined
      ? within(found, found.config.baseline === undefined ? [] : [found.config.baseline])[0]
      : resolve(machine.cwd, flags.baseline);
  return path === undefined ? ok(null) : readBaseline(path);
}

/** Reads a baseline file; a Problem says what is wrong with it. */
export async function readBaseline(path: string): Promise<Result<Baseline>> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => error);
  if (typeof text !== "string") return fail("BASELINE_INVALID", `the baseline cannot be read (${text.code ?? "unknown"})`, { where: path });
  const parsed = parseBaseline(text);
  return parsed.ok ? parsed : { ok: false, problem: { where: path, ...parsed.problem } };
}

function within({ folder }: FoundConfig, paths: readonly string[]): readonly string[] {
  return paths.map((path) => resolve(folder, path));
}
