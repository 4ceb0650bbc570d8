import type { CodeFile, Skipped } from "../inventory/take.ts";
import type { Unit } from "../language/ir.ts";
import type { RunError } from "./coverage.ts";
import type { Sha256 } from "./fingerprint.ts";
import type { ScanEvent, StageName } from "../scan-options.ts";

/** What a scan needs of the machine that it runs on. */
export interface ScanPorts {
  /** Lowers code files, in any order; what could not be lowered comes back with its reason. */
  readonly lower: (files: readonly CodeFile[]) => Promise<Lowered>;
  readonly sha256: Sha256;
  /** True from the moment on when the scan should end with what it has. */
  readonly stop: () => boolean;
  readonly onEvent: (event: ScanEvent) => void;
  /** Runs one stage; the caller may time and announce it. */
  readonly stage: <T>(name: StageName, work: () => T | Promise<T>) => Promise<T>;
  /** Version of this program. */
  readonly version: string;
}

export interface Lowered {
  readonly units: readonly Unit[];
  readonly failed: readonly Skipped[];
  readonly errors: readonly RunError[];
}
