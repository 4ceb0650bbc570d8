import type { Problem } from "@mcp-assay/core/problem";
import type { Report } from "@mcp-assay/core/report/report";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import type { ScanRequest } from "@mcp-assay/runner/scan-request";

/** To the child process of one scan: the only message it gets. */
export interface ToChild {
  readonly request: ScanRequest;
}

/** From the child process. Exactly one "ended" closes the conversation. */
export type FromChild =
  | { readonly kind: "event"; readonly event: ScanEvent }
  | { readonly kind: "ended"; readonly report: Report; readonly incomplete: Problem | null }
  | { readonly kind: "refused"; readonly problem: Problem };
