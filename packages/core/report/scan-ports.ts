import type { AdvisoryData } from "../inventory/advisories.ts";
import type { CodeFile, Skipped } from "../inventory/take.ts";
import type { Unit } from "../language/ir.ts";
import type { ReadText } from "../metadata/read-once.ts";
import type { ScanEvent, StageName } from "../scan-options.ts";
import type { DeploymentProfile } from "../score/owasp-aivss.ts";
import type { Analysed } from "./analysed.ts";
import type { Baseline } from "./baseline.ts";
import type { Panel } from "./consensus.ts";
import type { RunError } from "./coverage.ts";
import type { Sha256 } from "./fingerprint.ts";

/** What a scan needs of the machine that it runs on. */
export interface ScanPorts {
  /** Lowers code files, in any order; what could not be lowered comes back with its reason. */
  readonly lower: (files: readonly CodeFile[]) => Promise<Lowered>;
  readonly sha256: Sha256;
  /** True from the moment on when reading and analysis should end with what they have, so that rules can still judge it. */
  readonly stop: () => boolean;
  /** True from the moment on when rules should end too. */
  readonly stopAll: () => boolean;
  /** Whether one of them ever said so. */
  readonly stopped: () => boolean;
  readonly onEvent: (event: ScanEvent) => void;
  /** Runs one stage; the caller may time and announce it. */
  readonly stage: <T>(name: StageName, work: () => T | Promise<T>) => Promise<T>;
  /** Asks the panel of a deep scan; null where nobody judges. */
  readonly judge: (analysed: Analysed) => Promise<Panel | null>;
  /** Keeps what it has read: rules and judges ask about the same texts. */
  readonly readText: ReadText;
  /** Version of this program. */
  readonly version: string;
}

export interface Lowered {
  readonly units: readonly Unit[];
  readonly failed: readonly Skipped[];
  readonly errors: readonly RunError[];
}

/** What is brought besides options: by the user, and from databases. */
export interface Given {
  /** Findings that were accepted before. */
  readonly baseline: Baseline | null;
  /** Who uses the server, for OWASP AIVSS; null is the usual client. */
  readonly profile: DeploymentProfile | null;
  /** Who judges a deep scan, each by a name that changes when its verdicts may. */
  readonly panel: readonly string[];
  /** What advisory databases say about the snapshot's dependencies; null if nobody looked. */
  readonly advisories: AdvisoryData | null;
  /** Configuration file that shaped the scan, as it is shown; null if there was none. */
  readonly configFile: string | null;
}
