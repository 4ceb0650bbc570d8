/** What model judges need of the machine. */
export interface ModelPorts {
  /** Aborted when the scan's time is over. */
  readonly signal: AbortSignal;
  /** Sends a request. */
  readonly fetch: typeof fetch;
  /** Resolves after so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
  /** Unpredictable hexadecimal digits, two for each byte. */
  readonly randomHex: (bytes: number) => string;
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random: () => number;
  readonly sha256: (text: string) => string;
  /** Answers of earlier scans; null for private scans and where caches are off. */
  readonly cache: AnswerCache | null;
}

/** Keys are digests; values are answers that have passed every check. */
export interface AnswerCache {
  readonly read: (key: string) => Promise<string | null>;
  readonly write: (key: string, answer: string) => Promise<void>;
}
