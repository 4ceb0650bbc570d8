/** One breach of a house rule: where, what, and what to do about it. */
export interface Violation {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly what: string;
  readonly todo: string;
}

/** "file:line: what; what to do" */
export function violationLine(violation: Violation): string {
  return `${violation.file}:${violation.line}: ${violation.what}; ${violation.todo}`;
}
