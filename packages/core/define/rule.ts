import type { KnownFlaw } from "../inventory/advisories.ts";
import type { InventoryView } from "../inventory/inventory.ts";
import type { TextAnalysis } from "../metadata/text-analysis.ts";
import type { RegistryFacts } from "../snapshot.ts";
import type { Place, Resource, ServerSurface, Surface, Tool } from "../surface/surface.ts";
import type { Entry, Flow, Operation, TraceStep } from "../taint/flow.ts";
import type { OperationKind, Proof, SinkKind, SourceKind } from "./kinds.ts";

export type Severity = "critical" | "high" | "medium" | "low" | "info";
export type Confidence = "high" | "medium" | "low";

export const CATEGORIES = [
  "prompt_injection",
  "tool_poisoning",
  "command_injection",
  "code_injection",
  "path_traversal",
  "ssrf",
  "sql_injection",
  "deserialization",
  "output_injection",
  "secrets",
  "data_exfiltration",
  "auth",
  "permissions",
  "destructive",
  "transport",
  "schema",
  "resource_exhaustion",
  "logging",
  "supply_chain",
  "typosquat",
  "cve",
  "drift",
  "malware",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** What a rule needs beyond the files; where it is absent the rule is "not run", with this reason. */
export type Need = "registry-facts" | "repository" | "advisories" | "surface" | "previous-version" | "fetched-target";

/** A rule: what is wrong, how it is found, how it is explained. Fields in this order. */
export interface Rule {
  /** "<threat>/<what is found>", reads after "allow". File name, docs slug and suppression name. */
  readonly key: string;
  /** "MCP-<class letter><3 digits>". */
  readonly ruleId: string;
  /** "MCP-<3 digits>"; our own are MCP-900 to MCP-999. */
  readonly threatId: string;
  /** T1 runs in fast mode, T2 in deep only. */
  readonly tier: "T1" | "T2";
  readonly title: string;
  readonly since: string;
  readonly status: "preview" | "stable" | "retired";
  readonly category: Category;
  readonly severity: Severity;
  /** Usual confidence; a single finding may lower it with a reason. */
  readonly confidence: Confidence;
  readonly audience: "everyone" | "auditor" | "pedantic";
  /** Five dimensions in 0..1 (core/score places the finding inside its severity band by them). */
  readonly dimensions: Dimensions;
  readonly cwe: readonly number[];
  /** "MCP05:2025" */
  readonly owaspMcp: readonly string[];
  /** "ASI05" */
  readonly owaspAsi: readonly string[];
  /** "SAFE-T1101" */
  readonly safeMcp: readonly string[];
  /** "MCP-EXEC-01" */
  readonly msss: readonly string[];
  /** CVSS 4.0 vector without the "CVSS:4.0/" prefix. */
  readonly cvss: string;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** Known blind spots, shown to users. */
  readonly misses: readonly string[];
  /** Every finding text comes from here; {holes} are filled by the finding. */
  readonly messages: Readonly<Record<string, string>>;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
  readonly needs?: readonly Need[];
  /** Flows that a hook asks for; a pair of kinds that no rule names is not followed. */
  readonly looksAt?: { readonly from: readonly SourceKind[]; readonly to: readonly SinkKind[] };
  /** Exactly one of the following. */
  readonly flow?: FlowRule;
  readonly onTool?: (tool: Tool, see: See) => Iterable<Draft>;
  readonly onResource?: (resource: Resource, see: See) => Iterable<Draft>;
  readonly onSurface?: (server: ServerSurface, see: See) => Iterable<Draft>;
  readonly onPackage?: (see: See) => Iterable<Draft>;
  readonly onFile?: FileRule;
  readonly onCall?: CallRule;
}

/** Each in 0..1: what the sink reaches; how freely it can be reached; what is lost; how hard it is to notice; whether content can steer a model into it. */
export interface Dimensions {
  readonly scope: number;
  readonly exploitability: number;
  readonly impact: number;
  readonly detection: number;
  readonly amplification: number;
}

export interface Example {
  readonly language: "typescript" | "javascript" | "python" | "json" | "yaml" | "dockerfile" | "text";
  /** File name inside the example's little package; default by language. "release.json" says what a registry tells of it. */
  readonly file?: string;
  readonly code: string;
  /** Other files of the little package. */
  readonly beside?: Readonly<Record<string, string>>;
  /** Good examples: why it is harmless. */
  readonly reason?: string;
}

/** Data from one of these sources reaches one of these sinks, and none of `unless` holds. */
export interface FlowRule {
  readonly from: readonly SourceKind[];
  readonly to: readonly SinkKind[];
  /** Further alternatives of proofs that make it harmless for this rule (beyond CLEANED_BY). */
  readonly unless?: readonly (readonly Proof[])[];
  /** Only flows whose data is all of the sink's argument (true), or only a part of it (false). */
  readonly whole?: boolean;
  /** Only flows on which a guard with one of these flaws was seen. */
  readonly brokenGuard?: readonly string[];
  /** Message key by sink kind; default "found". */
  readonly message?: Readonly<Partial<Record<SinkKind, string>>>;
}

export interface FileRule {
  /** Cheap gate on the path; no content is read before it says yes. */
  readonly wants: (path: string) => boolean;
  readonly check: (file: FileView, see: See) => Iterable<Draft>;
}

export interface CallRule {
  readonly operations: readonly OperationKind[];
  readonly check: (call: Operation, see: See) => Iterable<Draft>;
}

export interface FileView {
  readonly path: string;
  readonly text: string;
  readonly language: string | null;
  /** Reachable from production code; decides the finding's context. */
  readonly place: (start: number, end: number) => Place;
}

/** What a rule may look at. Read only. */
export interface See {
  readonly inventory: InventoryView;
  readonly surface: Surface;
  readonly facts: RegistryFacts | null;
  /** Published advisories that apply to the release or to what it is built from. */
  readonly flaws: readonly KnownFlaw[];
  readonly flows: readonly Flow[];
  readonly operations: readonly Operation[];
  /** Flows and operations reached from one tool. */
  readonly flowsOf: (tool: Tool) => readonly Flow[];
  readonly operationsOf: (tool: Tool) => readonly Operation[];
  /** The first file with exactly this path, as text. */
  readonly read: (path: string) => FileView | null;
  /** What a text that is shown to models says. */
  readonly text: (text: string) => TextAnalysis;
  readonly mode: "fast" | "deep";
}

/** A finding as a rule states it; the runner fills in everything that the definition already says. */
export interface Draft {
  /** Key of `messages`. */
  readonly message: string;
  readonly holes?: Readonly<Record<string, string | number>>;
  readonly place: Place;
  readonly tool?: string;
  readonly handler?: string;
  readonly entries?: readonly Entry[];
  readonly trace?: readonly TraceStep[];
  /** A finding may lower its confidence, with a reason. */
  readonly confidence?: { readonly level: Confidence; readonly reason: string };
  /** A finding may be less severe than its rule is, where it is doubtful. */
  readonly severity?: Severity;
  /** Replaces the snippet where the code line would say nothing (metadata, manifests). */
  readonly snippet?: string;
}

/** Identity: gives the literal its type. */
export function defineRule(rule: Rule): Rule {
  return rule;
}
