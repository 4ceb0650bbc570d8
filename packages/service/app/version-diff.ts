import { createHash } from "node:crypto";
import { stableJson } from "@mcp-assay/core/report/json";
import type { Report, ReportTool } from "@mcp-assay/core/report/report";

export interface VersionDiff {
  readonly findings: { readonly new: readonly string[]; readonly fixed: readonly string[]; readonly remaining: readonly string[] };
  readonly tools: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    readonly description_changed: readonly string[];
    readonly changed: readonly string[];
  };
}

export interface ToolHash {
  readonly tool_name: string;
  /** SHA-256 over name, title, description, input schema, output schema and annotations, as key-sorted JSON. */
  readonly hash: string;
  readonly description_hash: string;
}

const sha256 = (text: string) => `sha256:${createHash("sha256").update(text).digest("hex")}`;

/** Hashes of the tool definitions as a client sees them, to hold against a running server. */
export function toolHashes(report: Report): readonly ToolHash[] {
  return report.mcp_surface.tools.map((tool) => ({
    tool_name: tool.name,
    hash: definitionHash(tool),
    description_hash: sha256(tool.description),
  }));
}

function definitionHash({ name, title, description, input_schema, output_schema, annotations }: ReportTool): string {
  return sha256(stableJson({ name, title, description, input_schema, output_schema, annotations }));
}

/** What changed from one report of a target to the next. Findings are the same by their ids, which survive moved lines. */
export function versionDiff(before: Report, after: Report): VersionDiff {
  const [old, now] = [new Set(before.findings.map(({ id }) => id)), new Set(after.findings.map(({ id }) => id))];
  const [hadTools, hasTools] = [byName(before), byName(after)];
  const both = [...hasTools].flatMap(([name, tool]) => {
    const earlier = hadTools.get(name);
    return earlier === undefined ? [] : [{ name, earlier, tool }];
  });
  return {
    findings: {
      new: [...now].filter((id) => !old.has(id)),
      fixed: [...old].filter((id) => !now.has(id)),
      remaining: [...now].filter((id) => old.has(id)),
    },
    tools: {
      added: [...hasTools.keys()].filter((name) => !hadTools.has(name)),
      removed: [...hadTools.keys()].filter((name) => !hasTools.has(name)),
      description_changed: both.filter(({ earlier, tool }) => earlier.description !== tool.description).map(({ name }) => name),
      changed: both.filter(({ earlier, tool }) => definitionHash(earlier) !== definitionHash(tool)).map(({ name }) => name),
    },
  };
}

function byName(report: Report): ReadonlyMap<string, ReportTool> {
  return new Map(report.mcp_surface.tools.map((tool) => [tool.name, tool]));
}
