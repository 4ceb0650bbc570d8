import { spawn } from "node:child_process";
import path from "node:path";
import type { Report } from "@mcp-assay/core/report/report";

/** What one finding says about places and class. */
export interface CorpusFinding {
  readonly rule: string;
  readonly severity: string;
  readonly cwe: readonly number[];
  readonly tool: string | null;
  readonly handler: string | null;
  readonly place: Place;
  /** Sink and steps of the trace; its source does not count as a hit. */
  readonly trace: readonly Place[];
}

export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface TreeScan {
  readonly findings: readonly CorpusFinding[];
  /** Why there is no report; null if there is one. */
  readonly failure: string | null;
  readonly seconds: number;
}

/** Scans a folder with the built command line, as a user would, in deep mode. */
export async function scanTree(root: string, folder: string, timeoutSeconds: number): Promise<TreeScan> {
  const started = performance.now();
  const args = [path.join(root, "bin/mcp-assay.mjs"), "scan", folder, "--mode", "deep", "--output", "json", "--offline", "--no-cache"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutSeconds * 1000);
  const [output, complaint, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.on("close", resolve)),
  ]);
  clearTimeout(timer);
  const seconds = (performance.now() - started) / 1000;
  if (code === null) return { findings: [], failure: `no end after ${timeoutSeconds} s`, seconds };
  try {
    return { findings: (JSON.parse(output) as Report).findings.map(corpusFinding), failure: null, seconds };
  } catch {
    return { findings: [], failure: `exit ${code}: ${complaint.trim().split("\n")[0] ?? "no report"}`, seconds };
  }
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks).toString("utf8");
}

function corpusFinding(finding: Report["findings"][number]): CorpusFinding {
  const region = ({ file, start_line, end_line }: { file: string; start_line: number; end_line: number }): Place => ({
    file,
    start: start_line,
    end: end_line,
  });
  const { sink, steps } = finding.trace;
  return {
    rule: finding.rule_id,
    severity: finding.severity,
    cwe: finding.cwe.flatMap((text) => /\d+/.exec(text)?.map(Number) ?? []),
    tool: finding.mcp_context.tool_name,
    handler: finding.mcp_context.handler_name,
    place: region(finding.location),
    trace: [
      { file: sink.file, start: sink.start_line, end: sink.start_line },
      ...steps.filter((step) => step.action !== "source").map((step) => region(step.location)),
    ],
  };
}
