import type { Problem } from "@mcp-assay/core/problem";
import type { Report } from "@mcp-assay/core/report/report";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import type { ScanRequest } from "@mcp-assay/runner/scan-request";

/** To the child process of one scan: the files, where somebody has fetched them before, in pieces; then what to do. */
export type ToChild =
  | { readonly kind: "snapshot"; readonly piece: Uint8Array }
  | { readonly kind: "scan"; readonly request: Omit<ScanRequest, "snapshot"> };

/** From the child process. Exactly one "ended" or "refused" closes the conversation. */
export type FromChild =
  | { readonly kind: "event"; readonly event: ScanEvent }
  | { readonly kind: "ended"; readonly report: Report; readonly incomplete: Problem | null }
  | { readonly kind: "refused"; readonly problem: Problem };
