import type { Problem, Result } from "@mcp-assay/core/problem";
import type { Report } from "@mcp-assay/core/report/report";
import type { ScanEvent, ScanOptions } from "@mcp-assay/core/scan-options";
import type { Snapshot } from "@mcp-assay/core/snapshot";

/** One scan as the command line and the service ask for it. */
export interface ScanRequest {
  /** A folder, or any input that the target parser knows. */
  readonly input: string;
  readonly options: ScanOptions;
  /** Worker threads for parsing and lowering; 1 is none. */
  readonly jobs: number;
  /** Wall time in milliseconds after which the scan stops and says what is missing. */
  readonly timeoutMs: number;
  /** Folder for caches; null switches them off. */
  readonly cacheDir: string | null;
  readonly offline: boolean;
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
