import { evidenceFloor, mergedAivss } from "../score/merged.ts";
import { roundHalfUp } from "../score/round.ts";
import { safetyFor } from "../score/safety.ts";
import type { Consensus, Panel } from "./consensus.ts";
import type { Report } from "./report.ts";

/** A report with the verdict of its panel, and the safety that follows from both. Without a score there is nothing to be merged with. */
export function withPanel(report: Report, panel: Panel | null): Report {
  if (panel === null) return report;
  const consensus = consensusOf(report, panel);
  const { merged_aivss: merged, adjustment } = consensus;
  if (merged === null || adjustment === 0) return { ...report, consensus };
  const safety = safetyFor(merged);
  const { servers } = report.mcp_surface;
  // The only server is the package; of several, each keeps what the rules say, since the panel's median is that of one tool.
  const whole = servers.length === 1 && servers[0]?.safety.aivss_score === report.safety.aivss_score;
  const surface = whole ? { ...report.mcp_surface, servers: servers.map((server) => ({ ...server, safety })) } : report.mcp_surface;
  return { ...report, mcp_surface: surface, safety, consensus };
}

function consensusOf({ safety, findings }: Report, panel: Panel): Consensus {
  const rule = safety.aivss_score;
  const merged = rule === null || panel.panel_median === null ? rule : mergedAivss(rule, panel.panel_median, evidenceFloor(findings));
  return {
    ...panel,
    rule_aivss: rule,
    merged_aivss: merged,
    adjustment: rule === null || merged === null ? 0 : roundHalfUp(merged - rule, 1),
  };
}
