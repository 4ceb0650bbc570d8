import type { Problem } from "@mcp-assay/core/problem";
import { NOT_A_SERVER } from "@mcp-assay/core/report/coverage";
import { fromCore } from "../app/problems.ts";
import type { Ending } from "../app/store.ts";
import type { ChildEnding } from "./child-process.ts";

const NOTHING: Ending = {
  status: "failed",
  report: null,
  resolvedVersion: null,
  resolvedDigest: null,
  aivssScore: null,
  safetyScore: null,
  safetyGrade: null,
  errorCode: null,
  errorMessage: null,
};

/** Codes of the engine that a scan can fail with beside those that a submission is refused with. */
const OWN_CODES: ReadonlySet<string> = new Set(["SCAN_TIMED_OUT"]);

/** What is kept of an ended child: a whole report with its grade, a cut report without one, or the error. */
export function endingOf(end: ChildEnding): Ending {
  if (end.kind === "refused") return { ...NOTHING, ...errorOf(end.problem) };
  const { report, incomplete } = end;
  const kept = { ...NOTHING, report: JSON.stringify(report), resolvedVersion: report.target.version, resolvedDigest: report.target.digest };
  if (incomplete !== null) return { ...kept, ...errorOf(incomplete) };
  if (report.coverage.notes?.some(({ what }) => what === NOT_A_SERVER) === true)
    return { ...kept, errorCode: "NOT_AN_MCP_SERVER", errorMessage: NOT_A_SERVER };
  const { aivss_score, safety_score, safety_grade } = report.safety;
  return { ...kept, status: "complete", aivssScore: aivss_score, safetyScore: safety_score, safetyGrade: safety_grade };
}

function errorOf(problem: Problem): Pick<Ending, "errorCode" | "errorMessage"> {
  return { errorCode: OWN_CODES.has(problem.code) ? problem.code : fromCore(problem).code, errorMessage: problem.message };
}
