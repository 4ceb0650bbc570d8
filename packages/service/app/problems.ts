import type { Problem } from "@mcp-assay/core/problem";

/** Every code that an answer of the service can carry. The HTTP status of each is in api/problems.ts. */
export type ServiceCode =
  | "INVALID_REQUEST"
  | "INVALID_CREDENTIALS"
  | "CREDENTIAL_TYPE_MISMATCH"
  | "CREDENTIALS_PUBLIC_SCAN"
  | "REPOSITORY_NOT_FOUND"
  | "NOT_AN_MCP_SERVER"
  | "TARGET_TOO_LARGE"
  | "PRIVATE_REQUIRES_SIGNIN"
  | "SIGNIN_REQUIRED_FOR_DEEP"
  | "FORCE_RESCAN_REQUIRES_SIGNIN"
  | "UNAUTHENTICATED"
  | "SUBSCRIPTION_REQUIRED"
  | "FORBIDDEN"
  | "INSUFFICIENT_SCOPE"
  | "NOT_FOUND"
  | "SCAN_NOT_FOUND"
  | "CONSENSUS_NOT_AVAILABLE"
  | "METHOD_NOT_ALLOWED"
  | "CONFLICT"
  | "EMAIL_MISMATCH"
  | "IDEMPOTENCY_CONFLICT"
  | "PAYLOAD_TOO_LARGE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "RATE_LIMITED"
  | "ORG_RATE_LIMITED"
  | "FORCE_RESCAN_RATE_LIMITED"
  | "INTERNAL"
  | "SCAN_START_FAILED"
  | "UPSTREAM_UNAVAILABLE"
  | "QUEUE_FULL";

/** Expected trouble of one request, as a value. */
export interface ServiceProblem {
  readonly code: ServiceCode;
  /** One line. */
  readonly message: string;
  readonly hint?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds. */
  readonly retryAfter?: number;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: ServiceProblem };

export function yes<T>(value: T): Answer<T> {
  return { ok: true, value };
}

export function no<T = never>(code: ServiceCode, message: string, more: Omit<ServiceProblem, "code" | "message"> = {}): Answer<T> {
  return { ok: false, problem: { code, message, ...more } };
}

/** What the engine or a source reports about a target, in the codes of the documented API. */
export function fromCore(problem: Problem): ServiceProblem {
  const more = {
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    ...(problem.retryAfter === undefined ? {} : { retryAfter: problem.retryAfter }),
  };
  return { code: SERVICE_CODE[problem.code], message: problem.message, ...more };
}

const SERVICE_CODE: Readonly<Record<Problem["code"], ServiceCode>> = {
  INVALID_REQUEST: "INVALID_REQUEST",
  TARGET_NOT_FOUND: "REPOSITORY_NOT_FOUND",
  REPOSITORY_NOT_FOUND: "REPOSITORY_NOT_FOUND",
  NOT_AN_MCP_SERVER: "NOT_AN_MCP_SERVER",
  TARGET_TOO_LARGE: "TARGET_TOO_LARGE",
  TARGET_NOT_READABLE: "UPSTREAM_UNAVAILABLE",
  UPSTREAM_UNAVAILABLE: "UPSTREAM_UNAVAILABLE",
  CREDENTIAL_TYPE_MISMATCH: "CREDENTIAL_TYPE_MISMATCH",
  INVALID_CREDENTIALS: "INVALID_CREDENTIALS",
  OFFLINE: "UPSTREAM_UNAVAILABLE",
  CONFIG_INVALID: "INTERNAL",
  BASELINE_INVALID: "INTERNAL",
  RULE_PACK_INVALID: "INTERNAL",
  SCAN_TIMED_OUT: "INTERNAL",
  INTERNAL: "INTERNAL",
};
