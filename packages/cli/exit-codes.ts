import type { Problem, ProblemCode } from "@mcp-assay/core/problem";

/** What the exit code of the program means. */
export const EXIT = { done: 0, findings: 1, usage: 2, target: 3, incomplete: 4, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_CODE: Readonly<Record<ProblemCode, ExitCode>> = {
  INVALID_REQUEST: EXIT.usage,
  CONFIG_INVALID: EXIT.usage,
  BASELINE_INVALID: EXIT.usage,
  RULE_PACK_INVALID: EXIT.usage,
  CREDENTIAL_TYPE_MISMATCH: EXIT.usage,
  INVALID_CREDENTIALS: EXIT.target,
  TARGET_NOT_FOUND: EXIT.target,
  REPOSITORY_NOT_FOUND: EXIT.target,
  NOT_AN_MCP_SERVER: EXIT.target,
  TARGET_TOO_LARGE: EXIT.target,
  TARGET_NOT_READABLE: EXIT.target,
  UPSTREAM_UNAVAILABLE: EXIT.target,
  OFFLINE: EXIT.target,
  SCAN_TIMED_OUT: EXIT.incomplete,
  INTERNAL: EXIT.incomplete,
};

export function exitCodeOf(problem: Problem): ExitCode {
  return BY_CODE[problem.code];
}
