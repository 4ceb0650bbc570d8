import type { Problem, Result } from "@mcp-assay/core/problem";
import type { Baseline } from "@mcp-assay/core/report/baseline";
import type { Report } from "@mcp-assay/core/report/report";
import type { ScanEvent, ScanOptions } from "@mcp-assay/core/scan-options";
import type { DeploymentProfile } from "@mcp-assay/core/score/owasp-aivss";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import type { PanelOccasion, PanelSettings } from "@mcp-assay/judges/choose-panel";

/** One scan as the command line and the service ask for it. */
export interface ScanRequest {
  /** A folder, or any input that the target parser knows. */
  readonly input: string;
  /** The files, where somebody has fetched them before; nothing is fetched then. */
  readonly snapshot?: Snapshot;
  readonly options: ScanOptions;
  /** Threads that parse and lower; 1 is none besides the one that analyses. */
  readonly jobs: number;
  /** Wall time in milliseconds after which the scan stops and says what is missing. */
  readonly timeoutMs: number;
  /** Folder for caches; null switches them off. */
  readonly cacheDir: string | null;
  /** Keep the report in the cache folder and give it back for the same input: its stages have no events then. */
  readonly keepReport?: boolean;
  readonly offline: boolean;
  /** Folder of the imported advisory database; without one osv.dev is asked, unless offline. */
  readonly advisoryDir?: string | null;
  /** False: osv.dev is not asked, since the question names what the target is built from. */
  readonly askOsv?: boolean;
  readonly narrow?: Narrowing;
  /** Findings that the user has accepted. */
  readonly baseline?: Baseline;
  /** Who uses the server, for OWASP AIVSS. */
  readonly profile?: DeploymentProfile;
  /** Configuration file that these choices come from, as the report names it. */
  readonly configFile?: string;
  /** Models that judge deep scans; without it the built-in judges do. */
  readonly judges?: JudgesRequest;
  /** Folders of the user's own rules and models, and single model files. They are read as data. */
  readonly packs?: readonly string[];
}

/** Who is to judge, on which occasion. */
export interface JudgesRequest {
  readonly settings: PanelSettings;
  readonly occasion: PanelOccasion;
  /** Nobody is asked: what it would take is told as an event. */
  readonly estimate: boolean;
}

/** What of the target the user wants to see; what is left out is counted in coverage. */
export interface Narrowing {
  /** Globs; empty means everything. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Languages of code; empty means all. */
  readonly languages: readonly string[];
  /** Bytes; a larger file is hashed and not analysed. */
  readonly maxFileSize?: number;
}

export interface ScanHooks {
  readonly onEvent?: (event: ScanEvent) => void;
  readonly signal?: AbortSignal;
}

export interface ScanOutcome {
  readonly report: Report;
  /** Null when the snapshot was scanned elsewhere (child process). */
  readonly snapshot: Snapshot | null;
  /** The report was cut short by time or cancelled: never cached. */
  readonly incomplete: Problem | null;
}

export type RunScan = (request: ScanRequest, hooks?: ScanHooks) => Promise<Result<ScanOutcome>>;
