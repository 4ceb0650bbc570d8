import type { Given, ScanPorts } from "@mcp-assay/core/report/scan-ports";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import { builtInJudges } from "@mcp-assay/judges/built-in/panel";
import type { Judge } from "@mcp-assay/judges/judge";
import { type ToolMaterial, toolMaterials } from "@mcp-assay/judges/material/tool-material";
import { runPanel } from "@mcp-assay/judges/panel/run-panel";
import type { ScanJob } from "./scan-job.ts";

/** The judges of one scan: who they are, and how they are asked. */
export interface ScanPanel extends Pick<Given, "panel">, Pick<ScanPorts, "judge"> {}

/** Fast scans have no panel. */
const NOBODY: ScanPanel = { panel: [], judge: async () => null };

export interface PanelPorts extends Pick<ScanPorts, "readText" | "stage"> {
  /** True from the moment on when nobody should be asked any more. */
  readonly stop: () => boolean;
  /** Milliseconds on a steady clock. */
  readonly now: () => number;
  readonly onEvent: (event: ScanEvent) => void;
}

/** The panel of a job: models as its request says, else the built-in judges. */
export async function scanPanel(job: ScanJob, ports: PanelPorts): Promise<ScanPanel> {
  if (job.options.mode === "fast") return NOBODY;
  if (job.judges === undefined) return panelOf(builtInJudges(ports.readText), ports);
  // Models need libraries that other scans do without.
  const { modelPanel } = await import("./model-panel.ts");
  const { judges, names, estimate } = modelPanel(job, job.judges, ports);
  if (estimate === null) return { ...panelOf(judges, ports), panel: names };
  const judge: ScanPanel["judge"] = async (analysed) => {
    ports.onEvent({ type: "judge_estimate", estimate: estimate(toolMaterials(analysed)) });
    return null;
  };
  return { panel: names, judge };
}

function panelOf(judges: readonly Judge[], ports: PanelPorts): ScanPanel {
  const ask = (tools: readonly ToolMaterial[]) => runPanel(tools, judges, ports);
  return { panel: judges.map(({ id }) => id), judge: (analysed) => ports.stage("judge", () => ask(toolMaterials(analysed))) };
}
