import type { Capability } from "../define/kinds.ts";
import type { Confidence, Rule, Severity } from "../define/rule.ts";
import { languageOf } from "../inventory/languages.ts";
import type { Hit } from "../rules/hit.ts";
import { classOf } from "../rules/select.ts";
import type { ScanOptions } from "../scan-options.ts";
import { findingAivss } from "../score/aivss.ts";
import { type Cvss, cvssBase } from "../score/cvss.ts";
import { DEFAULT_PROFILE, type DeploymentProfile, factorsOf, owaspAivss } from "../score/owasp-aivss.ts";
import type { Context } from "../score/scored.ts";
import type { Place, Surface } from "../surface/surface.ts";
import { identify, type Sha256 } from "./fingerprint.ts";
import { maskAll } from "./mask.ts";
import type { Finding, Region } from "./report.ts";
import { secretsIn, snippetOf } from "./snippet.ts";
import { transportOf } from "./surface-block.ts";

export interface FindingsInput {
  readonly hits: readonly Hit[];
  readonly surface: Surface;
  readonly options: ScanOptions;
  readonly contextOf: (path: string) => Context;
  readonly textOf: (path: string) => string | null;
  readonly profile: DeploymentProfile | null;
  readonly sha256: Sha256;
}

/** A finding and the server it belongs to, by its number; -1 for none. */
export interface Placed {
  readonly finding: Finding;
  readonly server: number;
}

export interface Found {
  readonly placed: readonly Placed[];
  /** Texts that nothing may print in clear. */
  readonly secrets: readonly string[];
}

/** Hits as findings of a report: placed, scored, masked and named. */
export function findingsOf(input: FindingsInput): Found {
  const lines = linesOf(input.textOf);
  const cvss = new Map<Rule, Cvss>();
  const drafts = input.hits.map((hit) => ({ hit, evidence: evidenceOf(hit, lines) }));
  const secrets = drafts.flatMap(({ hit, evidence }) => (isAboutSecrets(hit.rule) && hit.flow === null ? secretsIn(evidence) : []));
  const mask = (text: string): string => maskAll(text, secrets);
  const unnamed = drafts.map(({ hit, evidence }) => {
    const server = serverOf(hit, input.surface);
    return { server, finding: findingOf(hit, mask(evidence), server, input, mask, scoreOf(hit.rule, cvss)) };
  });
  const names = identify(
    unnamed.map(({ finding }) => finding),
    input.sha256,
  );
  const placed = unnamed.map(({ server, finding }, index) => ({
    server,
    finding: { ...finding, ...(names[index] as { id: string; fingerprint: string }) },
  }));
  return { placed, secrets };
}

function findingOf(hit: Hit, snippet: string, server: number, input: FindingsInput, mask: (text: string) => string, cvss: Cvss): Finding {
  const { rule } = hit;
  const severity = severityOf(hit, input.options);
  const tools = toolsOf(hit);
  return {
    ...fieldsOf(rule),
    id: "",
    severity,
    confidence: hit.confidence,
    confidence_reasons: reasonsOf(hit),
    aivss_score: findingAivss(severity, rule.dimensions),
    language: languageOf(hit.place.file) ?? "text",
    context: hitContext(hit, input),
    location: regionOf(hit.place),
    mcp_context: {
      tool_name: tools[0] ?? null,
      handler_name: handlerOf(hit, tools[0], server, input.surface),
      transport: transportOf(input.surface.servers[server]),
      tools,
    },
    trace: traceOf(hit, mask),
    guards: hit.guards.map(({ place, whyNotEnough }) => ({
      location: { file: place.file, line: place.startLine },
      why_not_enough: whyNotEnough,
    })),
    evidence: { snippet, snippet_hash: `sha256:${input.sha256(snippet)}` },
    description: mask(hit.text),
    cvss,
    owasp_aivss: owaspAivss(cvss.score, factorsOf(capabilitiesOf(tools, server, input.surface), input.profile ?? DEFAULT_PROFILE)),
    fingerprint: "",
  };
}

/** What the definition says, the same for every finding of a rule. */
function fieldsOf(rule: Rule) {
  return {
    rule_id: rule.ruleId,
    key: rule.key,
    title: rule.title,
    threat_id: rule.threatId,
    class: classOf(rule),
    category: rule.category,
    remediation: rule.fix,
    cwe: rule.cwe.map((number) => `CWE-${number}`),
    owasp_mcp: rule.owaspMcp,
    owasp_asi: rule.owaspAsi,
    safe_mcp: rule.safeMcp,
    msss_controls: rule.msss,
  };
}

function traceOf(hit: Hit, mask: (text: string) => string): Finding["trace"] {
  return {
    source: pointOf(hit.steps[0]?.place ?? hit.place),
    sink: pointOf(hit.place),
    steps: hit.steps.map(({ place, action, variable, note }) => ({
      location: regionOf(place),
      action,
      variable: mask(variable),
      ...(note === undefined ? {} : { note: mask(note) }),
    })),
    complete: !hit.truncated,
  };
}

/** A vector that does not parse is refused when the catalogue is generated; a rule pack's gets no score. */
function scoreOf(rule: Rule, known: Map<Rule, Cvss>): Cvss {
  let cvss = known.get(rule);
  if (cvss === undefined) {
    const parsed = cvssBase(rule.cvss);
    cvss = parsed.ok ? parsed.value : { version: "4.0", vector: `CVSS:4.0/${rule.cvss}`, score: 0 };
    known.set(rule, cvss);
  }
  return cvss;
}

function severityOf({ rule, severity }: Hit, { severityOverrides: overrides }: ScanOptions): Severity {
  const name = [rule.key, rule.ruleId].find((key) => Object.hasOwn(overrides, key));
  return name === undefined ? severity : (overrides[name]?.severity ?? severity);
}

function reasonsOf(hit: Hit): readonly string[] {
  const usual: Record<Confidence, string[]> = { high: [], medium: ["the rule is not always right"], low: ["the rule is a suspicion only"] };
  return hit.reasons.length > 0 ? hit.reasons : hit.confidence === hit.rule.confidence ? usual[hit.confidence] : [];
}

/** Reached code is production, and so is whatever data of production code flows into. */
function hitContext(hit: Hit, { contextOf }: FindingsInput): Context {
  const own = contextOf(hit.place.file);
  const source = hit.steps[0]?.place.file;
  return own !== "production" && source !== undefined && contextOf(source) === "production" ? "production" : own;
}

function toolsOf(hit: Hit): readonly string[] {
  return [
    ...new Set([
      ...(hit.tool === null ? [] : [hit.tool]),
      ...hit.entries.filter((entry) => entry.kind === "tool").map((entry) => entry.name),
    ]),
  ];
}

/** Handler of the tool that is named, as the surface spells it; without a tool the one that is reached. */
function handlerOf(hit: Hit, tool: string | undefined, server: number, { servers }: Surface): string | null {
  if (hit.handler !== null) return hit.handler;
  const reached = hit.entries.filter((entry) => entry.handler !== "" && (tool === undefined || entry.name === tool));
  return reached[0]?.handler ?? servers[server]?.tools.find(({ name }) => name === tool)?.handler?.name ?? null;
}

/** The server whose entry reaches the place, else the one whose folder holds it. */
function serverOf(hit: Hit, { servers }: Surface): number {
  const reached = hit.entries.find((entry) => entry.server >= 0)?.server;
  if (reached !== undefined) return reached;
  let best = -1;
  servers.forEach((server, index) => {
    const inside = server.root === "" || hit.place.file.startsWith(`${server.root}/`);
    if (inside && (best < 0 || server.root.length > (servers[best]?.root.length ?? 0))) best = index;
  });
  return best;
}

function capabilitiesOf(tools: readonly string[], server: number, surface: Surface): readonly Capability[] {
  return (surface.servers[server]?.tools ?? []).filter((tool) => tools.includes(tool.name)).flatMap((tool) => tool.capabilities);
}

function evidenceOf(hit: Hit, lines: (path: string) => readonly string[] | null): string {
  return hit.snippet ?? snippetOf(lines(hit.place.file), regionOf(hit.place));
}

/** Whether what a rule points at must not be shown. */
export function isAboutSecrets(rule: Rule): boolean {
  return rule.category === "secrets" || classOf(rule) === "E";
}

function linesOf(textOf: (path: string) => string | null): (path: string) => readonly string[] | null {
  const known = new Map<string, readonly string[] | null>();
  return (path) => {
    let lines = known.get(path);
    if (lines === undefined) {
      lines = textOf(path)?.split(/\r\n|\r|\n/) ?? null;
      known.set(path, lines);
    }
    return lines;
  };
}

export function regionOf(place: Place): Region {
  return { file: place.file, start_line: place.startLine, start_col: place.startCol, end_line: place.endLine, end_col: place.endCol };
}

function pointOf(place: Place): { file: string; start_line: number; start_col: number } {
  return { file: place.file, start_line: place.startLine, start_col: place.startCol };
}
