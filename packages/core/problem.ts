/**
 * Expected trouble, as a value. Only the edges (command line, HTTP, queue task) turn a Problem into
 * an exit code, a status or a retry.
 */
export interface Problem {
  readonly code: ProblemCode;
  /** One line: what is wrong. */
  readonly message: string;
  /** Where: a path, an input, a setting. */
  readonly where?: string;
  /** One line: what to do about it. */
  readonly hint?: string;
  /** Seconds after which trying again makes sense (upstream limits). */
  readonly retryAfter?: number;
}

export type ProblemCode =
  | "INVALID_REQUEST"
  | "TARGET_NOT_FOUND"
  | "REPOSITORY_NOT_FOUND"
  | "NOT_AN_MCP_SERVER"
  | "TARGET_TOO_LARGE"
  | "TARGET_NOT_READABLE"
  | "UPSTREAM_UNAVAILABLE"
  | "CREDENTIAL_TYPE_MISMATCH"
  | "INVALID_CREDENTIALS"
  | "OFFLINE"
  | "CONFIG_INVALID"
  | "BASELINE_INVALID"
  | "RULE_PACK_INVALID"
  | "SCAN_TIMED_OUT"
  | "INTERNAL";

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail<T = never>(code: ProblemCode, message: string, more: Omit<Problem, "code" | "message"> = {}): Result<T> {
  return { ok: false, problem: { code, message, ...more } };
}
