import type { CodeFile, Skipped } from "@mcp-assay/core/inventory/take";
import type { Unit } from "@mcp-assay/core/language/ir";
import type { Problem } from "@mcp-assay/core/problem";
import type { Report } from "@mcp-assay/core/report/report";
import type { ScanEvent } from "@mcp-assay/core/scan-options";

/** What the thread of a scan says to its starter. */
export type FromScanThread =
  | { readonly kind: "event"; readonly event: ScanEvent }
  | { readonly kind: "done"; readonly report: Report; readonly stopped: boolean }
  | { readonly kind: "refused"; readonly problem: Problem };

/** One file to lower, and what became of it. */
export interface ToLowerThread {
  readonly file: CodeFile;
}

export type FromLowerThread = { readonly kind: "unit"; readonly unit: Unit } | { readonly kind: "failed"; readonly skipped: Skipped };
