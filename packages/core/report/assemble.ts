import type { Catalogue } from "../define/catalogue.ts";
import type { AdvisoryData, KnownFlaw } from "../inventory/advisories.ts";
import { readDependencies, releasedAs } from "../inventory/dependencies.ts";
import { languageOf } from "../inventory/languages.ts";
import type { Inventory, Skipped } from "../inventory/take.ts";
import type { Unit } from "../language/ir.ts";
import type { RuleRun } from "../rules/run.ts";
import type { InlineSuppression } from "../rules/suppressions.ts";
import type { ScanOptions } from "../scan-options.ts";
import { msssScore } from "../score/msss.ts";
import type { DeploymentProfile } from "../score/owasp-aivss.ts";
import { safetyOf } from "../score/safety.ts";
import type { Context } from "../score/scored.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Surface } from "../surface/surface.ts";
import type { Operation } from "../taint/flow.ts";
import type { Baseline } from "./baseline.ts";
import type { Panel } from "./consensus.ts";
import { coverageOf, type Note, offersAnything, type RunError } from "./coverage.ts";
import { dependenciesBlock } from "./dependencies-block.ts";
import { findingsOf, type Placed } from "./findings.ts";
import type { Sha256 } from "./fingerprint.ts";
import { stableJson } from "./json.ts";
import { maskDeep } from "./mask.ts";
import { compareFindings, compareText, SEVERITIES } from "./order.ts";
import type { Finding, Report, Summary } from "./report.ts";
import { suppress } from "./suppress.ts";
import { surfaceBlock } from "./surface-block.ts";
import { withPanel } from "./with-panel.ts";

/** Everything that the stages before found out. */
export interface AssembleInput {
  readonly snapshot: Snapshot;
  readonly catalogue: Catalogue;
  readonly options: ScanOptions;
  readonly version: string;
  readonly inventory: Inventory;
  readonly units: readonly Unit[];
  readonly surface: Surface;
  readonly advisories: AdvisoryData | null;
  readonly flaws: readonly KnownFlaw[];
  readonly operations: readonly Operation[];
  readonly limits: readonly Note[];
  readonly run: RuleRun;
  /** Files that could not be lowered, and why. */
  readonly failed: readonly Skipped[];
  readonly errors: readonly RunError[];
  readonly contextOf: (path: string) => Context;
  /** False if nothing in the target has to do with MCP; then it gets no grade. */
  readonly isServer: boolean;
  readonly inline: readonly InlineSuppression[];
  readonly baseline: Baseline | null;
  readonly profile: DeploymentProfile | null;
  /** What a deep scan's judges say, and who they were to be. */
  readonly verdicts: Panel | null;
  readonly panel: readonly string[];
  readonly configFile: string | null;
  readonly stopped: boolean;
  readonly sha256: Sha256;
}

/** The report without what a clock or a random number says: its id, time and duration are the caller's. */
export function assemble(input: AssembleInput): Report {
  const { snapshot, catalogue, options, sha256, surface } = input;
  const { placed: all, secrets } = findingsOf({ ...input, hits: input.run.hits, textOf: input.inventory.textOf });
  const { kept, suppressed, notes } = suppress(
    all,
    { inline: input.inline, baseline: input.baseline, minConfidence: options.minConfidence },
    sha256,
  );
  const findings = kept.map(({ finding }) => finding).sort(compareFindings);
  const coverage = coverageOf(input, notes);
  const graded = coverage.files.analysed > 0 && input.isServer && offersAnything(input.surface);
  const report: Report = {
    version: "1.0.0",
    scan_id: "",
    timestamp: "",
    target: targetOf(snapshot),
    tool: { name: "mcp-assay", version: input.version },
    catalogue: { version: catalogue.version, digest: catalogue.digest },
    config: configOf(input),
    manifest: manifestOf(input),
    mcp_surface: maskDeep(surfaceBlock(surface, serverSafety(kept, surface, graded), input.operations), secrets),
    dependencies: maskDeep(dependenciesOf(input), secrets),
    coverage,
    safety: safetyOf(findings, graded),
    msss_score: msssScore(findings, { version: options.msss, mode: options.mode, analysed: graded, rulesRun: rulesRun(input.run) }),
    findings,
    suppressed: [...suppressed].sort(
      (a, b) =>
        compareText(a.location.file, b.location.file) || a.location.line - b.location.line || compareText(a.finding_id, b.finding_id),
    ),
    errors: [
      ...input.errors,
      ...input.run.outcomes.flatMap(({ rule, status, reason }) =>
        status === "error" ? [{ where: `rule ${rule.ruleId}`, message: reason ?? "" }] : [],
      ),
    ],
    summary: summaryOf(findings),
    duration: "0s",
  };
  return withPanel(report, maskDeep(input.verdicts, secrets));
}

function dependenciesOf({ inventory, snapshot, advisories, flaws }: AssembleInput): Report["dependencies"] {
  return dependenciesBlock(readDependencies(inventory.manifests, releasedAs(snapshot)), advisories, flaws);
}

function targetOf({ target, digest }: Snapshot): Report["target"] {
  const { input, type, name, version } = target;
  return { input, type, name, version, digest };
}

function configOf({ options, baseline, profile, panel, configFile, sha256 }: AssembleInput): Report["config"] {
  const hash = `sha256:${sha256(stableJson({ options, baseline, profile, panel }))}`;
  return { mode: options.mode, hash, ...(configFile === null ? {} : { file: configFile }) };
}

function serverSafety(placed: readonly Placed[], surface: Surface, graded: boolean): ReturnType<typeof safetyOf>[] {
  return surface.servers.map((_, index) =>
    safetyOf(
      placed.filter(({ server }) => server === index).map(({ finding }) => finding),
      graded,
    ),
  );
}

function rulesRun({ outcomes }: RuleRun): RuleRun["outcomes"][number]["rule"][] {
  return outcomes.filter(({ status }) => status === "fired" || status === "clean").map(({ rule }) => rule);
}

function manifestOf({ snapshot, inventory }: AssembleInput): Report["manifest"] {
  return {
    total_files: snapshot.files.length,
    languages: inventory.languages,
    files: snapshot.files.map(({ path, hash, size }) => ({ path, hash, size, language: languageOf(path) ?? "other" })),
  };
}

function summaryOf(findings: readonly Finding[]): Summary {
  return {
    total: findings.length,
    by_severity: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length]),
    ),
    by_class: counted(findings.map((finding) => finding.class)),
    by_language: counted(findings.map((finding) => finding.language)),
  };
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries([...new Set(names)].sort(compareText).map((name) => [name, names.filter((other) => other === name).length]));
}
