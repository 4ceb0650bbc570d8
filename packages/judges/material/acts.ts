import type { Capability } from "@mcp-assay/core/define/kinds";
import type { Flow, Operation } from "@mcp-assay/core/taint/flow";

/** Kinds of library calls and sinks by which a capability shows. */
const SHOWN_BY: Readonly<Record<Capability, RegExp>> = {
  process_exec: /^(?:process-start|shell-command|program|argv-option)$/,
  code_eval: /^(?:code-evaluation|code)$/,
  file_write: /^(?:file-write|path-write|file-delete|path-delete|file-mode|archive-extract)$/,
  file_read: /^(?:file-read|path-read)$/,
  network_egress: /^(?:http-request|email-send|message-post|llm-call|url|url-host|request-body)$/,
  db_access: /^(?:database-query|database-connect|sql|nosql)$/,
  env_access: /^(?:environment-read|environment|all-environment)$/,
  secret_access: /^secret$/,
};

/** Whether an operation or sink of this kind is what a capability is about. */
export function shows(capability: Capability, kind: string): boolean {
  return SHOWN_BY[capability].test(kind);
}

/** Whether an operation or sink of this kind deletes files. */
export function isDeletion(kind: string): boolean {
  return kind === "file-delete" || kind === "path-delete";
}

/** Whoever makes files, by itself or by a program, may remove them again, unless it is the caller who says which. */
export function tidiesUp(operations: readonly Operation[], flows: readonly Flow[]): boolean {
  const makes = operations.some(({ kind }) => kind === "file-write" || kind === "process-start");
  return makes && !flows.some(({ source, sink }) => source.kind === "tool-input" && isDeletion(sink.kind));
}
