import { fail, ok } from "@mcp-assay/core/problem";
import { NOT_A_SERVER } from "@mcp-assay/core/report/coverage";
import type { Finding, Report } from "@mcp-assay/core/report/report";
import type { ScanEvent, StageName } from "@mcp-assay/core/scan-options";
import type { RunScan, ScanRequest } from "@mcp-assay/runner/scan-request";
import { sampleConsensus, sampleFinding, sampleReport } from "./sample-report.ts";

/**
 * A scan function that needs no engine: what it does is written in the name of the package.
 * "missing" does not exist, "crash" kills its process, "slow" waits until it is let go, "cut" ran out of
 * time, "library" is no server, "hostile" reports text that databases and streams stumble over, all others are graded.
 */
export const fakeRunScan: RunScan = async (request, hooks) => {
  const name = /^\w+:(.*)@[^@]*$/u.exec(request.input)?.[1] ?? request.input;
  const say = (event: ScanEvent) => hooks?.onEvent?.(event);
  stage(say, "resolve");
  if (name.includes("missing")) return fail("REPOSITORY_NOT_FOUND", `npm has no package "${name}"`);
  if (name.includes("crash")) process.exit(7);
  stage(say, "fetch");
  say({ type: "stage_started", stage_name: "analyse" });
  say({ type: "rule_started", rule_id: "MCP-A001", rule_name: "Shell command", tier: "T1", severity_level: "critical" });
  if (name.includes("slow")) await letGo();
  say({ type: "rule_completed", rule_id: "MCP-A001", status: "fired", finding_count: 1 });
  say({ type: "files", done: 1, total: 1 });
  say({ type: "stage_completed", stage_name: "analyse", elapsed_ms: 3 });
  if (request.options.mode === "deep") judge(say);
  const report = reportFor(name, request);
  if (name.includes("library")) return ok({ report: ofLibrary(report), snapshot: null, incomplete: null });
  const incomplete = name.includes("cut") ? { code: "SCAN_TIMED_OUT" as const, message: "the scan ran out of time" } : null;
  return ok({ report, snapshot: null, incomplete });
};

function ofLibrary(report: Report): Report {
  const notes = [{ what: NOT_A_SERVER, where: "" }];
  const safety = { aivss_score: null, safety_score: null, safety_grade: null };
  return { ...report, findings: [], safety, coverage: { ...report.coverage, notes } };
}

function stage(say: (event: ScanEvent) => void, stage_name: StageName): void {
  say({ type: "stage_started", stage_name });
  say({ type: "stage_completed", stage_name, elapsed_ms: 1 });
}

/** Three judges, of whom one has nothing to say. */
function judge(say: (event: ScanEvent) => void): void {
  say({ type: "stage_started", stage_name: "judge" });
  for (const { model_id, panel_index } of sampleConsensus().models)
    if (panel_index !== 1) say({ type: "judge_verdict", model_id, panel_index, panel_size: 4 });
  say({ type: "stage_completed", stage_name: "judge", elapsed_ms: 2 });
}

function reportFor(name: string, request: ScanRequest): Report {
  const text = name.includes("hostile") ? "\u0000 \ud800 \u2028 </script> event: x\n\ndata: y" : "A tool argument reaches a shell.";
  const finding: Finding = sampleFinding({ description: text });
  return sampleReport({
    target: { input: request.input, type: "npm", name, version: "1.2.3", digest: `sha256:${"0".repeat(64)}` },
    findings: [finding],
    ...(request.options.mode === "deep" ? { consensus: sampleConsensus() } : {}),
  });
}

/** Waits for the file that FAKE_SCAN_GATE names in the temporary folder, or for ever. */
async function letGo(): Promise<void> {
  const { existsSync } = await import("node:fs");
  const gate = process.env.NPM_CONFIG_FAKE_SCAN_GATE;
  while (gate === undefined || !existsSync(gate)) await new Promise((next) => setTimeout(next, 20));
}
