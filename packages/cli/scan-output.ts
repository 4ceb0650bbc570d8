import { gzipSync } from "node:zlib";
import type { Rule } from "@mcp-assay/core/define/rule";
import { decode } from "@mcp-assay/core/inventory/decode";
import { fail, ok, type Result } from "@mcp-assay/core/problem";
import { toEvidence } from "@mcp-assay/core/report/evidence";
import type { Sources } from "@mcp-assay/core/report/frame";
import { toHtml } from "@mcp-assay/core/report/html";
import { stableJson, toJson } from "@mcp-assay/core/report/json";
import { toMarkdown } from "@mcp-assay/core/report/markdown";
import type { Report } from "@mcp-assay/core/report/report";
import { toSarif } from "@mcp-assay/core/report/sarif";
import { toSbom } from "@mcp-assay/core/report/sbom";
import { toText } from "@mcp-assay/core/report/text";
import type { ScanOptions } from "@mcp-assay/core/scan-options";
import type { Snapshot } from "@mcp-assay/core/snapshot";
import { sha256 } from "@mcp-assay/runner/sha256";

export const FORMATS = ["text", "json", "sarif", "evidence", "html", "markdown", "sbom"] as const;
export type Format = (typeof FORMATS)[number];

/** One finished scan and all that its printing needs. */
export interface Scanned {
  readonly report: Report;
  readonly snapshot: Snapshot | null;
  readonly options: ScanOptions;
}

export interface Style {
  readonly verbose: boolean;
  readonly colour: boolean;
  /** Columns of the terminal that shows it; null if none does. */
  readonly width: number | null;
  readonly rules: readonly Rule[];
}

/** The reports of a run in one text. Several JSON reports become an array, several SARIF logs one log with a run each. */
export function renderAll(scans: readonly Scanned[], format: Exclude<Format, "evidence">, style: Style): Result<string> {
  const texts = scans.map((scan) => render(scan, format, style));
  const [only] = texts;
  if (only !== undefined && texts.length === 1) return ok(only);
  switch (format) {
    case "json":
      return ok(stableJson(scans.map(({ report }) => report)));
    case "sarif":
      return ok(stableJson(mergedLog(texts)));
    case "html":
    case "sbom":
      return fail("INVALID_REQUEST", `${format === "html" ? "an html report shows" : "a list of components is of"} one target`, {
        where: "--output",
        hint: "scan them one by one, or choose json",
      });
    default:
      return ok(texts.join("\n"));
  }
}

function mergedLog(texts: readonly string[]): unknown {
  const logs = texts.map((text) => JSON.parse(text) as { readonly runs: readonly unknown[] });
  return { ...logs[0], runs: logs.flatMap((log) => log.runs) };
}

function render({ report, snapshot }: Scanned, format: Exclude<Format, "evidence">, { verbose, colour, width, rules }: Style): string {
  const sources = sourcesOf(snapshot);
  switch (format) {
    case "json":
      return toJson(report);
    case "sarif":
      return toSarif(report, { rules, compressedSize: (text) => gzipSync(text).length });
    case "html":
      return toHtml(report, { sources, rules });
    case "markdown":
      return toMarkdown(report, { sources });
    case "sbom":
      return toSbom(report, sha256);
    case "text":
      return toText(report, { sources, verbose, colour, ...(width === null ? {} : { width }) });
  }
}

/** The evidence bundle of a scan, as path → text. */
export function bundleOf({ report, snapshot, options }: Scanned, rules: readonly Rule[]): Map<string, string> {
  return toEvidence(report, { rules, sources: sourcesOf(snapshot), sha256, options });
}

function sourcesOf(snapshot: Snapshot | null): Sources {
  const files = new Map((snapshot?.files ?? []).map((file) => [file.path, file]));
  return (path) => {
    const file = files.get(path);
    return file === undefined ? null : decode(file, true).text;
  };
}
