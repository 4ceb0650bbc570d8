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

const NOT_A_SERVER = "this is not an MCP server: nothing in it declares a tool, resource or prompt or uses an MCP SDK";

/** What is kept of an ended child: a whole report with its grade, a cut report without one, or the error. */
export function endingOf(end: ChildEnding): Ending {
  if (end.kind === "refused") return { ...NOTHING, errorCode: end.problem.code, errorMessage: end.problem.message };
  const { report, incomplete } = end;
  const kept = { ...NOTHING, report: JSON.stringify(report), resolvedVersion: report.target.version, resolvedDigest: report.target.digest };
  if (incomplete !== null) return { ...kept, errorCode: incomplete.code, errorMessage: incomplete.message };
  // Files were analysed, and still there is no grade: nothing in them is a server.
  if (report.safety.safety_grade === null && report.coverage.files.analysed > 0)
    return { ...kept, errorCode: "NOT_AN_MCP_SERVER", errorMessage: NOT_A_SERVER };
  const { aivss_score, safety_score, safety_grade } = report.safety;
  return { ...kept, status: "complete", aivssScore: aivss_score, safetyScore: safety_score, safetyGrade: safety_grade };
}
