import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Catalogue } from "@mcp-assay/core/define/catalogue";
import { toEvidence } from "@mcp-assay/core/report/evidence";
import { toHtml } from "@mcp-assay/core/report/html";
import { toJson } from "@mcp-assay/core/report/json";
import { toMarkdown } from "@mcp-assay/core/report/markdown";
import type { Report } from "@mcp-assay/core/report/report";
import { toSarif } from "@mcp-assay/core/report/sarif";
import { toSbom } from "@mcp-assay/core/report/sbom";
import { type Answer, no, yes } from "./problems.ts";
import type { ScanRow } from "./store.ts";
import { tarOf } from "./tar.ts";

/** Formats of a report beside the documented result, with their media types. */
export const FORMATS = {
  sarif: "application/sarif+json",
  json: "application/json",
  html: "text/html; charset=utf-8",
  markdown: "text/markdown; charset=utf-8",
  evidence: "application/gzip",
  sbom: "application/vnd.cyclonedx+json",
} as const;
export type Format = keyof typeof FORMATS;

const BY_ACCEPT: ReadonlyMap<string, Format> = new Map([
  ["application/sarif+json", "sarif"],
  ["text/html", "html"],
  ["text/markdown", "markdown"],
  ["application/vnd.cyclonedx+json", "sbom"],
]);

/** The format asked for: by name, else by the first media type of Accept that is known. Null is the documented result. */
export function formatWanted(named: Format | undefined, accept: string | undefined): Format | null {
  if (named !== undefined) return named;
  for (const range of (accept ?? "").split(",")) {
    const type = range.split(";")[0]?.trim().toLowerCase() ?? "";
    if (type === "application/json") return null;
    const format = BY_ACCEPT.get(type);
    if (format !== undefined) return format;
  }
  return null;
}

/** The stored report in another format. Source files are not kept, so frames show the reported snippets only. */
export function formatReport(format: Format, row: ScanRow, catalogue: Catalogue): Answer<string | Uint8Array> {
  if (row.report === null) return no("NOT_FOUND", "this scan has no report", { hint: "its state is at the same address without a format" });
  const report = JSON.parse(row.report) as Report;
  const { rules } = catalogue;
  const sources = () => null;
  if (format === "sarif") return yes(toSarif(report, { rules, compressedSize: (text) => gzipSync(text).length }));
  if (format === "json") return yes(toJson(report));
  if (format === "html") return yes(toHtml(report, { rules, sources }));
  if (format === "markdown") return yes(toMarkdown(report, { sources }));
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  if (format === "sbom") return yes(toSbom(report, sha256));
  const files = toEvidence(report, { rules, sources, sha256 });
  return yes(gzipSync(tarOf(files)));
}
