import type { Capability } from "@mcp-assay/core/define/kinds";

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
