import type { Given, ScanPorts } from "@mcp-assay/core/report/scan-ports";
import type { ScanEvent } from "@mcp-assay/core/scan-options";
import { builtInJudges } from "@mcp-assay/judges/built-in/panel";
import { toolMaterials } from "@mcp-assay/judges/material/tool-material";
import { runPanel } from "@mcp-assay/judges/panel/run-panel";

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

/** The panel of a scan in this mode. */
export function scanPanel(mode: "fast" | "deep", ports: PanelPorts): ScanPanel {
  if (mode === "fast") return NOBODY;
  const judges = builtInJudges(ports.readText);
  return {
    panel: judges.map(({ id, provider }) => `${provider}/${id}`),
    judge: (analysed) => ports.stage("judge", () => runPanel(toolMaterials(analysed), judges, ports)),
  };
}
